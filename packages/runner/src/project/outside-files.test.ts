import { join } from 'node:path';
import { expect, test } from 'vitest';
import { aFolder } from '../folder.fixture.ts';
import { findOutsideFiles } from './outside-files.ts';

test('of a linked package it is all that tests may load: neither its own tests nor documents, but what is built, wherever that lies', () => {
  const folder = aFolder({
    'app/package.json': '{ "name": "app", "dependencies": { "kit": "*" } }',
    'app/node_modules/kit': { link: '../../kit' },
    ...{ 'kit/package.json': '{ "name": "kit" }', 'kit/src/index.js': '', 'kit/README.md': '' },
    ...{ 'kit/test/a.test.js': '', 'kit/src/b.test.js': '', 'kit/dist/test/data.js': '', 'kit/dist/api-spec.js': '' },
  });
  const root = join(folder, 'app');
  expect(findOutsideFiles({ root, workspaceRoot: root }).map(({ path }) => path)).toEqual([
    ...['../kit/dist/api-spec.js', '../kit/dist/test/data.js', '../kit/package.json', '../kit/src/index.js'],
  ]);
});
