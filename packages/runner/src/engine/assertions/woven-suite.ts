/** The scripts of a suite's tests as its Vitest transforms them: woven before anything else is done to them. */
import { relative, sep } from 'node:path';
import type { ExecutedAssertion, WatchedSuite } from '@killrate/shared/store/assertions';
import { hashText } from '../../project/project-files.ts';
import { isScript, looksLikeTest } from '../../project/sources.ts';
import { type AssertionsToWatch, placeOf, type SiteCounts, type SiteId } from './watched.ts';
import { weave } from './weave.ts';

/** As much of one of Vitest's projects as is used here. */
export interface WovenProject {
  vite?: { environments?: Record<string, { pluginContainer?: Transformer }> };
  matchesTestGlob?(path: string): boolean;
}

interface Transformer {
  transform(code: string, id: string, options?: unknown): Promise<unknown>;
}

/** What the dry run counted in one test file, and how the numbers of its tests become ids. */
interface CountedFile {
  counts: SiteCounts;
  testOf: (number: number) => string | null;
}

export class WovenSuite {
  readonly #root: string;
  readonly #sources: ReadonlySet<string>;
  readonly #isCompared: (site: SiteId) => boolean;
  readonly #guarded: ReadonlySet<SiteId>;
  readonly #woven = new Map<string, { hash: string; sites: readonly SiteId[] }>();

  /** `root` is that of the sandbox. */
  constructor(order: AssertionsToWatch, root: string) {
    this.#root = root;
    this.#sources = new Set(order.sources);
    this.#guarded = new Set(order.guarded);
    const compared = new Set(order.compared);
    this.#isCompared = order.compared === 'all' ? () => true : (site) => compared.has(site);
  }

  /** Puts itself before all that Vite does to a script; false where this Vite cannot be met so. */
  weaveInto(projects: readonly WovenProject[]): boolean {
    const transformers = projects.flatMap((project) =>
      Object.values(project.vite?.environments ?? {}).map((environment) => ({
        project,
        transformer: environment.pluginContainer,
      })),
    );
    if (transformers.length === 0 || transformers.some(({ transformer }) => typeof transformer?.transform !== 'function'))
      return false;
    for (const { project, transformer } of transformers) {
      if (transformer === undefined) continue;
      const transform = transformer.transform.bind(transformer);
      transformer.transform = (code, id, options) => transform(this.#weave(project, code, id) ?? code, id, options);
    }
    return true;
  }

  /** The woven text of a script; null for what is to stay as it is. */
  #weave(project: WovenProject, code: string, id: string): string | null {
    const path = id.replace(/\?v=\w+$/, '');
    const file = relative(this.#root, path).split(sep).join('/');
    if (!this.#isTestCode(project, path, file) || code.includes('import.meta.vitest')) return null;
    const woven = weave(file, code, this.#isCompared);
    if (woven === null) return null;
    this.#woven.set(file, { hash: hashText(code), sites: woven.sites });
    return woven.code;
  }

  #isTestCode(project: WovenProject, path: string, file: string): boolean {
    if (!isScript(path) || file.startsWith('../') || /(?:^|\/)node_modules\//.test(file) || this.#sources.has(file)) return false;
    return looksLikeTest(file) || project.matchesTestGlob?.(path) === true;
  }

  /** The numbers of the tests that executed, in the dry run of their file, assertions which they may pass without. */
  guardedIn(counts: SiteCounts): number[] {
    const guarded = Object.entries(counts).filter(([site]) => this.#guarded.has(site));
    const tests = guarded.flatMap(([, byTest]) => byTest.map(([test]) => test));
    return [...new Set(tests)].flatMap((test) => test ?? []);
  }

  /** What the dry run executed: every assertion that was woven, those that were never met too. */
  read(files: readonly CountedFile[]): WatchedSuite {
    const byFile = [...this.#woven].sort(([one], [other]) => (one < other ? -1 : 1));
    const assertions = new Map<SiteId, ExecutedAssertion>();
    for (const [, { sites }] of byFile)
      for (const site of sites) assertions.set(site, { ...placeOf(site), executions: 0, tests: [] });
    for (const { counts, testOf } of files) {
      for (const [site, byTest] of Object.entries(counts)) {
        const assertion = assertions.get(site);
        if (assertion === undefined) continue;
        for (const [number, count] of byTest) {
          assertion.executions += count;
          const test = number === null ? null : testOf(number);
          if (test !== null && !assertion.tests.includes(test)) assertion.tests.push(test);
        }
      }
    }
    return { files: byFile.map(([file, { hash }]) => ({ file, hash })), assertions: [...assertions.values()] };
  }
}
