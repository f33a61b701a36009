import { asText } from '../infrastructure/settings.ts';
import type { Attribute, Expression } from '../infrastructure/syntax.ts';
import { itemsAt, nodeAt, textAt } from '../yaml/yaml-node.ts';
import type { YamlNode } from '../yaml/yaml-node.ts';
import { intrinsicOf } from './intrinsics.ts';
import type { Intrinsic } from './intrinsics.ts';

/** A template, and what its text is needed for: what stands there, as written. */
export interface Template {
  readonly root: YamlNode;
  readonly text: string;
  /** Names of the template's resources. */
  readonly resources: ReadonlySet<string>;
  /** What a template that nests this one sets its parameters to; a name without a value cannot be told. */
  readonly given: ReadonlyMap<string, Expression>;
}

/** What the keys of a resource's properties are called in the result. */
export interface Words {
  readonly attributeOf: (key: string) => string;
  /** Whether what stands below keeps its own keys. */
  readonly isDocument: (key: string) => boolean;
}

const verbatim: Words = { attributeOf: (key) => key, isDocument: () => true };

const maximumDepth = 60;
const maximumWritten = 200;

/**
 * A value of a template with its functions worked out: parameters have their defaults. What stays a
 * `reference` names a resource; what cannot be told is `unknown`.
 */
export function evaluateNode(node: YamlNode, template: Template, words: Words): Expression {
  return new Evaluation(template, words).value(node, 0);
}

/** Whether a condition of a template holds; nothing where it cannot be told. */
export function conditionHolds(name: string, template: Template): boolean | undefined {
  return new Evaluation(template, verbatim).holds(name, 0);
}

class Evaluation {
  readonly #template: Template;
  readonly #words: Words;

  constructor(template: Template, words: Words) {
    this.#template = template;
    this.#words = words;
  }

  value(node: YamlNode, depth: number): Expression {
    const place = this.#placeOf(node);
    if (depth > maximumDepth) return { ...place, kind: 'unknown' };
    const intrinsic = intrinsicOf(node);
    if (intrinsic !== undefined) return { ...this.#called(intrinsic, node, depth + 1), ...place };
    switch (node.kind) {
      case 'scalar':
        return { ...place, ...scalar(node.value) };
      case 'list':
        return {
          ...place,
          kind: 'list',
          items: node.items.map((one) => this.value(one, depth + 1)),
        };
      case 'map':
        return { ...place, kind: 'object', entries: this.#entries(node, depth) };
    }
  }

  #entries(node: YamlNode, depth: number): ReadonlyMap<string, Attribute> {
    if (node.kind !== 'map') return new Map();
    // A policy's own keys are no properties of the resource.
    const isPolicy = node.entries.has('Statement');
    const words = isPolicy ? verbatim : this.#words;
    const kept = new Evaluation(this.#template, verbatim);
    return new Map(
      [...node.entries].map(([key, entry]) => {
        const name = words.attributeOf(key);
        const inner = words.isDocument(key) ? kept : this;
        return [name, { name, value: inner.value(entry.value, depth + 1), at: entry.at }];
      }),
    );
  }

  #called({ name, argument }: Intrinsic, node: YamlNode, depth: number): Expression {
    const unknown: Expression = { ...this.#placeOf(node), kind: 'unknown' };
    switch (name) {
      case 'Ref':
        return this.#named(textAt(argument) ?? '', node, depth);
      case 'GetAtt':
        return this.#attribute(argument, unknown);
      case 'Sub':
        return this.#substituted(argument, node, depth);
      case 'Join':
        return this.#joined(argument, node, depth) ?? unknown;
      default:
        return this.#picked(name, argument, depth) ?? unknown;
    }
  }

  #picked(name: string, argument: YamlNode, depth: number): Expression | undefined {
    switch (name) {
      case 'If':
        return this.#chosen(argument, depth);
      case 'FindInMap':
        return this.#mapped(argument, depth);
      case 'Select':
        return this.#selected(argument, depth);
      default:
        return undefined;
    }
  }

  #chosen(argument: YamlNode, depth: number): Expression | undefined {
    const [condition, yes, no] = itemsAt(argument);
    const holds = this.holds(textAt(condition) ?? '', depth);
    const chosen = holds === true ? yes : no;
    return holds === undefined || chosen === undefined ? undefined : this.value(chosen, depth);
  }

  #mapped(argument: YamlNode, depth: number): Expression | undefined {
    const path = itemsAt(argument).map((one) => asText(this.value(one, depth)) ?? '');
    const found = nodeAt(this.#template.root, 'Mappings', ...path);
    return found === undefined || path.includes('') ? undefined : this.value(found, depth);
  }

  #selected(argument: YamlNode, depth: number): Expression | undefined {
    const [index, from] = itemsAt(argument);
    const list = from === undefined ? undefined : this.value(from, depth);
    const at = index === undefined ? undefined : asText(this.value(index, depth));
    return list?.kind === 'list' ? list.items[Number(at)] : undefined;
  }

  #joined(argument: YamlNode, node: YamlNode, depth: number): Expression | undefined {
    const [separator, parts] = itemsAt(argument);
    const texts = itemsAt(parts).map((one) => asText(this.value(one, depth)));
    if (!texts.every((one) => one !== undefined)) return undefined;
    return { ...this.#placeOf(node), kind: 'string', text: texts.join(textAt(separator) ?? '') };
  }

  #named(name: string, node: YamlNode, depth: number): Expression {
    const place = this.#placeOf(node);
    if (name === 'AWS::NoValue') return { ...place, kind: 'null' };
    if (this.#template.resources.has(name)) return { ...place, kind: 'reference', path: [name] };
    const given = this.#template.given.get(name);
    if (given !== undefined) return { ...given, ...place };
    const parameter = nodeAt(this.#template.root, 'Parameters', name);
    const standard = nodeAt(parameter, 'Default');
    // Such a default is the name of a value that stands in the parameter store.
    const isStored = textAt(parameter, 'Type')?.startsWith('AWS::SSM::') === true;
    return standard === undefined || isStored
      ? { ...place, kind: 'unknown' }
      : this.value(standard, depth);
  }

  #attribute(argument: YamlNode, unknown: Expression): Expression {
    const path =
      argument.kind === 'list'
        ? argument.items.map((one) => textAt(one) ?? '')
        : (textAt(argument) ?? '').split('.');
    return this.#template.resources.has(path[0] ?? '')
      ? { ...unknown, kind: 'reference', path }
      : unknown;
  }

  /** `${Name}` by its parameter, `${Name.Arn}` as a reference; the text itself where all is known. */
  #substituted(argument: YamlNode, node: YamlNode, depth: number): Expression {
    const place = this.#placeOf(node);
    const [first] = itemsAt(argument);
    const given = argument.kind === 'list' ? argument.items[1] : undefined;
    const parts = (textAt(first) ?? '').split(/(?<whole>\$\{[^}]*\})/u).map((part): Expression => {
      const name = /^\$\{(?<name>[^!}][^}]*)\}$/u.exec(part)?.groups?.['name']?.trim();
      if (name === undefined) return { ...place, kind: 'string', text: part };
      const own = nodeAt(given, name);
      if (own !== undefined) return this.value(own, depth);
      const [root = '', ...rest] = name.split('.');
      const isOwn = this.#template.resources.has(root) && rest.length > 0;
      return isOwn
        ? { ...place, kind: 'reference', path: [root, ...rest] }
        : this.#named(name, node, depth);
    });
    const texts = parts.map(asText);
    if (texts.every((one) => one !== undefined)) {
      return { ...place, kind: 'string', text: texts.join('') };
    }
    return { ...place, kind: 'template', parts };
  }

  /** Whether a condition of the template holds when every parameter has its default. */
  holds(condition: string, depth: number): boolean | undefined {
    const stated = nodeAt(this.#template.root, 'Conditions', condition);
    return stated === undefined || depth > maximumDepth ? undefined : this.#test(stated, depth + 1);
  }

  #test(node: YamlNode, depth: number): boolean | undefined {
    const intrinsic = intrinsicOf(node);
    if (intrinsic === undefined || depth > maximumDepth) return undefined;
    const { name, argument } = intrinsic;
    const inner = (): readonly (boolean | undefined)[] =>
      itemsAt(argument).map((one) => this.#test(one, depth + 1));
    switch (name) {
      case 'Condition':
        return this.holds(textAt(argument) ?? '', depth);
      case 'Equals': {
        const [a, b] = itemsAt(argument).map((one) => asText(this.value(one, depth)));
        return a === undefined || b === undefined ? undefined : a === b;
      }
      case 'Not': {
        const [one] = inner();
        return one === undefined ? undefined : !one;
      }
      case 'And':
        return decided(inner(), false);
      case 'Or':
        return decided(inner(), true);
      default:
        return undefined;
    }
  }

  #placeOf({ at, start, end }: YamlNode): Pick<Expression, 'at' | 'written'> {
    const written = this.#template.text.slice(start, Math.min(end, start + maximumWritten)).trim();
    return { at, written };
  }
}

function scalar(
  value: string | number | boolean | null,
):
  | { readonly kind: 'string'; readonly text: string }
  | { readonly kind: 'number'; readonly number: number }
  | { readonly kind: 'bool'; readonly bool: boolean }
  | { readonly kind: 'null' } {
  if (value === null) return { kind: 'null' };
  if (typeof value === 'number') return { kind: 'number', number: value };
  return typeof value === 'boolean'
    ? { kind: 'bool', bool: value }
    : { kind: 'string', text: value };
}

function decided(sides: readonly (boolean | undefined)[], decisive: boolean): boolean | undefined {
  if (sides.includes(decisive)) return decisive;
  return sides.every((one) => one === !decisive) ? !decisive : undefined;
}
