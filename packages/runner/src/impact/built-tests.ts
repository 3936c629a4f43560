/** Tests that load what is built from the sources, where no mutant is. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { listSome } from '@killrate/shared/count';
import type { Test } from '@killrate/shared/model';
import type { EngineMutant } from '../engine/engine.ts';
import type { Project } from '../project/project.ts';
import { isScript } from '../project/sources.ts';
import { isBuilt } from './changed-path.ts';
import { readModuleRecord } from './module-record.ts';
import { createResolver } from './resolve-specifier.ts';

/** What a run of the suite without mutants saw. */
interface SuiteSeen {
  mutants: readonly Pick<EngineMutant, 'file' | 'ignoreReason' | 'isStatic' | 'coveredBy' | 'metIn'>[];
  tests: readonly Pick<Test, 'id' | 'file'>[];
}

/**
 * Says which sources no test runs while tests that run no mutant load what is built, as by the package's own name; null where there is
 * none of either. An alias that leads such an import back to the sources is not read: over all sources these tests would run mutants then,
 * and where only some are planned (`isWhole` is false), nothing is said of a project that may have one.
 */
export function findBuiltTests(
  { root, vitest }: Pick<Project, 'root' | 'vitest'>,
  { mutants, tests }: SuiteSeen,
  isWhole: boolean,
): string | null {
  const measurable = mutants.filter(({ ignoreReason }) => ignoreReason === null);
  const isRun = ({ isStatic, coveredBy }: (typeof mutants)[number]) => isStatic || coveredBy.length > 0;
  const unrun = [...Map.groupBy(measurable, ({ file }) => file)].flatMap(([file, its]) => (its.some(isRun) ? [] : [file]));
  if (unrun.length === 0 || (!isWhole && mayLeadBack(root, vitest.configFile))) return null;
  const fileOf = new Map(tests.map(({ id, file }) => [id, file]));
  const running = new Set(measurable.flatMap(({ metIn, coveredBy }) => metIn ?? coveredBy.map((id) => fileOf.get(id))));
  const idle = [...new Set(tests.map(({ file }) => file))].filter((file) => !running.has(file));
  const loads = createBuiltLoads(root);
  const built = idle.flatMap((file) => {
    const target = loads(file);
    return target === null ? [] : [{ file, target }];
  });
  if (built.length === 0) return null;
  const files = listSome(built.map(({ file }) => file));
  const targets = listSome([...new Set(built.map(({ target }) => target))], 1);
  return (
    `no test runs ${listSome(unrun)}, and ${files} ${built.length === 1 ? 'loads' : 'load'} ${targets}: ` +
    'only sources are mutated, not what is built of them; lead these tests to the sources, as by `resolve.alias` in the Vitest config'
  );
}

function mayLeadBack(root: string, configFile: string | null): boolean {
  return configFile !== null && /alias|plugins/.test(readFileSync(join(root, configFile), 'utf8'));
}

/** Tells what is built that a script loads, itself or through others; null where it loads nothing of the kind. */
function createBuiltLoads(root: string): (file: string) => string | null {
  const resolve = createResolver(root);
  const known = new Map<string, string | null>();
  const find = (file: string): string | null => {
    const found = known.get(file);
    if (found !== undefined) return found;
    // Imports may lead back here.
    known.set(file, null);
    const path = join(root, file);
    if (!isScript(file) || !existsSync(path)) return null;
    for (const { specifier, use } of readModuleRecord(file, readFileSync(path, 'utf8')).requests) {
      const target = use === 'run' ? resolve(file, specifier) : null;
      if (target?.kind !== 'file' || target.path.startsWith('../')) continue;
      const built = isBuilt(target.path) ? target.path : find(target.path);
      if (built === null) continue;
      known.set(file, built);
      return built;
    }
    return null;
  };
  return find;
}
