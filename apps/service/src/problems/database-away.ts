/** Prisma: unreachable, timed out, closed the connection, no free connection, a transaction that could not start. */
const AWAY = new Set(['P1001', 'P1002', 'P1008', 'P1017', 'P2024', 'P2028']);
/** The network's words for it, and PostgreSQL's for shutting down, starting up, and having no disk, memory or connection left. */
const SAID = new Set(['ECONNREFUSED', 'ECONNRESET', 'EPIPE', 'ETIMEDOUT', 'ENOTFOUND']);
const STATES = /^(57P0[1-3]|53[1-3]00|08\d{3})$/;

/** Drivers that give no code say it in a sentence. */
const SENTENCES =
  /DatabaseNotReachable|ConnectionClosed|PGlite is closed|Connection terminated|is not queryable/;

/** Whether an error means that the database cannot be reached, at whatever depth it says so. */
export function isDatabaseAway(error: unknown): boolean {
  let at: unknown = error;
  for (let depth = 0; isObject(at) && depth < 8; depth += 1) {
    if (codesOf(at).some((code) => AWAY.has(code) || SAID.has(code) || STATES.test(code))) {
      return true;
    }
    if ('message' in at && SENTENCES.test(String(at.message))) return true;
    at = causeOf(at);
  }
  return false;
}

/** Of the error, and of the server where a driver adapter repeats it. */
function codesOf(error: object): readonly string[] {
  const codes = [
    'code' in error ? error.code : undefined,
    'originalCode' in error ? error.originalCode : undefined,
  ];
  return codes.filter((code) => typeof code === 'string');
}

/** Prisma keeps what the driver said beside its own error, not below it. */
function causeOf(error: object): unknown {
  if ('cause' in error && error.cause !== undefined) return error.cause;
  const meta = 'meta' in error && isObject(error.meta) ? error.meta : {};
  return 'driverAdapterError' in meta ? meta.driverAdapterError : undefined;
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}
