/** Threads are lent again: no more of them start than files run at once. */
import { mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { killrateJson } from '../project.fixture.ts';
import { createEngineProject, measure } from './statuses.fixture.ts';

const TEST = `import { expect, it } from 'vitest';
import { add } from '../src/add.js';
it('runs in the first thread there is', () => { expect(process.env.VITEST_POOL_ID).toBe('1'); });
it('adds', () => { expect(add(1, 2)).toBe(3); });
`;

it('file after file runs in one thread where one is asked for', () => {
  const files = Object.fromEntries(['a', 'b', 'c', 'd', 'e'].map((name) => [`test/${name}.test.js`, TEST]));
  const project = createEngineProject({ 'src/add.js': 'export const add = (a, b) => a + b;\n', ...files });
  const { notes, statuses } = measure(project, '--concurrency', '1');
  project.remove();
  expect(notes).toEqual([]);
  expect(statuses).toEqual({ 'src/add.js': ['() => undefined: Killed', 'a - b: Killed'] });
});

it('a survivor is looked at in new threads in those files only that reach its place less often', () => {
  const log = join(mkdtempSync(join(tmpdir(), 'killrate-threads-')), 'log');
  const test = (name: string, list: string) => `import { appendFileSync } from 'node:fs';
import { threadId } from 'node:worker_threads';
import { expect, it } from 'vitest';
import { isList } from '../src/list.js';
it('is one', () => {
  appendFileSync(${JSON.stringify(log)}, '${name} ' + threadId + '\\n');
  expect(isList(${list})).toBe(true);
});
`;
  const project = createEngineProject({
    // A callback that gives true sooner is called less often.
    'src/list.js': 'export const isList = (list) => list.findIndex((item) => item > 1) !== undefined;\n',
    'test/long.test.js': test('long', '[0, 1, 2]'),
    'test/short.test.js': test('short', '[2]'),
  });
  const { notes, statuses } = measure(project, '--concurrency', '1');
  project.remove();
  const lines = readFileSync(log, 'utf8').trim().split('\n');
  const threadsOf = (name: string) => new Set(lines.filter((line) => line.startsWith(name)));
  expect(notes).toEqual([]);
  expect(statuses['src/list.js']).toContain('true: Survived');
  expect(threadsOf('long').size).toBeGreaterThan(1);
  expect(threadsOf('short').size).toBe(1);
});

/** Kept in an object that nothing renews: how many sockets there may be at once. */
const AGENT = `import { globalAgent } from 'node:http';
export const widen = (isWide) => { if (isWide) globalAgent.maxSockets = 7; return 'done'; };
export const isOdd = (count) => count % 2 === 1;
`;

it('where a mutant leaves behind what only a clean point sees, it alone is looked at in new threads', () => {
  const project = createEngineProject({
    'src/agent.js': AGENT,
    'test/agent.test.js': `import { globalAgent } from 'node:http';
import { expect, it } from 'vitest';
import { isOdd, widen } from '../src/agent.js';
it('finds the agent as it is', () => { expect(globalAgent.maxSockets).toBe(Infinity); });
it('leaves it alone', () => { expect(widen(false)).toBe('done'); });
it('counts', () => { expect([isOdd(2), isOdd(3)]).toEqual([false, true]); });
`,
  });
  const { mutants } = killrateJson(project.root, 'run', '--fresh', '--concurrency', '1').document;
  project.remove();
  const seen = mutants.map(({ replacement, status, how }) => `${replacement}: ${status}, ${how}`);
  expect(seen).toContain('true: Survived, cold');
  expect(seen).toContain('count * 2: Killed, warm');
  expect(seen.filter((each) => each.endsWith('cold'))).toHaveLength(1);
});

it('in its kill matrix no test is named that fails of what another of its files left', () => {
  const test = (title: string, body: string) => `import { globalAgent } from 'node:http';
import { expect, it } from 'vitest';
import { widen } from '../src/agent.js';
it('${title}', () => { ${body} });
`;
  const project = createEngineProject({
    'src/agent.js': AGENT,
    'test/a.test.js': test('leaves it alone', "expect(widen(false)).toBe('done');"),
    'test/b.test.js': test('finds it as it is', "expect([globalAgent.maxSockets, widen(false)]).toEqual([Infinity, 'done']);"),
    'test/c.test.js': test('is not widened', 'widen(false); expect(globalAgent.maxSockets).toBe(Infinity);'),
    'test/d.test.js': test('finds it so again', "expect([widen(false), globalAgent.maxFreeSockets]).toEqual(['done', 256]);"),
    'test/e.test.js': test('finds it once more', "expect([globalAgent.maxSockets, widen(false)]).toEqual([Infinity, 'done']);"),
  });
  const { mutants } = killrateJson(project.root, 'run', '--fresh', '--kill-matrix', '--concurrency', '1').document;
  project.remove();
  const wide = mutants.find(({ replacement, line }) => replacement === 'true' && line === 2);
  expect(wide).toMatchObject({ status: 'Killed', how: 'cold' });
  expect(wide?.killedBy.map(({ test: name }) => name)).toEqual(['test/c.test.js > is not widened']);
});
