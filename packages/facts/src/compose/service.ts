import type { LineIndex } from '@troth/diagnostics';

import type { SourceText } from '../extraction.ts';
import type { YamlNode } from '../yaml/yaml-node.ts';

/** One entry of `services:`. */
export interface ComposeService {
  readonly name: string;
  readonly node: YamlNode;
  readonly file: SourceText;
  readonly lines: LineIndex;
  /** Variables that stand in files of their own. */
  readonly variables: ReadonlyMap<string, string>;
}
