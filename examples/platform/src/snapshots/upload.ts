import { Readable } from 'node:stream';

import { BadRequestException } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';

export interface Upload {
  readonly sizeBytes: number;
  readonly content: Readable;
}

/** The body as it arrives, `application/octet-stream`; it is passed on and never held in memory. */
export function uploadOf(request: FastifyRequest): Upload {
  const sizeBytes = Number(request.headers['content-length']);
  const { body } = request;
  if (!(body instanceof Readable) || !Number.isSafeInteger(sizeBytes) || sizeBytes < 1) {
    throw new BadRequestException('send the content as application/octet-stream with its length');
  }
  return { sizeBytes, content: body };
}
