import { expect, test } from 'vitest';
import { aTerminal } from './console/document.fixture.ts';
import { drawProgress } from './run-progress.ts';

test('the rate of a finished file counts what was decided before it was measured, and nothing of the file before', () => {
  const written: string[] = [];
  const progress = drawProgress({ stream: { write: (text) => written.push(text) }, terminal: aTerminal() });
  progress.onJobStarted('src/a.ts', [{ status: 'NoCoverage', acceptance: null }]);
  progress.onVerdict('Killed');
  progress.onVerdict('Timeout');
  progress.onVerdict('Survived');
  progress.onJobEnded({ file: 'src/a.ts', durationMs: 3_200 });
  progress.onJobStarted('src/b.ts', []);
  progress.onVerdict('Killed');
  progress.onJobEnded({ file: 'src/b.ts', durationMs: 100 });
  progress.end();
  expect(written).toEqual(['src/a.ts  2/4 killed  50.0 %  3.2 s\n', 'src/b.ts  1/1 killed  100.0 %  0.1 s\n']);
});
