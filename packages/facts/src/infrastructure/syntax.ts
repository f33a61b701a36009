import type { Span } from '@troth/diagnostics';

/** A resource or a part of it: attributes with their values, blocks in blocks. */
export interface Block {
  readonly type: string;
  readonly labels: readonly string[];
  readonly attributes: ReadonlyMap<string, Attribute>;
  readonly blocks: readonly Block[];
  readonly at: Span;
  /** Where a setting that is missing is reported: the block's first line. */
  readonly header: Span;
}

export interface Attribute {
  readonly name: string;
  readonly value: Expression;
  /** Name and value together. */
  readonly at: Span;
}

/** An expression as written; `unknown` stands for every form we do not evaluate. */
export type Expression = { readonly at: Span; readonly written: string } & (
  | { readonly kind: 'string'; readonly text: string }
  | { readonly kind: 'number'; readonly number: number }
  | { readonly kind: 'bool'; readonly bool: boolean }
  | { readonly kind: 'null' }
  | { readonly kind: 'list'; readonly items: readonly Expression[] }
  | { readonly kind: 'object'; readonly entries: ReadonlyMap<string, Attribute> }
  | { readonly kind: 'reference'; readonly path: readonly string[] }
  | { readonly kind: 'template'; readonly parts: readonly Expression[] }
  | { readonly kind: 'call'; readonly name: string; readonly args: readonly Expression[] }
  | {
      readonly kind: 'choice';
      readonly test: Expression;
      readonly yes: Expression;
      readonly no: Expression;
    }
  | { readonly kind: 'unknown' }
);
