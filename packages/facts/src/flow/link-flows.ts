import type { Fact, ModelFact } from '../facts.ts';
import type { FileFlow } from './file-flow.ts';
import type { ModuleResolver } from './module-resolver.ts';

/** A whole program, file by file. */
export interface Program {
  /** In the order of their paths, so that the same program gives the same facts. */
  readonly flows: readonly FileFlow[];
  /** Tables of the program's schemas: the truth about what a record holds. */
  readonly models: readonly ModelFact[];
  readonly resolve: ModuleResolver;
}

/** Where values leave a program, followed from file to file. Pure and cheap: nothing is parsed. */
export function linkFlows({ flows }: Program): readonly Fact[] {
  return flows.flatMap(({ sends }) => sends);
}
