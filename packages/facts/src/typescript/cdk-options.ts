import { constructName, isNull, settingOf } from './cdk-settings.ts';
import type { Setting } from './cdk-settings.ts';
import type { FileView } from './detector.ts';
import { enclosingName, subjectOf } from './detector.ts';
import type { Site } from './scope.ts';

/** A construct, or a method of one, where a program calls it. */
export interface Construct {
  readonly site: Site;
  readonly file: FileView;
  readonly construct: string;
}

/** An option of a construct, whose properties are its third argument. */
export function optionOf({ site, construct }: Construct, option: string): Setting {
  const { node, scope } = site;
  const props = node.type === 'NewExpression' ? node.arguments[2] : undefined;
  const setting = settingOf(props, scope, option);
  const isTemplate = /\.Cfn\w+$/.test(construct);
  return !isTemplate && isNull(setting, scope) ? { kind: 'unknown' } : setting;
}

/** The construct and the name it has in its stack, for a fact's subject. */
export function wordsFor(site: Site, construct: string): string {
  return subjectOf(construct, constructName(site.node, site.scope) ?? enclosingName(site));
}
