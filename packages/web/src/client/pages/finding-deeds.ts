/** What the reader says of a finding: it shows at once, is sent, and what came of it is said. */
import type { FeedbackBody, TestPage } from '@killrate/shared/api';
import { useMemo } from 'react';
import { useAnnounce } from '../components/announcer.tsx';
import { sendFindingFeedback, testQuery, useCache } from '../queries.ts';

/** Says of a finding of the test with this id whether it was worth looking at. */
export type SpeakOfFinding = (key: string, verdict: FeedbackBody['verdict']) => void;

export function useSpeakOfFinding(testId: string): SpeakOfFinding {
  const cache = useCache();
  const announce = useAnnounce();
  return useMemo(() => {
    async function speak(key: string, verdict: FeedbackBody['verdict']): Promise<void> {
      const undo = cache.patch<TestPage>(testQuery(testId), (page) => ({
        ...page,
        findings: page.findings.map((finding) => (finding.key === key ? { ...finding, feedback: verdict } : finding)),
      }));
      announce(verdict === 'useful' ? 'Noted: the finding is useful.' : 'Noted: the finding is not a problem.');
      try {
        await sendFindingFeedback(cache.source, key, verdict);
      } catch (error) {
        undo();
        announce({ text: `This was not noted: ${error instanceof Error ? error.message : String(error)}`, isAlarm: true });
      }
    }
    return (key, verdict) => void speak(key, verdict);
  }, [cache, announce, testId]);
}
