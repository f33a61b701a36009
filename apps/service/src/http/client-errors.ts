import type { Socket } from 'node:net';
import { bodyOf, Problem, type ProblemStatus } from '../problems/problem.ts';

const STATUSES: Readonly<Record<string, ProblemStatus>> = {
  ERR_HTTP_REQUEST_TIMEOUT: 408,
  HPE_HEADER_OVERFLOW: 431,
};

const DETAILS: Readonly<Partial<Record<ProblemStatus, string>>> = {
  408: 'The request did not arrive in time.',
  431: 'The headers are over 16 KiB.',
};

/** What is not HTTP, or never ends, is answered once and cut off. */
export function answerClientError(error: NodeJS.ErrnoException, socket: Socket): void {
  // Reset by the client, or answered already: there is nobody to tell.
  if (error.code === 'ECONNRESET' || !socket.writable) return void socket.destroy();
  const status = STATUSES[error.code ?? ''] ?? 400;
  const problem = new Problem(status, DETAILS[status] ?? 'This is not an HTTP request.');
  const body = JSON.stringify(bodyOf(problem));
  socket.end(
    `HTTP/1.1 ${status} ${problem.title}\r\ncontent-type: application/problem+json; charset=utf-8\r\n` +
      `content-length: ${Buffer.byteLength(body)}\r\nconnection: close\r\n\r\n${body}`,
  );
}
