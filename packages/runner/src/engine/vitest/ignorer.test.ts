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
