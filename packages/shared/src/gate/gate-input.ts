/** What the judge is given: modules, mutants, the change and the records beside the code. */
import type { GateChange, GateLevel } from '../document.ts';
import type { Mutant } from '../model.ts';
import type { StaleEntry } from './acceptance.ts';
import type { JudgedFindings } from './judge-findings.ts';
import type { BaseMutant } from './new-survivors.ts';
import type { Floors } from './ratchet.ts';
import type { Requirement } from './requirement.ts';

/** A module with everything that belongs to it now, measured or not. */
export interface JudgedModule {
  name: string;
  requirements: readonly Requirement[];
  files: readonly string[];
}

/** What git and the base's results say of a change. */
export interface JudgedChange extends Pick<GateChange, 'base' | 'mergeBase' | 'files' | 'lines'> {
  /** The mutants of the base by their present file; a file without an entry has no base results. */
  baseMutants: ReadonlyMap<string, readonly BaseMutant[]>;
  /** Files whose mutants no reviewer can act on, with the reason. */
  notSurfaced: ReadonlyMap<string, string>;
  /** What sources were called before the change moved them or took them away, each with the module that it was of. */
  gone: ReadonlyMap<string, string>;
  /** Whether what the change did to tests, helpers or config is why a file is judged: its sources alone do not say it all. */
  isTestChange: (file: string) => boolean;
}

/** Something that a reviewer should see: the change asks for less, or leaves something out. */
export interface Notice {
  name: string;
  kind: 'loosened' | 'listed';
  level: GateLevel;
  items: readonly string[];
}

export interface GateInput {
  modules: readonly JudgedModule[];
  /** The mutants of all files that have a result for their present state, acceptances applied; the most worth a test first. */
  mutants: readonly Mutant[];
  /** Files without such a result, and why. */
  missing: ReadonlyMap<string, string>;
  /** The content of each file, as a hash. */
  contents: ReadonlyMap<string, string>;
  change: JudgedChange | null;
  stale: readonly StaleEntry[];
  staleLevel: GateLevel;
  floors: Floors;
  notices: readonly Notice[];
  /** What was found about tests; null where nobody asks. */
  findings: JudgedFindings | null;
  /** A change of fewer mutants than this is judged by its survivors, not by its rate. */
  smallChange: number;
  /** Whether mutants that the change brought must not survive either, whatever rate they reach together. */
  isStrict: boolean;
  isEmptyAllowed: boolean;
}

/** What a verdict must speak of: all files, or those that the change touches, and the modules these belong to. */
export interface Scope {
  files: readonly string[];
  modules: readonly JudgedModule[];
  mutants: readonly Mutant[];
}
