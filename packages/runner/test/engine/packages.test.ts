/** Packages that remember what they were told help no mutant, and are evaluated anew where that parts nothing. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { TestProject } from '../project.fixture.ts';
import { ONLY_CONDITIONS } from './leaks.fixture.ts';
import { createEngineProject, type Measured, measure } from './statuses.fixture.ts';

function packageFiles(name: string, type: 'module' | 'commonjs', source: string): Record<string, string> {
  return {
    [`node_modules/${name}/package.json`]: JSON.stringify({ name, type, exports: './index.js' }),
    [`node_modules/${name}/index.js`]: source,
  };
}

/** Its mutants are, in order: joins always, joins never. A club that remembers its members hides that nobody joined. */
function clubFiles(name: string, imported: string): Record<string, string> {
  return {
    [`src/${name}.js`]: `import { Member, members } from '${imported}';
export function join(isWanted, list = members) {
  if (isWanted) list.add(new Member());
}
`,
    [`test/${name}.test.js`]: `import { expect, it } from 'vitest';
import { Member as Known, isMember, members } from '${imported}';
import { join } from '../src/${name}.js';
it('joins', () => {
  join(true);
  expect(members.size).toBeGreaterThan(0);
  for (const member of members) {
    expect(member).toBeInstanceOf(Known);
    expect(isMember(member)).toBe(true);
  }
});
`,
  };
}

const MEMBER = 'export class Member {}\nexport const isMember = (one) => one instanceof Member;\n';
const MEMBERS = "export * from 'member';\nexport const members = new Set();\n";
const COMMON_CLUB =
  'class Member {}\nexports.Member = Member;\nexports.members = new Set();\nexports.isMember = (one) => one instanceof Member;\n';

const FILES = {
  'stryker.conf.mjs': ONLY_CONDITIONS,
  ...packageFiles('member', 'module', MEMBER),
  ...packageFiles('club', 'module', MEMBERS),
  ...packageFiles('club-of-clubs', 'module', "export * from 'club';\n"),
  ...packageFiles('common-club', 'commonjs', COMMON_CLUB),
  ...packageFiles('common-bar', 'module', "export { Member, isMember, members } from 'common-club';\n"),
  ...packageFiles('loud-club', 'module', `${MEMBERS}globalThis.clubs = (globalThis.clubs ?? 0) + 1;\n`),
  ...clubFiles('direct', 'club'),
  ...clubFiles('behind', 'club-of-clubs'),
  ...clubFiles('common', 'common-club'),
  ...clubFiles('mixed', 'common-bar'),
  ...clubFiles('loud', 'loud-club'),
  'test/both.test.js': `import { expect, it } from 'vitest';
import { members } from 'club';
import { members as same } from 'club-of-clubs';
import { join } from '../src/direct.js';
it('is one club, however it is asked for', () => {
  expect(same).toBe(members);
  expect(same.size).toBe(0);
  join(false);
});
`,
};

let project: TestProject;
let measured: Measured;
beforeAll(() => {
  project = createEngineProject(FILES);
  measured = measure(project, '--concurrency', '1');
});
afterAll(() => project.remove());

function howOf(name: string): unknown[] {
  const own = measured.document.mutants.filter(({ file, status }) => file === `src/${name}.js` && status !== 'Ignored');
  return own.map(({ how }) => how);
}

describe.each(['direct', 'behind', 'common', 'mixed', 'loud'])('a package that remembers: %s', (name) => {
  it('hides no mutant', () => {
    expect(measured.statuses[`src/${name}.js`]).toEqual(['true: Survived', 'false: Killed']);
  });
});

it('what is evaluated anew needs no new thread', () => {
  const names = ['direct', 'behind', 'common', 'mixed'];
  expect(names.flatMap(howOf)).toEqual(names.flatMap(() => ['warm', 'warm']));
});

it('a package that changes globals as it is loaded stays: what survives beside it is looked at in new threads', () => {
  expect(howOf('loud')).toEqual(['cold', 'cold']);
});
