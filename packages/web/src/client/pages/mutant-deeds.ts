/** What the reader can do with a mutant: each deed shows at once, is sent, and says what came of it. */
import type { AcceptBody, FeedbackBody, MutantPage } from '@killrate/shared/api';
import type { Acceptance } from '@killrate/shared/model';
import { useMemo } from 'react';
import { whenHere, whenMeasuredAnew } from '../awaited-mutant.ts';
import type { Cache } from '../cache.ts';
import { copyText } from '../clipboard.ts';
import { useAnnounce } from '../components/announcer.tsx';
import { mutantQuery, openEditor, sendAcceptance, sendFeedback, startRun, takeBackAcceptance, useCache } from '../queries.ts';
import { STANDING_WORD, standingOf } from '../words.ts';

/** The place of a mutant, as it is told: its key, and where it stands. */
export interface DeedTarget {
  key: string;
  file: string;
  line: number;
}

export interface Deeds {
  accept(target: DeedTarget, body: AcceptBody): Promise<void>;
  takeBack(target: DeedTarget): Promise<void>;
  judge(target: DeedTarget, verdict: FeedbackBody['verdict']): Promise<void>;
  runAgain(target: DeedTarget): Promise<void>;
  copyBrief(target: DeedTarget): Promise<void>;
  openEditor(target: DeedTarget): Promise<void>;
}

/** `onDecided` hears of an acceptance as soon as it shows, and again (false) where it was taken back or refused. */
export function useMutantDeeds(onDecided: (key: string, isAccepted: boolean) => void = () => {}): Deeds {
  const cache = useCache();
  const announce = useAnnounce();
  // biome-ignore lint/correctness/useExhaustiveDependencies: a deed calls what it was given when it began
  return useMemo(() => createDeeds(cache, announce, onDecided), [cache, announce]);
}

type Announce = ReturnType<typeof useAnnounce>;

function createDeeds(cache: Cache, announce: Announce, onDecided: (key: string, isAccepted: boolean) => void): Deeds {
  const { source } = cache;

  function fail(what: string, error: unknown): void {
    announce({ text: `${what}: ${error instanceof Error ? error.message : String(error)}`, isAlarm: true });
  }

  function patch(key: string, change: Partial<Pick<MutantPage, 'feedback'>> & { acceptance?: Acceptance | null }): () => void {
    const { acceptance, ...rest } = change;
    return cache.patch(mutantQuery(key), (page) => ({
      ...page,
      ...rest,
      ...(acceptance !== undefined && { mutant: { ...page.mutant, acceptance } }),
    }));
  }

  const deeds: Deeds = {
    async accept(target, body) {
      const today = new Date().toISOString().slice(0, 10);
      const undoPatch = patch(target.key, { acceptance: { ...body, author: null, date: today } });
      onDecided(target.key, true);
      announce({ text: `Accepted the mutant at ${placeOf(target)}.`, undo: () => void deeds.takeBack(target) });
      try {
        await sendAcceptance(source, target.key, body);
        cache.invalidate();
      } catch (error) {
        undoPatch();
        onDecided(target.key, false);
        fail(`The mutant at ${placeOf(target)} was not accepted`, error);
      }
    },
    async takeBack(target) {
      const undoPatch = patch(target.key, { acceptance: null });
      onDecided(target.key, false);
      try {
        await takeBackAcceptance(source, target.key);
        announce(`The mutant at ${placeOf(target)} is not accepted any more.`);
        cache.invalidate();
      } catch (error) {
        undoPatch();
        onDecided(target.key, true);
        fail(`The acceptance of ${placeOf(target)} was not taken back`, error);
      }
    },
    async judge(target, verdict) {
      const undoPatch = patch(target.key, { feedback: verdict });
      announce(verdict === 'useful' ? `Noted as useful: ${placeOf(target)}.` : `Noted as not useful: ${placeOf(target)}.`);
      try {
        await sendFeedback(source, target.key, verdict);
      } catch (error) {
        undoPatch();
        fail('This was not noted', error);
      }
    },
    async runAgain(target) {
      const before = await whenHere(cache, target.key);
      announce(`Running the mutant at ${placeOf(target)} again.`);
      try {
        await startRun(source, { scope: 'mutants', keys: [target.key] });
      } catch (error) {
        return fail('It was not run again', error);
      }
      const after = await whenMeasuredAnew(cache, target.key, before);
      if (after !== null) announce(`${placeOf(target)} was run again: ${outcomeOf(after)}`);
    },
    async copyBrief(target) {
      const page = await whenHere(cache, target.key);
      if (page === null) return fail('The brief was not copied', 'the mutant could not be read');
      const isCopied = await copyText(page.brief);
      announce(
        isCopied
          ? `Copied the brief for ${placeOf(target)}.`
          : { text: 'The browser does not allow to copy: select the brief and copy it.', isAlarm: true },
      );
    },
    async openEditor(target) {
      try {
        await openEditor(source, { file: target.file, line: target.line });
        announce(`Opened ${placeOf(target)} in the editor.`);
      } catch (error) {
        fail('The editor was not opened', error);
      }
    },
  };
  return deeds;
}

/** What became of a mutant, as the end of a sentence. */
function outcomeOf(mutant: MutantPage['mutant']): string {
  const standing = standingOf(mutant);
  switch (standing) {
    case 'Killed':
      return 'it is killed.';
    case 'Timeout':
      return 'its tests do not come to an end, which counts as killed.';
    case 'Survived':
      return 'it survived.';
    case 'unresolved':
      return 'it is unresolved, and counts neither way.';
    default:
      return `${STANDING_WORD[standing].toLowerCase()}.`;
  }
}

function placeOf({ file, line }: DeedTarget): string {
  return `${file}:${line}`;
}
