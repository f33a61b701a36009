/** Prisma: unreachable, timed out, closed the connection, no free connection, a transaction that could not start. */
const AWAY = new Set(['P1001', 'P1002', 'P1008', 'P1017', 'P2024', 'P2028']);
/** The network's words for it, and PostgreSQL's for shutting down, starting up and having no room. */
const SAID = new Set(['ECONNREFUSED', 'ECONNRESET', 'EPIPE', 'ETIMEDOUT', 'ENOTFOUND']);
const STATES = /^(57P0[1-3]|53300|08\d{3})$/;

/** Drivers that give no code say it in a sentence. */
const SENTENCES = /DatabaseNotReachable|ConnectionClosed|PGlite is closed/;

/** Whether an error means that the database cannot be reached, at whatever depth it says so. */
export function isDatabaseAway(error: unknown): boolean {
  for (let at = error, depth = 0; at instanceof Error && depth < 8; at = at.cause, depth += 1) {
    const code = 'code' in at && typeof at.code === 'string' ? at.code : '';
    if (AWAY.has(code) || SAID.has(code) || STATES.test(code)) return true;
    if (SENTENCES.test(at.message)) return true;
  }
  return false;
}
