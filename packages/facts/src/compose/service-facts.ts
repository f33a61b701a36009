import type { Fact } from '../facts.ts';
import { commandFacts } from './commands.ts';
import { environmentFacts } from './environment.ts';
import { exposureFacts } from './ports.ts';
import type { ComposeService } from './service.ts';
import { volumeFacts } from './volumes.ts';

/** What one service says. */
export function serviceFacts(service: ComposeService): readonly Fact[] {
  return [
    ...environmentFacts(service),
    ...exposureFacts(service),
    ...volumeFacts(service),
    ...commandFacts(service),
  ];
}
