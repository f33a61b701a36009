import type { Node } from 'oxc-parser';

import type { Thing } from '../flow/file-flow.ts';
import { emptyRecord } from '../flow/empty-record.ts';
import { settingsOf } from './client-settings.ts';
import type { Binding, Scope, Source } from './scope.ts';
import { bindingOf, resolve } from './scope.ts';
import { typeName } from './shapes.ts';
import { isLanguage } from './sinks.ts';
import { bare, calleeName, isFunction, keyName, memberName } from './syntax.ts';

/** What the names and expressions of one file stand for; each is looked up once. */
export interface Things {
  readonly list: readonly Thing[];
  /** Functions that some thing is, in the order of their numbers. */
  readonly functions: readonly Node[];
  readonly of: (expression: Node, scope: Scope) => number | undefined;
  readonly ofBinding: (binding: Binding) => number | undefined;
  readonly ofFunction: (node: Node) => number;
  readonly ofImport: (module: string, name: string) => number;
  /** The number of a function among `functions`. */
  readonly numberOf: (node: Node) => number;
}

interface Table extends Things {
  readonly list: Thing[];
  readonly functions: Node[];
  readonly scopes: ReadonlyMap<Node, Scope>;
  readonly interned: Map<string, number>;
  readonly numbers: Map<Node, number>;
  readonly bindings: Map<Binding, number | undefined>;
  readonly objects: Map<Node, number>;
}

export function thingsOf(scopes: ReadonlyMap<Node, Scope>): Things {
  const table: Table = {
    list: [],
    functions: [],
    scopes,
    interned: new Map(),
    numbers: new Map(),
    bindings: new Map(),
    objects: new Map(),
    of: (expression, scope) => thingOf(expression, scope, table),
    ofBinding: (binding) => ofBinding(binding, table),
    ofFunction: (node) => intern({ kind: 'function', function: table.numberOf(node) }, table),
    ofImport: (module, name) => intern({ kind: 'import', module, name }, table),
    numberOf: (node) => {
      const known = table.numbers.get(node);
      if (known !== undefined) return known;
      table.numbers.set(node, table.functions.length);
      return table.functions.push(node) - 1;
    },
  };
  return table;
}

type Named = Exclude<Thing, { readonly kind: 'object' }>;

function intern(thing: Named, { list, interned }: Table): number {
  const key = keyOf(thing);
  const known = interned.get(key);
  if (known !== undefined) return known;
  interned.set(key, list.length);
  return list.push(thing) - 1;
}

function keyOf(thing: Named): string {
  switch (thing.kind) {
    case 'function':
      return `f${thing.function}`;
    case 'import':
      return `i${thing.module} ${thing.name}`;
    case 'global':
      return `g${thing.name}`;
    case 'member':
      return `m${thing.of} ${thing.name}`;
    case 'result':
      return `r${thing.of}`;
    case 'typed':
      return `t${thing.type}`;
    case 'either':
      return `e${thing.of.join(' ')}`;
  }
}

function thingOf(expression: Node, scope: Scope, table: Table): number | undefined {
  const node = bare(expression);
  switch (node.type) {
    case 'Identifier':
      return ofName(node.name, scope, table);
    case 'ThisExpression':
      return scope.around && ofClass(scope.around, scope, table);
    case 'MemberExpression':
      return ofMember(node, scope, table);
    case 'CallExpression':
      return ofCall(node, scope, table);
    case 'NewExpression':
      return resultOf(thingOf(node.callee, scope, table), table);
    case 'ImportExpression':
      return ofModule(node.source, table);
    case 'ObjectExpression':
      return ofObject(node, scope, table);
    case 'ClassExpression':
    case 'ClassDeclaration':
      return ofClass(node, scope, table);
    default:
      return isFunction(node) ? table.ofFunction(node) : either(sidesOf(node), scope, table);
  }
}

/** The expressions one of which an expression is. */
function sidesOf(node: Node): readonly Node[] {
  switch (node.type) {
    case 'LogicalExpression':
      return [node.left, node.right];
    case 'ConditionalExpression':
      return [node.consequent, node.alternate];
    case 'AwaitExpression':
      return [node.argument];
    case 'AssignmentExpression':
      return [node.right];
    default:
      return [];
  }
}

const windows = /^(window|globalThis|self|global)$/;

function ofName(name: string, scope: Scope, table: Table): number | undefined {
  if (name === 'undefined') return undefined;
  const binding = resolve(name, scope);
  if (binding !== undefined) return ofBinding(binding, table);
  return isLanguage(name) && !windows.test(name)
    ? undefined
    : intern({ kind: 'global', name }, table);
}

function ofBinding(binding: Binding, table: Table): number | undefined {
  if (table.bindings.has(binding)) return table.bindings.get(binding);
  // What is being looked up stands for nothing, so that a circle ends.
  table.bindings.set(binding, undefined);
  const thing = ofDeclared(binding, table);
  table.bindings.set(binding, thing);
  return thing;
}

function ofDeclared(binding: Binding, table: Table): number | undefined {
  const { imported, declaration, owner } = binding;
  if (imported !== undefined) return intern({ kind: 'import', ...imported }, table);
  if (declaration !== undefined) {
    return ofClass(declaration, undefined, table) ?? table.ofFunction(declaration);
  }
  const given = binding.sources.slice(0, 4).flatMap((source) => ofSource(source, table) ?? []);
  if (given.length > 0) return oneOf(given, table);
  return owner === undefined ? undefined : ofCallback(binding, table);
}

function ofSource({ expression, path, scope, type }: Source, table: Table): number | undefined {
  const written = typeOfThing(type);
  const whole =
    (expression === undefined ? undefined : thingOf(expression, scope, table)) ??
    (written === undefined ? undefined : intern({ kind: 'typed', type: written }, table));
  const steps = path.filter((name) => !/^(\d+|\?)$/.test(name));
  return steps.reduce<number | undefined>((of, name) => memberOf(of, name, table), whole);
}

/** The name to look up for a value of this type: `Stripe` of `Stripe.Customer` too. */
function typeOfThing(type: Node | undefined): string | undefined {
  if (type?.type === 'TSTypeReference' && type.typeName.type === 'TSQualifiedName') {
    const { left } = type.typeName;
    return left.type === 'Identifier' ? left.name : undefined;
  }
  const name = typeName(type);
  return name === undefined || /^[a-z]/.test(name) ? undefined : name;
}

// What a package gives to a callback is the package's: `Sentry.withScope(scope => scope.setUser(…))`.
function ofCallback({ owner, index }: Binding, table: Table): number | undefined {
  const call = owner?.parent;
  if (index !== 0 || call?.node.type !== 'CallExpression' || call.node.callee === owner?.node)
    return undefined;
  const method = calleeName(call.node.callee) ?? '';
  if (
    /^(then|catch|finally|map|forEach|filter|reduce|find|some|every|sort|flatMap|use\w*|on|post|get|put|patch|delete|all|handle\w*|query|mutation)$/.test(
      method,
    )
  ) {
    return undefined;
  }
  const callee = thingOf(call.node.callee, call.scope, table);
  return leadsOutside(callee, table.list) ? resultOf(callee, table) : undefined;
}

/** Whether a thing is a package's or a page's script, as far as this file says. */
function leadsOutside(thing: number | undefined, list: readonly Thing[]): boolean {
  const root = rootOf(thing, list);
  return root?.kind === 'global' || (root?.kind === 'import' && !/^([./~#]|@\/)/.test(root.module));
}

/** The thing at the bottom of members and results. */
export function rootOf(thing: number | undefined, list: readonly Thing[]): Thing | undefined {
  const found = thing === undefined ? undefined : list[thing];
  return found?.kind === 'member' || found?.kind === 'result' ? rootOf(found.of, list) : found;
}

function ofMember(node: Node, scope: Scope, table: Table): number | undefined {
  const name = memberName(node);
  if (node.type !== 'MemberExpression' || name === undefined) return undefined;
  const own = bindingOf(node, scope);
  const held = own && ofBinding(own, table);
  if (held !== undefined) return held;
  const of = thingOf(node.object, scope, table);
  if (of === undefined) return ofClientName(name, table);
  const root = table.list[of];
  if (root?.kind !== 'global' || !windows.test(root.name)) return memberOf(of, name, table);
  return isLanguage(name) ? undefined : intern({ kind: 'global', name }, table);
}

function ofClientName(name: string, table: Table): number | undefined {
  const client = clients.exec(name)?.[1];
  return client === undefined
    ? undefined
    : intern({ kind: 'global', name: client.toLowerCase() }, table);
}

// What a context or request carries under a vendor's name, `ctx.posthog`, is that vendor's client.
const clients =
  /^(posthog|mixpanel|amplitude|segment|sentry|intercom|hubspot|slack|resend|sendgrid|mailchimp|mailgun|postmark|twilio|openai|anthropic|stripe|braze|klaviyo|datadog|rollbar|bugsnag|logrocket|rudderstack|plausible|pendo|fullstory|salesforce|zendesk|loops|customerio)(Client)?$/i;

function memberOf(of: number | undefined, name: string, table: Table): number | undefined {
  return of === undefined ? undefined : intern({ kind: 'member', of, name }, table);
}

function resultOf(of: number | undefined, table: Table): number | undefined {
  return of === undefined ? undefined : intern({ kind: 'result', of }, table);
}

// Calls that give back the function they are given.
const keeping =
  /^(use(Callback|EffectEvent|Event|DebouncedCallback|ThrottledCallback)|cache|unstable_cache|memoi[sz]e\w*|memo|debounce|throttle|once|bind|forwardRef|asyncHandler|catchAsync|wrapAsync|action|handler|with[A-Z]\w*)$/;

function ofCall(node: Node, scope: Scope, table: Table): number | undefined {
  if (node.type !== 'CallExpression') return undefined;
  const given = ofGiven(node, scope, table);
  if (given !== undefined) return given;
  const made = resultOf(thingOf(node.callee, scope, table), table);
  const thing = made === undefined ? undefined : table.list[made];
  if (thing?.kind !== 'result') return made;
  const settings = settingsOf(node, scope);
  return settings === undefined ? made : table.list.push({ ...thing, ...settings }) - 1;
}

/** What a call gives back of what it is given: a module, or the function that it wraps. */
function ofGiven(node: Node, scope: Scope, table: Table): number | undefined {
  if (node.type !== 'CallExpression') return undefined;
  const name = calleeName(node.callee) ?? '';
  const callee = bare(node.callee);
  const [first] = node.arguments;
  if (first !== undefined && isRequire(name)) return ofModule(first, table);
  if (name === 'bind' && callee.type === 'MemberExpression')
    return thingOf(callee.object, scope, table);
  const wrapped = node.arguments.find(isFunction);
  if (wrapped === undefined) return undefined;
  if (keeping.test(name)) return table.ofFunction(wrapped);
  return name === 'useMemo' ? resultOf(table.ofFunction(wrapped), table) : undefined;
}

function isRequire(name: string): boolean {
  return /^require$|^(__)?(importDefault|importStar|interopRequire\w*)$/.test(name);
}

function ofModule(source: Node, table: Table): number | undefined {
  if (source.type === 'CallExpression' && source.arguments[0] !== undefined)
    return ofModule(source.arguments[0], table);
  if (source.type !== 'Literal' || typeof source.value !== 'string') return undefined;
  return intern({ kind: 'import', module: source.value, name: '*' }, table);
}

function either(sides: readonly Node[], scope: Scope, table: Table): number | undefined {
  const found = sides.flatMap((side) => thingOf(side, scope, table) ?? []);
  return found.length === 0 ? undefined : oneOf(found, table);
}

function oneOf(found: readonly number[], table: Table): number | undefined {
  const distinct = [...new Set(found)];
  return distinct.length === 1 ? distinct[0] : intern({ kind: 'either', of: distinct }, table);
}

function ofObject(node: Node, scope: Scope, table: Table): number | undefined {
  if (node.type !== 'ObjectExpression') return undefined;
  const known = table.objects.get(node);
  if (known !== undefined) return known;
  const members = emptyRecord<number>();
  const parents: number[] = [];
  const at = table.list.push({ kind: 'object', members, parents }) - 1;
  table.objects.set(node, at);
  for (const property of node.properties) {
    if (property.type === 'SpreadElement') {
      const parent = thingOf(property.argument, scope, table);
      if (parent !== undefined) parents.push(parent);
      continue;
    }
    const name = keyName(property);
    const thing = name === undefined ? undefined : thingOf(property.value, scope, table);
    if (name !== undefined && thing !== undefined) members[name] = thing;
  }
  return at;
}

function ofClass(node: Node, around: Scope | undefined, table: Table): number | undefined {
  if (node.type !== 'ClassDeclaration' && node.type !== 'ClassExpression') return undefined;
  const known = table.objects.get(node);
  if (known !== undefined) return known;
  const inside = table.scopes.get(node.body) ?? around;
  if (inside === undefined) return undefined;
  const members = emptyRecord<number>();
  const parents: number[] = [];
  const at = table.list.push({ kind: 'object', members, parents }) - 1;
  table.objects.set(node, at);
  addMembers(node.body, inside, { members, table });
  const above = node.superClass && thingOf(node.superClass, inside, table);
  if (typeof above === 'number') parents.push(above);
  return at;
}

interface Filling {
  readonly members: Record<string, number>;
  readonly table: Table;
}

/** Methods, then fields by every value they are given. */
function addMembers(body: Node, inside: Scope, { members, table }: Filling): void {
  if (body.type !== 'ClassBody') return;
  for (const member of body.body) {
    const key = 'key' in member ? keyName(member) : undefined;
    const thing = ofClassMember(member, inside, table);
    if (key !== undefined && thing !== undefined) members[key] = thing;
  }
  for (const [key, binding] of inside.members ?? []) {
    const thing = members[key] ?? ofBinding(binding, table);
    if (thing !== undefined) members[key] = thing;
  }
}

function ofClassMember(member: Node, inside: Scope, table: Table): number | undefined {
  if (member.type === 'MethodDefinition') {
    const method = table.ofFunction(member.value);
    return member.kind === 'get' ? resultOf(method, table) : method;
  }
  if (member.type !== 'PropertyDefinition' || member.value === null) return undefined;
  return thingOf(member.value, inside, table);
}
