/** A field that is wrong: where it stands in the body or query, and what is wrong with it. */
export interface FieldProblem {
  /** JSON pointer (RFC 6901), `/subject/id`; `` is the whole. */
  readonly pointer: string;
  /** Name of the field as the sender wrote or should have written it. */
  readonly field: string;
  readonly detail: string;
}

const TITLES = {
  400: 'The request is malformed',
  401: 'A valid bearer token is needed',
  403: 'The token may not do this',
  404: 'There is nothing here',
  405: 'The method is not allowed here',
  408: 'The request took too long',
  409: 'This contradicts what is recorded',
  413: 'The request is too large',
  415: 'The media type is not supported',
  429: 'Too many requests',
  431: 'The headers are too large',
  503: 'Not now',
} as const;

export type ProblemStatus = keyof typeof TITLES;

/** An expected refusal, answered as RFC 9457 problem details. */
export class Problem extends Error {
  readonly status: ProblemStatus;
  readonly errors: readonly FieldProblem[];
  /** Seconds after which it is worth asking again; a 503 always says. */
  readonly retryAfterSeconds: number | undefined;

  constructor(
    status: ProblemStatus,
    detail: string,
    errors: readonly FieldProblem[] = [],
    retryAfterSeconds: number | undefined = status === 503 ? 5 : undefined,
  ) {
    super(detail);
    this.retryAfterSeconds = retryAfterSeconds;
    this.name = 'Problem';
    this.status = status;
    this.errors = errors;
  }

  get title(): string {
    return TITLES[this.status];
  }
}

/** 401 that says what the client is to do about it (RFC 6750 section 3, RFC 9470). */
export class Challenge extends Problem {
  /** Of `WWW-Authenticate`, after the scheme. */
  readonly parameters: Readonly<Record<string, string>>;

  constructor(detail: string, parameters: Readonly<Record<string, string>>) {
    super(401, detail);
    this.parameters = parameters;
  }

  /** Values are our own words or checked settings, without quotes in them. */
  get header(): string {
    const said = Object.entries(this.parameters).map(([name, value]) => `${name}="${value}"`);
    return `Bearer ${said.join(', ')}`;
  }
}

export function isProblemStatus(status: number): status is ProblemStatus {
  return status in TITLES;
}

/** 400 about one field. */
export function badField(pointer: string, detail: string): Problem {
  const field = pointer.split('/').at(-1) ?? '';
  return new Problem(400, detail, [{ pointer, field, detail }]);
}

/** As it is answered (RFC 9457). */
export function bodyOf(problem: Problem): object {
  return {
    type: 'about:blank',
    title: problem.title,
    status: problem.status,
    detail: problem.message,
    ...(problem.errors.length === 0 ? {} : { errors: problem.errors }),
  };
}
