import { expect, it } from 'vitest';
import { MirroredPaths } from './mirrored-paths.ts';

const paths = new MirroredPaths({ original: '/home/me/app', copy: '/tmp/run-1/project' });

it('what was seen in the copy is told of the original, anywhere in a value', () => {
  expect(
    paths.told({ test: 'resolve > /tmp/run-1/project/a.ts', kills: [{ message: 'no file:///tmp/run-1/project/b.ts' }], n: 1 }),
  ).toEqual({
    ...{ test: 'resolve > /home/me/app/a.ts', n: 1 },
    kills: [{ message: 'no file:///home/me/app/b.ts' }],
  });
});

it('what is said of the original comes back as it was seen in the copy', () => {
  const seen = JSON.stringify(['resolve > /tmp/run-1/project/a.ts']);
  expect(paths.toCopy(paths.toOriginal(seen))).toBe(seen);
});

it('a path that has to be escaped in JSON is found', () => {
  const quoted = new MirroredPaths({ original: 'C:\\app', copy: 'C:\\run "1"' });
  expect(quoted.told(['at C:\\run "1"\\a.ts'])).toEqual(['at C:\\app\\a.ts']);
});

it('a root folder is not looked for: it begins every path', () => {
  expect(new MirroredPaths({ original: '/', copy: '/tmp/run' }).toCopy('["/a"]')).toBe('["/a"]');
});
