import { argon2, randomBytes, timingSafeEqual } from 'node:crypto';
import { promisify } from 'node:util';

const derive = promisify(argon2);

/** OWASP's floor for Argon2id: 19 MiB, two passes, one lane. */
const memoryKiB = 19_456;
const passes = 2;

/** A hash in the PHC string format, `$argon2id$v=19$m=…,t=…,p=…$salt$hash`. */
export async function hashPassword(password: string): Promise<string> {
  const salt = randomBytes(16);
  const hash = await argon2id(password, { salt, memoryKiB, passes, lanes: 1 });
  return `$argon2id$v=19$m=${memoryKiB},t=${passes},p=1$${unpadded(salt)}$${unpadded(hash)}`;
}

/** Takes the same time for a person who has no password, so that a guess learns nothing. */
export async function isPassword(guess: string, hash: string | null): Promise<boolean> {
  const stored = phc.exec(hash ?? nobody);
  if (stored === null) throw new Error('a stored password hash is not one that we write');
  const [, memory, time, lanes, salt = '', wanted = ''] = stored;
  const found = await argon2id(guess, {
    salt: Buffer.from(salt, 'base64'),
    memoryKiB: Number(memory),
    passes: Number(time),
    lanes: Number(lanes),
  });
  return timingSafeEqual(found, Buffer.from(wanted, 'base64')) && hash !== null;
}

const phc = /^\$argon2id\$v=19\$m=(\d+),t=(\d+),p=(\d+)\$([\w+/]+)\$([\w+/]{43})$/;
const nobody = `$argon2id$v=19$m=${memoryKiB},t=${passes},p=1$${'A'.repeat(22)}$${'A'.repeat(43)}`;

interface Cost {
  readonly salt: Buffer;
  readonly memoryKiB: number;
  readonly passes: number;
  readonly lanes: number;
}

function argon2id(password: string, cost: Cost): Promise<Buffer> {
  return derive('argon2id', {
    message: Buffer.from(password.normalize('NFKC')),
    nonce: cost.salt,
    memory: cost.memoryKiB,
    passes: cost.passes,
    parallelism: cost.lanes,
    tagLength: 32,
  });
}

function unpadded(bytes: Buffer): string {
  return bytes.toString('base64').replace(/=+$/, '');
}
