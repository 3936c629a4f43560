/** What `--help` prints, as blocks for the documentation of the command line. */
import type { Command } from 'commander';
import { createProgram } from '../program.ts';
import type { Blocks } from './blocks.ts';

const COLUMNS = 80;

/** The command line, described only: none of its commands can be run. */
export function describeProgram(): Command {
  return createProgram({} as Parameters<typeof createProgram>[0]);
}

/** The help of killrate itself (`help`), and of each command (`help run`). */
export function helpBlocks(): Blocks {
  const program = describeProgram();
  const commands = program.commands.map((command) => [`help ${command.name()}`, renderHelp(command)] as const);
  return new Map([['help', renderHelp(program)], ...commands]);
}

function renderHelp(command: Command): string {
  for (const option of command.options) {
    // The folder this runs in is nobody else's default.
    if (option.defaultValue === process.cwd()) option.default(option.defaultValue, option.defaultValueDescription ?? 'here');
  }
  command.configureOutput({ getOutHelpWidth: () => COLUMNS, getOutHasColors: () => false });
  return `\`\`\`text\n${command.helpInformation().trimEnd()}\n\`\`\``;
}
