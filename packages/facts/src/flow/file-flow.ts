import type { Span } from '@troth/diagnostics';

import type { DataSentFact } from '../facts.ts';
import type { FileWork } from '../purges/file-work.ts';

/**
 * What one file says about the flow of values: plain JSON, made from the file alone, so that it can be
 * cached by the file's content and sent between workers. Only `linkFlows` reads what is in it.
 * Numbers that refer to a thing, function or call are places in this file's own lists.
 */
export interface FileFlow {
  readonly path: string;
  readonly things: readonly Thing[];
  readonly functions: readonly FlowFunction[];
  readonly calls: readonly FlowCall[];
  /** Exported names; `=` is what CommonJS exports whole. */
  readonly exports: Readonly<Record<string, number>>;
  /** Classes by name, for values of which only the type is written. */
  readonly classes: Readonly<Record<string, number>>;
  /** Modules all of whose names are exported again. */
  readonly passedOn: readonly string[];
  readonly types: readonly DeclaredType[];
  /** Names of types and values that stand for another module's. */
  readonly imports: Readonly<Record<string, ImportedName>>;
  /** A script that only a page runs, so that its console is its reader's own. */
  readonly isPage?: true;
  /** Rows that its code removes and reads, and when; absent where there are none. */
  readonly work?: FileWork;
}

export interface ImportedName {
  readonly module: string;
  /** `*` for the whole. */
  readonly name: string;
}

/** What a name or an expression stands for, as far as one file says. */
export type Thing =
  | { readonly kind: 'function'; readonly function: number }
  | {
      readonly kind: 'object';
      readonly members: Readonly<Record<string, number>>;
      /** Objects whose members it has too: a spread, the class it extends. */
      readonly parents: readonly number[];
    }
  | ({ readonly kind: 'import' } & ImportedName)
  | { readonly kind: 'global'; readonly name: string }
  | { readonly kind: 'member'; readonly of: number; readonly name: string }
  /** What it gives when it is called or made with `new`. */
  | ({ readonly kind: 'result'; readonly of: number } & Settings)
  /** A value of which only the written type is known. */
  | { readonly kind: 'typed'; readonly type: string }
  | { readonly kind: 'either'; readonly of: readonly number[] };

/** What a logger or a client is made with. */
export interface Settings {
  /** Keys that a logger leaves out. */
  readonly redacts?: readonly string[];
  /** The host to which a client sends. */
  readonly host?: string;
}

/** A function, and what it gives back. */
export interface FlowFunction {
  readonly returns: readonly FlowValue[];
  readonly returnsThings: readonly number[];
  /** Some call in it writes to a log, a host or a place: what it does with its arguments is known. */
  readonly sends?: true;
}

/** A call that may send what it is given, or that gave something that is sent. */
export interface FlowCall {
  readonly at: Span;
  readonly callee?: number;
  /** Who it is asked of, where an option says: `model` of `generateText({ model: openai('gpt') })`. */
  readonly by?: number;
  /** The last name of what is called, `capture`. */
  readonly name: string;
  readonly isNew: boolean;
  /** Where it sends by its name or its URL, unless it turns out to be the program's own function. */
  readonly sink?: DataSentFact['sink'];
  /** Only its words say that it is a request, so that a package's own call beats it. */
  readonly isGuess?: true;
  readonly arguments: readonly (readonly FlowValue[])[];
  /** The functions and classes around, for the fingerprint. */
  readonly within: string;
  readonly purpose?: string;
}

/** A property path whose value is in an expression. */
export interface FlowValue {
  /** As the code names it, `user.email`; empty when it has no name. */
  readonly path: readonly string[];
  readonly at: Span;
  /** Keys of the objects built around it, from outside in. */
  readonly key: readonly string[];
  /** Written type of the root of `path`, or `model:User` for rows of a query. */
  readonly type?: string;
  /** Fields that the query asked for. */
  readonly only?: readonly string[];
  /** Written in the source itself, so that it is nobody's who uses the program. */
  readonly isConstant?: true;
  /** What the root of `path` is, when that is somebody else's to say. */
  readonly root?: FlowRoot;
}

export interface FlowRoot {
  readonly kind: 'parameter' | 'result';
  /** The function whose parameter it is, or the call whose result. */
  readonly of: number;
  /** Which parameter; 0 for a result. */
  readonly index: number;
  /** What is read of it. */
  readonly below: readonly string[];
  /** The parameter takes all arguments from that one on. */
  readonly isRest?: true;
  /** A call that no function of the program answers gives on what it is given. */
  readonly passes?: true;
}

/** An interface, class, object type or validation schema that the file declares. */
export interface DeclaredType {
  readonly name: string;
  readonly fields: readonly { readonly name: string; readonly type: string }[];
  /** Types whose fields it has too. */
  readonly parents: readonly string[];
}
