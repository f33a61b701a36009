import type { Span } from '@troth/diagnostics';
import type { Node } from 'web-tree-sitter';

/** The node's span, 1-based; web-tree-sitter counts UTF-16 units from 0. */
export function spanOf(node: Node, file: string): Span {
  return {
    file,
    line: node.startPosition.row + 1,
    column: node.startPosition.column + 1,
    endLine: node.endPosition.row + 1,
    endColumn: node.endPosition.column + 1,
  };
}
