/** `killrate init`: a commented config, with modules guessed from the folders. */
import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { TARGET_PRESETS } from '@killrate/shared/targets';
import { CONFIG_FILES } from '../config/load-config.ts';
import { UserError } from '../errors.ts';
import { openProject } from '../project/project.ts';
import { findSources } from '../project/sources.ts';

const CONFIG_FILE = 'stryker.conf.mjs';

/** Writes the config, and gives back its path and the modules it names. */
export function initCommand(args: { cwd: string }): { path: string; modules: string[] } {
  const project = openProject(args.cwd);
  const existing = CONFIG_FILES.find((name) => existsSync(join(project.root, name)));
  if (existing !== undefined)
    throw new UserError(
      `${existing} is there already: add \`export const killrate = { modules: [...] }\` to it, or move it away`,
    );
  const modules = guessModules(findSources(project, undefined, []));
  const path = join(project.root, CONFIG_FILE);
  try {
    writeFileSync(path, renderConfig(modules), { flag: 'wx' });
  } catch (error) {
    throw new UserError(`${path} cannot be written: ${error instanceof Error ? error.message : error}`);
  }
  return { path, modules: modules.map((module) => module.name) };
}

interface Guess {
  name: string;
  pattern: string;
  files: number;
}

/** One module for each folder below the sources' common root; files beside them stay in the default module. */
function guessModules(sources: readonly string[]): Guess[] {
  const root = commonFolder(sources);
  const folders = new Map<string, number>();
  for (const file of sources) {
    const [first, ...rest] = file.slice(root.length).split('/');
    if (first !== undefined && rest.length > 0) folders.set(first, (folders.get(first) ?? 0) + 1);
  }
  return [...folders].map(([name, files]) => ({ name, pattern: `${root}${name}/**`, files }));
}

function commonFolder(files: readonly string[]): string {
  const [first, ...others] = files;
  if (first === undefined) return '';
  let folder = first.slice(0, first.lastIndexOf('/') + 1);
  while (!others.every((file) => file.startsWith(folder)))
    folder = folder.slice(0, folder.lastIndexOf('/', folder.length - 2) + 1);
  return folder;
}

function renderConfig(modules: readonly Guess[]): string {
  const presets = Object.entries(TARGET_PRESETS).map(([name, target]) => `${name} ${target}`);
  return [
    "// Stryker's own options: see https://stryker-mutator.io/docs/stryker-js/configuration",
    'export default {};',
    '',
    '// What killrate measures, and how much of it the tests must notice. The most specific pattern that matches a file wins.',
    `// A target is a percentage or a preset: ${presets.join(', ')}.`,
    'export const killrate = {',
    '  modules: [',
    ...(modules.length === 0
      ? ["    // { name: 'payments', files: ['src/payments/**'], target: 'critical' },"]
      : modules.map(
          ({ name, pattern, files }) =>
            `    { name: ${quote(name)}, files: [${quote(pattern)}], target: 'adoption' }, // ${files} ${files === 1 ? 'file' : 'files'}`,
        )),
    '  ],',
    '  // The target of files in no module:',
    "  target: 'adoption',",
    '};',
    '',
  ].join('\n');
}

function quote(text: string): string {
  return `'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`;
}
