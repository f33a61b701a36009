import type { PipeTransform } from '@nestjs/common';
import { Problem } from './problem.ts';

/** An id made by this service; any other text names nothing. */
export class IdPipe implements PipeTransform<string, string> {
  transform(id: string): string {
    if (/^[0-9a-f-]{36}$/.test(id)) return id;
    throw new Problem(404, 'There is nothing of this id.');
  }
}
