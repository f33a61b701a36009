import type { Node } from 'oxc-parser';

import { emptyRecord } from '../flow/empty-record.ts';
import type { FileFlow, FlowFunction, ImportedName } from '../flow/file-flow.ts';
import type { CallTable } from './call-table.ts';
import { callTable } from './call-table.ts';
import type { FileView } from './detector.ts';
import { present } from '../flow/present.ts';
import { workOf } from '../purges/work-of-file.ts';
import { exportsOf, renamedTypes } from './exports.ts';
import { isPageScript } from './page-script.ts';
import { returnedFrom } from './returned.ts';
import type { Scope } from './scope.ts';
import { sentValues } from './sent-values.ts';
import { typesOf } from './shapes.ts';
import type { Survey } from './survey.ts';
import type { Things } from './things.ts';
import { thingsOf } from './things.ts';

/** A file that has been parsed and surveyed. */
export interface SurveyedFile extends Survey {
  readonly path: string;
  readonly program: Node;
  readonly file: FileView;
}

/** What a file says about where values go: its calls, its functions, and what its names stand for. */
export function flowOfFile(surveyed: SurveyedFile): FileFlow {
  const { path, program, sites, scopes, root, file } = surveyed;
  const things = thingsOf(scopes);
  const exported = exportsOf(program, root, things);
  const classes = classesOf(root, things);
  const calls = callTable(sites, things, file);
  const work = workOf({ path, sites, root, file, things });
  calls.readAll();
  const functions = functionsOf(calls, things, root);
  return {
    path,
    functions,
    things: things.list,
    calls: calls.list,
    ...exported,
    classes,
    types: [...typesOf(sites), ...renamedTypes(program)],
    imports: importsOf(root),
    ...(isPageScript(program) ? { isPage: true as const } : {}),
    ...present({ work: work.numbered(calls.called) }),
  };
}

/** Functions are read as they are found: reading one may find others. */
function functionsOf(calls: CallTable, things: Things, root: Scope): readonly FlowFunction[] {
  const functions: FlowFunction[] = [];
  for (let at = 0; at < things.functions.length; at += 1) {
    const node = things.functions[at];
    if (node === undefined) continue;
    const returned = returnedFrom(node, root, calls.file.scopes);
    functions.push({
      returns: returned.flatMap((one) => sentValues(one.node, one.scope, calls)),
      returnsThings: returned.flatMap((one) => things.of(one.node, one.scope) ?? []),
      ...(calls.sending.has(node) ? { sends: true as const } : {}),
    });
    calls.readAll();
  }
  return functions;
}

function classesOf(root: Scope, things: Things): FileFlow['classes'] {
  const classes = emptyRecord<number>();
  for (const binding of root.bindings.values()) {
    const thing = binding.kind === 'class' ? things.ofBinding(binding) : undefined;
    if (thing !== undefined) classes[binding.name] = thing;
  }
  return classes;
}

function importsOf(root: Scope): Readonly<Record<string, ImportedName>> {
  const imports = emptyRecord<ImportedName>();
  for (const { name, imported } of root.bindings.values())
    if (imported !== undefined) imports[name] = imported;
  return imports;
}
