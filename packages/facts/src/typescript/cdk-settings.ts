import type { Node } from 'oxc-parser';

import type { Origin } from './origins.ts';
import { originOf } from './origins.ts';
import type { Scope } from './scope.ts';
import { bare, memberName } from './syntax.ts';
import { readObject, textsOf, valuesOf } from './values.ts';

/** An option of a construct: its value, or the nearest thing that lacks it. */
export type Setting =
  | { readonly kind: 'set'; readonly value: Node; readonly scope: Scope }
  | { readonly kind: 'absent'; readonly within: Node | undefined }
  | { readonly kind: 'unknown' };

/** Reads `a.b` of an object of options; nothing given is an option left out, and so is `undefined`. */
export function settingOf(props: Node | undefined, scope: Scope, option: string): Setting {
  let at: Setting =
    props === undefined
      ? { kind: 'absent', within: undefined }
      : { kind: 'set', value: props, scope };
  for (const [depth, name] of option.split('.').entries()) at = below(at, name, depth);
  return leftOut(at);
}

function below(setting: Setting, name: string, depth: number): Setting {
  const from = leftOut(setting);
  if (from.kind !== 'set') return from;
  const object = readObject(from.value, from.scope);
  const property = object?.properties.get(name);
  if (property !== undefined) return { kind: 'set', ...property };
  if (object?.open !== false) return { kind: 'unknown' };
  // What lacks an option of the whole construct is the construct.
  return { kind: 'absent', within: depth === 0 ? undefined : from.value };
}

function leftOut(setting: Setting): Setting {
  if (setting.kind !== 'set') return setting;
  const values = valuesOf(setting.value, setting.scope);
  const isNothing = values.length > 0 && values.every(({ kind }) => kind === 'nothing');
  return isNothing ? { kind: 'absent', within: setting.value } : setting;
}

/** Whether an option is `null`: CloudFormation leaves it out, and other constructs do not expect it. */
export function isNull(setting: Setting, scope: Scope): boolean {
  if (setting.kind !== 'absent' || setting.within === undefined) return false;
  return valuesOf(setting.within, scope).some(
    (value) => value.kind === 'nothing' && value.word === 'null',
  );
}

/** A value as words: a text, a truth, or the member of one of the kit's enumerations (`TLS_1_2`). */
export function wordsOf(value: Node, scope: Scope): readonly string[] {
  const words = valuesOf(value, scope).flatMap((read) => {
    if (read.kind === 'text') return [read.text];
    return read.kind === 'boolean' ? [String(read.boolean)] : [];
  });
  if (words.length > 0) return words;
  const origin = originOf(value, scope);
  const word = origin?.names.at(-1);
  return isKit(origin) && word !== undefined ? [word] : [];
}

/** Whether something comes from the AWS CDK. */
export function isKit(origin: Origin | undefined): boolean {
  return origin?.from.kind === 'package' && /^(aws-cdk-lib$|@aws-cdk\/)/.test(origin.from.name);
}

/** Service and names, `efs.CfnFileSystem`; `elasticloadbalancingv2.NetworkLoadBalancer.addListener`. */
export function constructOf(origin: Origin | undefined): string | undefined {
  if (origin?.from.kind !== 'package' || !isKit(origin)) return undefined;
  const { name, path } = origin.from;
  const words = [name.replace(/^@aws-cdk\//, ''), ...path.split('/'), ...origin.names];
  const at = words.findIndex((word) => /^aws[-_](?!cdk)/.test(word));
  const names = words.slice(at + 1).filter((word) => word !== '');
  if (at === -1 || names.length === 0) return undefined;
  return [words[at]?.replace(/^aws[-_]/, '').replace(/-alpha$/, ''), ...names].join('.');
}

/** Where a setting shows in a call: its value, what lacks it, or the call's own name. */
export function shownNode(setting: Setting, call: Node): Node {
  const node = setting.kind === 'set' ? setting.value : withinOf(setting);
  if (node !== undefined && node.start >= call.start && node.end <= call.end) return node;
  return 'callee' in call ? call.callee : call;
}

function withinOf(setting: Setting): Node | undefined {
  return setting.kind === 'absent' ? setting.within : undefined;
}

/** The name a construct has in its stack, its second argument. */
export function constructName(call: Node, scope: Scope): string | undefined {
  if (call.type !== 'NewExpression') return undefined;
  const id = call.arguments[1];
  return id === undefined || id.type === 'SpreadElement' ? undefined : textsOf(id, scope)[0];
}

/** Whether an expression calls a method of this name: `ListenerAction.redirect(…)`. */
export function isCallOf(node: Node, method: string): boolean {
  const call = bare(node);
  return call.type === 'CallExpression' && memberName(bare(call.callee)) === method;
}
