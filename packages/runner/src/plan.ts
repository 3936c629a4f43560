/** The plan of a run: which source files, in which modules, as one job each. */
import { existsSync, readFileSync, realpathSync, statSync } from 'node:fs';
import { isAbsolute, join, relative, resolve } from 'node:path';
import type { Requirement } from '@killrate/shared/gate/requirement';
import type { ModuleTarget, RunScope } from '@killrate/shared/model';
import picomatch from 'picomatch';
import type { Config } from './config/config.ts';
import { DEFAULT_MODULE } from './config/config.ts';
import { didYouMean } from './config/nearest.ts';
import { killRateTarget, requirementsOf } from './config/requirements.ts';
import { SourceError, UserError } from './errors.ts';
import { findSyntaxError } from './mutant-key.ts';
import type { Project } from './project/project.ts';
import { findSources, isNegated, isScript, looksLikeTest, matchInOrder } from './project/sources.ts';

/** What was asked for on the command line. */
export interface Request {
  patterns: readonly string[];
  module: string | null;
  /** The folder that patterns are relative to. */
  from: string;
}

interface PlannedJob {
  file: string;
  module: string;
}

export interface Plan {
  scope: RunScope;
  jobs: PlannedJob[];
  modules: ModuleTarget[];
  /** What is worth saying once. */
  notes: string[];
}

/**
 * Plans a run over the files that were asked for, every source of every module where none were.
 * @throws UserError for a pattern that matches nothing, a test given as source, an unknown module; a {@link SourceError} for a source that does not parse.
 */
export function planRun(project: Project, config: Config, mutate: unknown, request: Request): Plan {
  const notes: string[] = [];
  const modulePatterns = config.modules.flatMap((module) => module.files);
  const all = findSources(project, mutate, modulePatterns);
  const moduleOf = assignModules(config, notes);
  const module = knownModule(config, request.module);
  const chosen = chooseFiles(project, all, request);
  const wanted = module === null ? chosen : chosen.filter((file) => moduleOf(file) === module);
  if (request.module !== null && wanted.length === 0) {
    throw new UserError(`module ${request.module} has no source file: look at its \`files\` in the config`);
  }
  for (const file of wanted) checkSyntax(project, file);
  const jobs = wanted.map((file) => ({ file, module: moduleOf(file) }));
  const scope: RunScope = request.patterns.length > 0 ? 'files' : request.module !== null ? 'modules' : 'all';
  return { scope, jobs, modules: modulesOf(config, jobs), notes };
}

/** A module as the config has it, with what it is asked to reach. */
export interface ModuleRequirements {
  name: string;
  requirements: Requirement[];
}

/** Every module in the order of the config, the default module last. */
export function moduleRequirements(config: Config): ModuleRequirements[] {
  const named = [...config.modules, { name: DEFAULT_MODULE, target: config.target }];
  return named.map(({ name, target }) => ({ name, requirements: requirementsOf(target) }));
}

/** Which module a file belongs to; where two want it, that is noted once. */
export function moduleFinder(config: Config, notes: string[] = []): (file: string) => string {
  return assignModules(config, notes);
}

/** Targets of the modules that the jobs belong to, in the order of the config, the default module last. */
function modulesOf(config: Config, jobs: readonly PlannedJob[]): ModuleTarget[] {
  const touched = new Set(jobs.map((job) => job.module));
  const named = [...config.modules, { name: DEFAULT_MODULE, target: config.target }];
  return named.filter((module) => touched.has(module.name)).map(({ name, target }) => ({ name, target: killRateTarget(target) }));
}

function knownModule(config: Config, name: string | null): string | null {
  const names = [...config.modules.map((module) => module.name), DEFAULT_MODULE];
  if (name !== null && !names.includes(name))
    throw new UserError(`there is no module ${name}${didYouMean(name, names)}: the config has ${names.join(', ')}`);
  return name;
}

function chooseFiles(project: Project, all: readonly string[], request: Request): string[] {
  if (request.patterns.length === 0) return [...all];
  const chosen = new Set<string>();
  for (const pattern of request.patterns) {
    for (const file of filesFor(project, all, pattern, request.from)) chosen.add(file);
  }
  return [...chosen].sort();
}

function filesFor(project: Project, all: readonly string[], pattern: string, from: string): string[] {
  if (pattern === '') throw new UserError('an empty name was given: name a file, a folder or a glob, or nothing for all sources');
  const absolute = withoutLinks(isAbsolute(pattern) ? pattern : resolve(withoutLinks(from), pattern));
  const path = relative(project.root, absolute).replaceAll('\\', '/');
  if (existsSync(absolute)) {
    if (path === '..' || path.startsWith('../'))
      throw new UserError(`${pattern} is outside the project ${project.root}: name its folder with -C`);
    return statSync(absolute).isDirectory() ? filesBelow(all, path, pattern) : [sourceAt(project, all, path, pattern)];
  }
  const isGlob = /[*?[\]{}()!]/.test(pattern);
  if (!isGlob) {
    const scripts = project.tree.files.map((file) => file.path).filter((file) => isScript(file) && !looksLikeTest(file));
    throw new UserError(`there is no file ${pattern}${didYouMean(path, scripts)}`);
  }
  const matches = picomatch(path, { dot: true });
  const matched = all.filter((file) => matches(file));
  if (matched.length === 0)
    throw new UserError(
      `${pattern} matches no source file of ${project.name}, which has ${all.length}: \`killrate doctor\` lists them`,
    );
  return matched;
}

/** The path as the project knows it, whose root is free of symbolic links; a path that does not exist stays as it is. */
function withoutLinks(path: string): string {
  return existsSync(path) ? realpathSync(path) : path;
}

function filesBelow(all: readonly string[], folder: string, pattern: string): string[] {
  const below = folder === '' ? [...all] : all.filter((file) => file.startsWith(`${folder}/`));
  if (below.length === 0) throw new UserError(`${pattern} holds no source file`);
  return below;
}

function sourceAt(project: Project, all: readonly string[], path: string, pattern: string): string {
  if (all.includes(path)) return path;
  if (!isScript(path))
    throw new UserError(`${pattern} is no script: killrate mutates .ts, .tsx, .js, .jsx, .mjs, .cjs, .mts and .cts files`);
  if (looksLikeTest(path)) throw new UserError(`${pattern} is a test: name the source file that it tests`);
  if (path.split('/').includes('node_modules'))
    throw new UserError(`${pattern} belongs to a package: name a source file of ${project.name}`);
  if (!project.tree.files.some((file) => file.path === path))
    throw new UserError(`${pattern} is output or a cache, which killrate leaves out: name a source file of ${project.name}`);
  return path;
}

function checkSyntax(project: Project, file: string): void {
  const error = findSyntaxError(file, readFileSync(join(project.root, file), 'utf8'));
  if (error !== null) throw new SourceError(`${file}:${error.line} has a syntax error: ${error.message.split('\n')[0]}`);
}

/** Which module a file belongs to: of those that match, the one whose pattern says most literally where the file is. */
function assignModules(config: Config, notes: string[]): (file: string) => string {
  const modules = config.modules.map((module) => ({
    holds: matchInOrder(module.files, { dot: true }),
    patterns: module.files
      .filter((pattern) => !isNegated(pattern))
      .map((pattern) => ({
        module: module.name,
        pattern,
        matches: picomatch(pattern, { dot: true }),
        weight: specificity(pattern),
      })),
  }));
  const said = new Set<string>();
  return (file) => {
    const matching = modules
      .filter(({ holds }) => holds(file))
      .flatMap(({ patterns }) => patterns.filter(({ matches }) => matches(file)))
      .sort((a, b) => b.weight - a.weight);
    const [winner] = matching;
    if (winner === undefined) return DEFAULT_MODULE;
    const loser = matching.find(({ module }) => module !== winner.module);
    const saying = `${winner.module}/${loser?.module}`;
    if (loser !== undefined && !said.has(saying)) {
      said.add(saying);
      const why = winner.weight > loser.weight ? 'the more specific pattern' : 'the first of two equally specific patterns';
      notes.push(
        `${file} is in modules ${winner.module} and ${loser.module}: ${why}, ${winner.pattern} of ${winner.module}, wins`,
      );
    }
    return winner.module;
  };
}

/** How much of a pattern is literal: whole segments before the first wildcard weigh most, then literal characters. */
function specificity(pattern: string): number {
  const segments = pattern.split('/');
  const firstWild = segments.findIndex((segment) => /[*?[\]{}()!]/.test(segment));
  const literalSegments = firstWild === -1 ? segments.length : firstWild;
  return literalSegments * 1_000 + pattern.replaceAll(/[*?[\]{}()!]/g, '').length;
}
