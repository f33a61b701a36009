import { Command } from 'commander';
import type { CommandSpec, ExitCode } from './command.ts';
import type { ListedCommand } from './commands.ts';
import { commands } from './commands.ts';
import type { Options } from './options.ts';
import type { Terminal } from './terminal.ts';
import { VERSION } from './version.ts';

/** Builds the command line around the one command that was named and runs it. */
export async function runProgram(argv: readonly string[], terminal: Terminal): Promise<ExitCode> {
  let exitCode: ExitCode = 0;
  const program = withOutput(new Command('troth'), terminal)
    .description(
      'Keeps a privacy policy: one source for the page, the decisions, the erasures and the checks in CI.',
    )
    .usage('COMMAND [options]')
    .version(VERSION, '--version', 'print the version')
    .helpOption('-h, --help', 'print this help')
    .helpCommand('help [command]', 'print the help of a command')
    .showSuggestionAfterError()
    .addHelpText('after', EPILOGUE);
  const named = new Set(argv.slice(0, 2));
  for (const listed of commands) {
    program.addCommand(
      named.has(listed.name)
        ? fullCommand(await listed.load(), terminal, (code) => (exitCode = code))
        : withOutput(listedOnly(listed), terminal),
    );
  }
  await program.parseAsync([...argv], { from: 'user' });
  return exitCode;
}

function fullCommand(
  spec: CommandSpec,
  terminal: Terminal,
  finish: (code: ExitCode) => void,
): Command {
  const command = withOutput(new Command(spec.name), terminal)
    .summary(spec.summary)
    .description(spec.description)
    .helpOption('-h, --help', 'print this help')
    .allowExcessArguments(false);
  spec.configure(command);
  return command
    .option('--debug', 'print the stack of an internal error')
    .addHelpText('after', `\nExamples:\n${examples(spec.examples)}`)
    .action(async () => {
      finish(await spec.run({ args: command.args, options: command.opts<Options>() }, terminal));
    });
}

function listedOnly(listed: ListedCommand): Command {
  return new Command(listed.name).summary(listed.summary);
}

function withOutput(command: Command, terminal: Terminal): Command {
  return command.exitOverride().configureOutput({
    writeOut: terminal.out,
    writeErr: terminal.err,
    outputError: (text, write) => write(text.replace(/^error: /, 'troth: ')),
  });
}

function examples(rows: CommandSpec['examples']): string {
  const width = Math.max(...rows.map(([line]) => line.length));
  return rows.map(([line, purpose]) => `  ${line.padEnd(width)}   ${purpose}`).join('\n');
}

const EPILOGUE = `
Exit codes: 0 pass, 1 what was checked failed, 2 usage or internal error.

Examples:
  troth check                          is the policy in policy/ sound?
  troth render --out site              write the page
  troth check --help                   options and examples of a command`;
