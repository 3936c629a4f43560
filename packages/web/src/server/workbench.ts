/** What the dashboard can do to the measured project, and know of it beside the store: a port, implemented by the command. */
import type { AcceptBody, StartRunBody, TestAssessment } from '@killrate/shared/api';
import type { LedgerEntry } from '@killrate/shared/gate/acceptance';
import type { Acceptance, ModuleTarget } from '@killrate/shared/model';
import type { LockHolder } from '@killrate/shared/store/lock';

/** One source file as it is now, and whether its results hold. */
export interface SourceFile {
  file: string;
  module: string;
  /** Of its present content. */
  contentHash: string;
  /** `current`: its results hold; `older`: they are of this content, but something else changed since; `changed`: of another content. */
  kind: 'current' | 'older' | 'changed' | 'unmeasured';
  /** Why they do not hold, as a sentence goes on after the file's name. */
  reason: string | null;
  /** The run whose results hold again, where these are not the latest. */
  recalledFrom: string | null;
}

/** The project as it was last looked at. */
export interface ProjectFacts {
  files: readonly SourceFile[];
  /** Every module of the config, in its order. */
  modules: readonly ModuleTarget[];
  /** What is worth saying of it, one line each. */
  notes: readonly string[];
  /** Names the state of the project as the gate would judge it now; null where that is not known. */
  stateMark: string | null;
}

/** Something that cannot be done, for a reason that the user can mend; `message` is one line. */
export class Refusal extends Error {
  override readonly name = 'Refusal';
  readonly statusCode: number;

  constructor(message: string, statusCode = 409) {
    super(message);
    this.statusCode = statusCode;
  }
}

export interface Workbench {
  readonly canOpenEditor: boolean;
  /** The project as it was last looked at; null before the first time. */
  facts(): ProjectFacts | null;
  /** What is held of the tests, as they were last looked into; null before the first time. */
  assessment(): TestAssessment | null;
  /** Resolves once there are facts, or it is clear that there will be none for now. */
  readonly ready: Promise<void>;
  /** Says that somebody is looking at the dashboard, or that the store changed: the facts are to be kept up to date. */
  wake(reason: 'looked-at' | 'store-changed'): void;
  /** Called when the facts changed, or what is held of the tests. */
  onFacts(listener: () => void): void;
  /** The survivors that are lived with, as the ledger has them now, and what is wrong with it. The same object as long as nothing changed. */
  ledger(): { entries: readonly LedgerEntry[]; problem: string | null };
  /** Whether the process that holds the project's lock still runs. */
  isAlive(holder: LockHolder): boolean;
  /** @throws Refusal */
  accept(key: string, body: AcceptBody): Promise<Acceptance>;
  /** @throws Refusal */
  takeBackAcceptance(key: string): Promise<void>;
  /** @throws Refusal */
  giveFeedback(key: string, verdict: 'useful' | 'not-useful'): Promise<void>;
  /** Says whether a finding was worth looking at. @throws Refusal */
  giveFindingFeedback(key: string, verdict: 'useful' | 'not-useful'): Promise<void>;
  /** Opens an absolute path at a line. @throws Refusal */
  openEditor(path: string, line: number): Promise<void>;
  /** Starts a run; resolves when it has begun. @throws Refusal */
  startRun(body: StartRunBody): Promise<void>;
  /** Ends the run that was started from here. @throws Refusal */
  cancelRun(): Promise<void>;
  /** Called with one line when a run that was started from here fails. */
  onRunFailed(listener: (message: string) => void): void;
  /** Ends what it started. */
  close(): Promise<void>;
}
