import { Catch, HttpException } from '@nestjs/common';
import type { ArgumentsHost, ExceptionFilter } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { describeError, Log } from '../runtime/log.ts';
import { isDatabaseAway } from './database-away.ts';
import type { RefusalLog } from './refusal-log.ts';
import { bodyOf, Challenge, isProblemStatus, Problem } from './problem.ts';

/** The one place where an error becomes an answer. */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  readonly #log: Log;
  readonly #refusals: RefusalLog;

  constructor(log: Log, refusals: RefusalLog) {
    this.#log = log;
    this.#refusals = refusals;
  }

  catch(error: unknown, host: ArgumentsHost): void {
    const http = host.switchToHttp();
    const reply = http.getResponse<FastifyReply>();
    const request = http.getRequest<FastifyRequest>();
    const problem = problemOf(error);
    if (problem === undefined) this.#logFailure(error, request);
    else this.#headers(problem, request, reply);
    void reply
      .status(problem?.status ?? 500)
      .header('content-type', 'application/problem+json; charset=utf-8')
      .send(JSON.stringify(problem === undefined ? INTERNAL : bodyOf(problem)));
  }

  #headers(problem: Problem, request: FastifyRequest, reply: FastifyReply): void {
    const { status, retryAfterSeconds } = problem;
    if (status === 401 || status === 403) this.#refusals.note(status, request);
    if (retryAfterSeconds !== undefined)
      void reply.header('retry-after', String(retryAfterSeconds));
    if (status !== 401) return;
    const challenge = problem instanceof Challenge ? problem.header : 'Bearer';
    void reply.header('www-authenticate', challenge);
  }

  #logFailure(error: unknown, request: FastifyRequest): void {
    const route = request.routeOptions?.url ?? 'unknown';
    const trace = request.traceContext?.traceId;
    this.#log.error('request-failed', {
      method: request.method,
      route,
      ...(trace === undefined ? {} : { trace }),
      ...describeError(error),
    });
  }
}

const INTERNAL = {
  type: 'about:blank',
  title: 'The service failed',
  status: 500,
  detail: 'The failure is in the log; nothing was answered that is not recorded.',
};

function problemOf(error: unknown): Problem | undefined {
  if (error instanceof Problem) return error;
  if (isDatabaseAway(error)) {
    const detail = 'The database does not answer; nothing was written.';
    return Object.assign(new Problem(503, detail), { cause: error });
  }
  return fromFramework(error);
}

/** Refusals of the framework itself: unknown route, unreadable JSON, a body over the limit. */
function fromFramework(error: unknown): Problem | undefined {
  if (!(error instanceof Error)) return undefined;
  const status = statusOf(error);
  if (status === undefined || !isProblemStatus(status)) return undefined;
  return new Problem(status, DETAILS[status] ?? 'The request was refused.');
}

function statusOf(error: Error): number | undefined {
  if (error instanceof HttpException) return error.getStatus();
  return 'statusCode' in error && typeof error.statusCode === 'number'
    ? error.statusCode
    : undefined;
}

/** Our own words: the framework's repeat parts of the body. */
const DETAILS: Readonly<Record<number, string>> = {
  400: 'The body is not readable JSON, or it names a forbidden key such as `__proto__`.',
  404: 'No such path. `/openapi.json` lists what there is.',
  408: 'The request did not arrive in time.',
  413: 'The body is over 1 MiB.',
  415: 'Send `application/json`.',
};
