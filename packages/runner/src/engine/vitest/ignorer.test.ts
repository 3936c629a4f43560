import { expect, test } from 'vitest';
import { createIgnorer } from './ignorer.ts';
import { instrument } from './instrument.fixture.ts';

const reasonsOf = async (source: string) => [
  ...new Set((await instrument('src/a.ts', source, [createIgnorer(['log'])])).map(({ ignoreReason }) => ignoreReason)),
];

test.each(["import.meta.glob('./*.ts', { eager: true })", "import.meta.glob<Page>(['./a/*.ts', './b/*.ts'])"])(
  'the arguments of %s are left alone: Vite takes literals only',
  async (call) => {
    expect(await reasonsOf(`export const pages = ${call};`)).toEqual([
      'import.meta.glob takes literals only: its arguments are not mutated',
    ]);
  },
);

test.each(["import.meta.resolve('./a')", "glob('./*.ts', { eager: true })", "import.meta.env.glob('a')"])(
  'those of %s are mutated',
  async (call) => {
    expect(await reasonsOf(`export const pages = ${call};`)).toEqual([null]);
  },
);

test('what only logs is left alone, too', async () => {
  expect(await reasonsOf("export function a() { log('a'); }")).toContain('logging: a call of log is not mutated');
});

test.each([
  'useEffect(start, [])',
  'React.useCallback(() => start(1), [])',
  "useMemo(start, ['a', 1, null, true])",
  'useImperativeHandle(ref, start, [])',
])('constants that %s depends on are left alone: they are the same in every render', async (call) => {
  const mutants = await instrument('src/a.ts', `${call};`, [createIgnorer(['log'])]);
  const [lists, others] = [true, false].map((isList) =>
    mutants.filter(({ mutator }) => /^(?:Array|String|Boolean)/.test(mutator) === isList).map(({ ignoreReason }) => ignoreReason),
  );
  expect(new Set(lists)).toEqual(new Set(['dependencies that are constants are the same in every render, whichever they are']));
  expect(new Set(others)).not.toContain(lists?.[0]);
});

test.each([
  'useEffect(start, [price])',
  'useEffect(start, [1, price])',
  'useEffect([])',
  'useEffect([], start)',
  'useList(start, [])',
  'use.effect(start, [])',
  'list.push(start, [])',
])('the list of %s is mutated', async (call) => {
  const mutants = await instrument('src/a.ts', `${call};`, [createIgnorer(['log'])]);
  expect(mutants.filter(({ mutator }) => mutator === 'ArrayDeclaration').map(({ ignoreReason }) => ignoreReason)).toEqual([null]);
});
