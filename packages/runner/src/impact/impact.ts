/** Which sources' verdicts a change can have moved, and why. */
import { isScript } from '../project/sources.ts';
import { hasTestName, isBuilt, isFixture, isGlobalInput, isIdle, isVitestConfig, snapshotOwner } from './changed-path.ts';
import type { Closure, ModuleGraph } from './module-graph.ts';
import { findTestFiles, testsNear } from './test-files.ts';

/** Paths are relative to the project's root, with `/`. */
export interface Change {
  /** All files of the project, as they are now. */
  files: readonly string[];
  /** The files that are mutated. */
  sources: readonly string[];
  /** Whether a path is a test, or belongs to tests. */
  isTest: (path: string) => boolean;
  graph: ModuleGraph;
  /** By source, the tests that earlier runs saw cover it; a source that is missing was never measured. */
  coveredBy: ReadonlyMap<string, ReadonlySet<string>> | null;
  /** What the Vitest configuration names in `setupFiles` and `globalSetup`. */
  setupFiles: readonly string[];
  /** Vitest's configuration where its name does not tell. */
  configFiles: ReadonlySet<string>;
  /** Also files that are gone, and files outside, as `../../x`. */
  changed: readonly string[];
  /** What is known of the time before the change, each by itself: a test may have stopped to run a source since. */
  before: readonly Before[];
}

export interface Before {
  /** By source, the tests that ran it then; a source that is missing was not measured then. */
  coveredBy: ReadonlyMap<string, ReadonlySet<string>>;
  /** What a file held then; null where it was not there, or nobody knows. */
  textOf: (path: string) => string | null;
}

/**
 * The sources whose verdicts can have moved, in the order of `sources`, each with the reason in words. What is not known
 * counts as moved. A change of a source is a change of that source only: whoever uses it has tests of its own.
 */
export function impactOf(change: Change): Map<string, string> {
  const impact = new Impact(change);
  for (const path of change.changed) if (impact.isSource(path)) impact.affect(path, 'it changed');
  for (const path of change.changed) if (!impact.isSource(path)) impact.addPath(path);
  const reasons = change.sources.map((source) => [source, impact.reasons.get(source)] as const);
  return new Map(reasons.filter((entry): entry is [string, string] => entry[1] !== undefined));
}

/** Why a test may run otherwise: it was edited, something that it is seen to load was, or something that it may load or read. */
type Cause = 'edit' | 'link' | 'guess';

class Impact {
  readonly reasons = new Map<string, string>();
  readonly #change: Change;
  readonly #sources: ReadonlySet<string>;
  readonly #files: ReadonlySet<string>;
  readonly #tests: ReadonlySet<string>;
  readonly #setupFiles: ReadonlySet<string>;
  readonly #closures = new Map<string, Closure>();
  readonly #definers = new Map<string, ReadonlySet<string>>();
  readonly #changed: ReadonlySet<string>;
  #loadedFirst: ReadonlySet<string> | null = null;

  constructor(change: Change) {
    this.#change = change;
    this.#sources = new Set(change.sources);
    this.#files = new Set(change.files);
    this.#changed = new Set(change.changed);
    this.#setupFiles = new Set(change.setupFiles.map((path) => this.#findScript(path)));
    this.#tests = findTestFiles(change, this.#setupFiles);
  }

  isSource(path: string): boolean {
    return this.#sources.has(path);
  }

  /** The first reason stands. */
  affect(source: string, why: string): void {
    if (!this.reasons.has(source)) this.reasons.set(source, why);
  }

  #affectAll(why: string): void {
    for (const source of this.#sources) this.affect(source, why);
  }

  addPath(path: string): void {
    const { isTest, graph } = this.#change;
    const owner = snapshotOwner(path);
    if (this.#setupFiles.has(path)) this.#affectAll(`the setup file ${path} changed`);
    else if (this.#isConfig(path) || isGlobalInput(path, isTest)) this.#affectAll(`${path} changed`);
    else if (this.#isTestFile(path)) {
      this.#affectByTest(path, `its test ${path} ${this.#files.has(path) ? 'changed' : 'is gone'}`, 'edit');
      this.#addUsed(path);
      this.#addOpenTests(path);
    } else if (owner !== null && this.#isKnown(owner) && this.#isTestFile(owner))
      this.#affectByTest(owner, `the snapshot of ${owner} changed`);
    else if (graph.directImportersOf(path).size > 0) this.#addUsed(path);
    else if (path.startsWith('../')) this.#addOutside(path);
    else if (!isIdle(path, isTest)) this.#addUnused(path);
    else this.#addRead(path);
  }

  #isConfig(path: string): boolean {
    return this.#change.configFiles.has(path) || isVitestConfig(path);
  }

  /** One that is gone and that no run saw is known by its name, or by its text of then. */
  #isTestFile(path: string): boolean {
    const isGone = !this.#files.has(path) && !path.startsWith('../');
    return this.#tests.has(path) || (hasTestName(path) && isGone) || this.#wasTestFile(path);
  }

  /** Whether there is such a file, or was: a snapshot may lie elsewhere than beside its test. */
  #isKnown(path: string): boolean {
    return this.#files.has(path) || this.#changed.has(path) || this.#tests.has(path);
  }

  #wasTestFile(path: string): boolean {
    if (!this.#changed.has(path) || !isScript(path) || isFixture(path)) return false;
    const texts = this.#change.before.map(({ textOf }) => textOf(path));
    return texts.some((text) => text !== null && this.#change.graph.definesTests(path, text));
  }

  /** A document counts for the tests that read files and name it. */
  #addRead(path: string): void {
    const name = path.slice(path.lastIndexOf('/') + 1);
    const names = (file: string): boolean => {
      const record = this.#change.graph.modules.get(file)?.record;
      return record?.readsFiles === true && record.namedPaths.has(name);
    };
    for (const test of this.#tests) {
      if (this.#files.has(test) && [...this.#closureOf(test).files].some((file) => !this.isSource(file) && names(file)))
        this.#affectByTest(test, `${path}, which ${test} reads, changed`);
    }
  }

  /** A file that scripts import: it is a part of the sources that do so, and of the tests that load it otherwise. */
  #addUsed(path: string): void {
    const { isTest } = this.#change;
    const { sources, scripts } = this.#climb(path);
    const root = scripts.find((script) => this.#setupFiles.has(script) || this.#isConfig(script));
    if (root !== undefined) {
      this.#affectAll(`${path}, used by ${root}, changed`);
      return;
    }
    for (const source of sources) this.affect(source, `${path}, which it imports, changed`);
    for (const test of scripts.filter((script) => this.#tests.has(script))) {
      this.#affectByTest(test, `${path}, used by ${test}, changed`);
    }
    if (!isTest(path) || this.#isTestFile(path)) return;
    for (const source of this.#definersOf(path)) {
      if (this.isSource(source)) this.affect(source, `${path}, which imports it, changed`);
    }
    this.#addOpenTests(path);
  }

  /** Who imports a path, upwards; a source is not climbed over. */
  #climb(path: string): { sources: Set<string>; scripts: string[] } {
    const sources = new Set<string>();
    const scripts = new Set<string>();
    const steps = new Set([path]);
    for (const step of steps) {
      for (const importer of this.#change.graph.directImportersOf(step)) {
        if (this.isSource(importer)) sources.add(importer);
        else {
          scripts.add(importer);
          steps.add(importer);
        }
      }
    }
    scripts.delete(path);
    return { sources, scripts: [...scripts] };
  }

  /** The tests and setup files that may load or read more than is known: so it may be the path. */
  #addOpenTests(path: string): void {
    const isOpen = (script: string): boolean => this.#files.has(script) && this.#isOpen(script);
    const setup = [...this.#setupFiles].find(isOpen);
    if (setup !== undefined) this.#affectAll(`${path} changed, which ${setup} may load or read`);
    for (const test of this.#tests) {
      if (test !== path && isOpen(test)) this.#affectByTest(test, `${path} changed, which ${test} may load or read`, 'guess');
    }
  }

  /** Files that a source reads are no matter of the test's: it names them, or a helper does. */
  #isOpen(script: string): boolean {
    const { files, isComplete } = this.#closureOf(script);
    const readsFiles = (file: string): boolean => this.#change.graph.modules.get(file)?.record.readsFiles === true;
    return !isComplete || [...files].some((file) => !this.isSource(file) && readsFiles(file));
  }

  /** A file that no script is seen to import. */
  #addUnused(path: string): void {
    const { isTest } = this.#change;
    // It may be a test by a name that nobody here knows.
    if (isScript(path) && this.#files.has(path)) this.#affectByTest(path, `${path}, which may be a test, changed`, 'edit');
    if (isTest(path)) {
      for (const test of testsNear(path, this.#tests)) this.#affectByTest(test, `${path}, beside ${test}, changed`, 'guess');
      this.#addOpenTests(path);
    } else if (isScript(path)) this.#addOpenTests(path);
    else this.#affectAll(`${path} changed, and what reads it is not known`);
  }

  /** A file outside the project counts where it belongs to a package that the project depends on. */
  #addOutside(path: string): void {
    const { graph, isTest } = this.#change;
    const owner = graph.linkedPackages.find((folder) => path.startsWith(`${folder}/`));
    if (owner === undefined) return;
    const within = path.slice(owner.length + 1);
    // What is built may lie in any folder.
    if (!isBuilt(path) && (isTest(within) || isIdle(within, isTest))) return;
    this.#affectAll(`${path} changed, of a package that this one depends on`);
  }

  #affectByTest(test: string, why: string, by: Cause = 'link'): void {
    if (this.reasons.size === this.#sources.size) return;
    const { coveredBy } = this.#change;
    const mayReach = this.#files.has(test) ? this.#reachNow(test, by) : () => false;
    const didReach = this.#reachBefore(test);
    for (const source of this.#sources) {
      if (coveredBy?.get(source)?.has(test) || mayReach(source) || didReach(source)) this.affect(source, why);
    }
  }

  /**
   * Whether a test may run a source as it is now, seen or not. Of one that was edited itself it is all that it loads, as what a barrel loads
   * beside may call more; else what the definers of what it imports load, and what was never measured.
   */
  #reachNow(test: string, by: Cause): (source: string) => boolean {
    const { coveredBy } = this.#change;
    const { files, isComplete } = this.#closureOf(test);
    if (!isComplete && by !== 'guess') return () => true;
    this.#loadedFirst ??= this.#findLoadedFirst();
    const called =
      by === 'edit' ? files : new Set([...this.#definersOf(test)].flatMap((definer) => [...this.#closureOf(definer).files]));
    return (source) =>
      called.has(source) ||
      this.#loadedFirst?.has(source) === true ||
      (coveredBy?.has(source) !== true && (!isComplete || files.has(source)));
  }

  /** What is loaded before any test is, by a configuration or a setup file: it may be of use to each. */
  #findLoadedFirst(): Set<string> {
    const scripts = this.#change.files.filter((path) => this.#setupFiles.has(path) || this.#isConfig(path));
    return new Set(scripts.flatMap((script) => [...this.#closureOf(script).files]));
  }

  /** Whether a test ran a source before the change: as was seen then, or else by what its text of then imports. */
  #reachBefore(test: string): (source: string) => boolean {
    const { before, graph } = this.#change;
    const tests = before.map(({ coveredBy, textOf }) => {
      const text = this.#changed.has(test) ? textOf(test) : null;
      const reach = text === null ? null : graph.reachOf(test, text);
      return (source: string) => coveredBy.get(source)?.has(test) ?? reach?.has(source) ?? false;
    });
    return (source) => tests.some((didReach) => didReach(source));
  }

  #closureOf(script: string): Closure {
    const closure = this.#closures.get(script) ?? this.#change.graph.closureOf(script);
    this.#closures.set(script, closure);
    return closure;
  }

  #definersOf(script: string): ReadonlySet<string> {
    const definers = this.#definers.get(script) ?? this.#change.graph.definersOf(script);
    this.#definers.set(script, definers);
    return definers;
  }

  /** A configuration may leave out `./` and the extension. */
  #findScript(path: string): string {
    const plain = path.replace(/^\.\//, '');
    if (this.#files.has(plain)) return plain;
    const extensions = ['ts', 'js', 'mts', 'mjs', 'tsx', 'jsx', 'cts', 'cjs'];
    const stems = [plain, `${plain}/index`];
    const candidates = stems.flatMap((stem) => extensions.map((extension) => `${stem}.${extension}`));
    return candidates.find((candidate) => this.#files.has(candidate)) ?? plain;
  }
}
