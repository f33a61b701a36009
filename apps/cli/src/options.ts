import type { Command } from 'commander';
import { Option } from 'commander';

/** Options of a command line as the parser left them. */
export type Options = Readonly<Record<string, unknown>>;

export function policyOption(command: Command): Command {
  return command.option('--policy <dir>', 'folder of the policy', 'policy');
}

export function formatOption(command: Command, formats: readonly string[]): Command {
  return command.addOption(
    new Option('--format <format>', 'how to print the result').choices(formats).default('text'),
  );
}

/** The value of an option that has a default or is required. */
export function text(options: Options, name: string): string {
  const value = options[name];
  if (typeof value !== 'string') throw new Error(`option ${name} was declared without a default`);
  return value;
}

export function optionalText(options: Options, name: string): string | undefined {
  const value = options[name];
  return typeof value === 'string' ? value : undefined;
}

export function isSet(options: Options, name: string): boolean {
  return options[name] === true;
}

/** Values of an option that takes a list, `a,b`, or may be repeated. */
export function list(options: Options, name: string): readonly string[] {
  const value = options[name];
  return Array.isArray(value) ? value.filter((item) => typeof item === 'string') : [];
}

/** For `commander`: collects `--data a,b --data c` into one list. */
export function collectList(
  value: string,
  before: readonly string[] | undefined,
): readonly string[] {
  const items = value.split(',').map((item) => item.trim());
  return [...(before ?? []), ...items.filter((item) => item !== '')];
}
