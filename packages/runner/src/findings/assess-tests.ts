/** What is held of the tests of a project: their text and what runs know of them, put together in one place. */
import type { AssessedTest, Finding, NextTest } from '@killrate/shared/document';
import type { Database } from '@killrate/shared/store/open';
import { coveringTestFiles } from '@killrate/shared/store/results';
import type { LoadedConfig } from '../config/load-config.ts';
import { findTestFilesOf } from '../impact/project-impact.ts';
import type { Project } from '../project/project.ts';
import { findSources, matchInOrder } from '../project/sources.ts';
import type { ProjectState } from '../project-state.ts';
import type { StaticFile } from './flag.ts';
import type { Measured } from './measured.ts';

export interface Assessment {
  findings: Finding[];
  tests: AssessedTest[];
  nextTests: NextTest[];
  /** The test files that were read. */
  files: readonly string[];
  /** Why the tests are not judged by evidence, with the command that mends it; null where they are. */
  whyNotJudged: string | null;
  /** What could not be judged, and what was left out, one line each. */
  notes: string[];
}
