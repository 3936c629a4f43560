import { expect, test } from 'vitest';
import { firstReads, QUEUE_PART } from './first-reads.ts';
import {
  fileQuery,
  filesQuery,
  mutantQuery,
  mutantsQuery,
  overviewQuery,
  projectQuery,
  runQuery,
  runsQuery,
  testQuery,
  testsQuery,
} from './queries.ts';
import { paths } from './router.tsx';

const survivors = { status: 'Survived', order: 'worth', limit: QUEUE_PART };
const odd = 'src/a b&c,d?.ts > e';

test.each([
  [paths.overview, [overviewQuery()]],
  [paths.survivors(), [mutantsQuery(survivors)]],
  [
    paths.survivors({ module: 'm', mutator: 'x', file: 'a b', status: 'Survived,NoCoverage', mutant: 'k1' }),
    [
      mutantsQuery({
        ...{ status: 'Survived,NoCoverage', module: 'm', mutator: 'x', file: '*a b*' },
        ...{ order: 'worth', limit: QUEUE_PART },
      }),
      mutantQuery('k1'),
    ],
  ],
  [paths.files(), [filesQuery()]],
  [paths.files('core'), [filesQuery({ module: 'core' })]],
  [paths.file(odd), [fileQuery(odd), mutantsQuery({ file: odd, status: 'Survived', order: 'worth', limit: '1' })]],
  [paths.file(odd, 'k1'), [fileQuery(odd), mutantQuery('k1')]],
  [paths.tests(), [testsQuery({ verdict: 'all', order: 'verdict' })]],
  [paths.tests({ verdict: 'kills-nothing', file: odd }), [testsQuery({ verdict: 'kills-nothing', order: 'verdict', file: odd })]],
  [paths.test(odd), [testQuery(odd)]],
  [paths.runs, [runsQuery()]],
  [paths.run('2026-01-01 a'), [runQuery('2026-01-01 a')]],
  [paths.compare('a', 'b'), [runsQuery()]],
  ['/nowhere', []],
  ['/file', []],
])('%s asks first what its page asks first', (address, queries) => {
  expect(firstReads(address)).toEqual([projectQuery(), ...queries].map(({ url }) => url));
});
