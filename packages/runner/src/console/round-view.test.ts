import { expect, test } from 'vitest';
import { aDocument, aMutant, aTerminal } from './document.fixture.ts';
import { renderRound } from './round-view.ts';

const terminal = aTerminal({ width: 100 });
const acceptance = { category: 'equivalent', reason: 'the same', author: 'Ada', date: '2026-11-01', expires: null } as const;

const before = aDocument({
  mutants: [
    aMutant({ key: 'k1', line: 1, status: 'Survived' }),
    aMutant({ key: 'k2', line: 2, status: 'NoCoverage' }),
    aMutant({ key: 'k3', line: 3, status: 'Killed' }),
    aMutant({ key: 'k4', line: 4, status: 'Survived' }),
    aMutant({ key: 'k5', line: 5, status: 'Survived' }),
    aMutant({ key: 'k6', line: 6, status: null }),
    aMutant({ key: 'k7', line: 7, status: 'Killed' }),
  ],
});

test('a round tells what is killed, what lives and what went, by what somebody has to do', () => {
  const after = aDocument({
    mutants: [
      aMutant({ key: 'k1', line: 11, status: 'Killed' }),
      aMutant({ key: 'k2', line: 12, status: 'Timeout' }),
      aMutant({ key: 'k3', line: 13, status: 'Survived' }),
      aMutant({ key: 'k4', line: 14, status: 'Survived', acceptance }),
      aMutant({ key: 'k6', line: 16, status: 'Killed' }),
      aMutant({ key: 'k7', line: 17, status: null }),
      aMutant({ key: 'k8', line: 18, status: 'NoCoverage' }),
      aMutant({ key: 'other', file: 'src/other.ts', line: 1, status: 'Survived' }),
    ],
  });
  expect(renderRound(before, after, terminal)).toEqual([
    'killed now',
    '  src/price.ts:11  ArithmeticOperator  a + b → a - b',
    '  src/price.ts:12  ArithmeticOperator  a + b → a - b',
    'new survivors',
    '  src/price.ts:13  ArithmeticOperator  a + b → a - b',
    '  src/price.ts:18  ArithmeticOperator  a + b → a - b',
    'since the round before: 2 killed that lived, 2 new survivors, 1 survivor gone with the code',
  ]);
});

test('a round says that nothing changed, and the first one nothing', () => {
  expect(renderRound(before, before, terminal)).toEqual(['since the round before: no verdict changed']);
  expect(renderRound(null, before, terminal)).toEqual([]);
  expect(renderRound(before, aDocument({}), terminal)).toEqual([]);
});

test('of a change, what left it is not gone with the code', () => {
  const one = (file: string, status: 'Survived' | 'Killed') => aMutant({ key: `of ${file}`, file, status });
  const of = (scope: 'since' | 'all', ...mutants: ReturnType<typeof aMutant>[]) => {
    const document = aDocument({ mutants });
    return { ...document, run: document.run === null ? null : { ...document.run, scope } };
  };
  const former = of('since', one('src/left.ts', 'Survived'), one('src/stays.ts', 'Killed'));
  const stays = one('src/stays.ts', 'Killed');
  expect(renderRound(former, of('since', stays), terminal)).toEqual(['since the round before: no verdict changed']);
  expect(renderRound(former, of('all', stays), terminal)).toEqual(['since the round before: 1 survivor gone with the code']);
});

test('a round lists five of each, and counts the rest', () => {
  const mutants = (status: 'Survived' | 'Killed') =>
    Array.from({ length: 7 }, (_, index) => aMutant({ key: `k${index}`, line: index + 1, status }));
  const lines = renderRound(aDocument({ mutants: mutants('Survived') }), aDocument({ mutants: mutants('Killed') }), terminal);
  expect(lines.slice(-3)).toEqual([
    '  src/price.ts:5  ArithmeticOperator  a + b → a - b',
    '  and 2 more',
    'since the round before: 7 killed that lived',
  ]);
});
