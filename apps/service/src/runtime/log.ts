/** What a log line may say. There is no free text and no field for personal data. */
export interface LogFields {
  readonly method?: string;
  /** The route's pattern, `/v1/erasures/:id`, never the URL. */
  readonly route?: string;
  readonly status?: number;
  /** Trace id of W3C Trace Context. */
  readonly trace?: string;
  readonly ms?: number;
  readonly count?: number;
  /** What a machine token is called by who made it. */
  readonly token?: string;
  /** Machine that was called, as a setting or an identity provider names it. */
  readonly host?: string;
  readonly days?: number;
  /** Ids made by this service. */
  readonly erasure?: string;
  readonly store?: string;
  readonly clause?: string;
  readonly version?: string;
  readonly error?: string;
  readonly code?: string;
  readonly frames?: readonly string[];
}

/** One JSON object a line. */
export abstract class Log {
  abstract info(event: string, fields?: LogFields): void;
  abstract error(event: string, fields?: LogFields): void;
}

/**
 * Class, code and stack frames of an error and of its causes. Not the message: those of a database
 * or a parser repeat the values they choked on.
 */
export function describeError(error: unknown): LogFields {
  const names: string[] = [];
  const frames: string[] = [];
  let code: string | undefined;
  for (let at = error; at instanceof Error && names.length < 5; at = at.cause) {
    names.push(at.name);
    if ('code' in at && typeof at.code === 'string') code ??= at.code;
    frames.push(...framesOf(at).slice(0, 4));
  }
  return {
    error: names.length === 0 ? typeof error : names.join(' < '),
    frames,
    ...(code === undefined ? {} : { code }),
  };
}

function framesOf(error: Error): readonly string[] {
  const lines = (error.stack ?? '').split('\n').map((line) => line.trim());
  return lines.filter((line) => line.startsWith('at '));
}

export class JsonLog extends Log {
  readonly #write: (line: string) => void;
  readonly #now: () => Date;

  constructor(write: (line: string) => void, now: () => Date) {
    super();
    this.#write = write;
    this.#now = now;
  }

  override info(event: string, fields: LogFields = {}): void {
    this.#line('info', event, fields);
  }

  override error(event: string, fields: LogFields = {}): void {
    this.#line('error', event, fields);
  }

  #line(level: string, event: string, fields: LogFields): void {
    const at = this.#now().toISOString();
    this.#write(`${JSON.stringify({ at, level, event, ...fields })}\n`);
  }
}
