/** `pnpm bench web [RUNS] [FILES]`: the dashboard over a store of a million results: replies of the server, and pages in a browser. */
import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { Agent, get } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describeLoad } from './load.ts';
import { benchPages } from './web-pages.ts';
import { buildBigProject, LARGE_FILE } from './web-store.ts';

const CLI = fileURLToPath(new URL('../dist/bin.js', import.meta.url));
const CONNECTIONS = 16;
const REQUESTS = 800;
const LIST_LIMIT_MS = 50;
const AGGREGATE_LIMIT_MS = 100;
const START_MS = 60_000;

/** Addresses that are asked for in turn, and what 95 of 100 replies must stay under. */
interface Question {
  name: string;
  urls: string[];
  limitMs: number;
}

/** Builds the store, serves it in a process of its own, and prints what replies and pages take. */
export async function benchWeb(args: readonly string[]): Promise<void> {
  const [runs = 50, files = 2_000] = args.map(Number);
  const root = realpathSync(mkdtempSync(join(tmpdir(), 'killrate-bench-')));
  let server: ChildProcess | null = null;
  try {
    const rows = await buildBigProject(root, runs, files);
    process.stdout.write(`${rows.toLocaleString('en-US')} results, ${runs} runs, ${files} files, ${files * 10} tests\n`);
    server = spawn(process.execPath, [CLI, 'serve', '-C', root, '--port', '0'], { stdio: ['ignore', 'pipe', 'inherit'] });
    const startedAt = performance.now();
    const url = await urlOf(server);
    await benchReplies(url, startedAt);
    await benchPages(url);
  } finally {
    server?.kill('SIGTERM');
    rmSync(root, { recursive: true, force: true });
  }
}

/** Where the server says that it listens. */
async function urlOf(server: ChildProcess): Promise<string> {
  return await new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error('the server did not start')), START_MS);
    let text = '';
    server.stdout?.setEncoding('utf8').on('data', (part: string) => {
      text += part;
      const [, url] = /(http:\/\/[^\s,]+)/.exec(text) ?? [];
      if (url === undefined) return;
      clearTimeout(timer);
      resolve(url);
    });
    server.once('exit', () => reject(new Error('the server ended')));
  });
}

async function benchReplies(url: string, startedAt: number): Promise<void> {
  const agent = new Agent({ keepAlive: true, maxSockets: CONNECTIONS });
  await fetchText(agent, `${url}/api/overview`);
  process.stdout.write(`first overview after the start: ${Math.round(performance.now() - startedAt)} ms\n`);
  process.stdout.write(`${CONNECTIONS} connections, ${REQUESTS} requests each, ${describeLoad()}\n`);
  process.stdout.write(`${'GET'.padEnd(34)}${'first'.padStart(9)}${'p50'.padStart(9)}${'p95'.padStart(9)}  limit\n`);
  for (const question of await questionsFor(agent, url)) await tell(agent, url, question);
  agent.destroy();
}

/** Every list, with pages, filters and orders in turn: what comes a second time comes from a cache, as it would for a page. */
async function questionsFor(agent: Agent, url: string): Promise<Question[]> {
  const json = async (path: string) => JSON.parse(await fetchText(agent, url + path)) as Record<string, unknown>;
  const lists = { limitMs: LIST_LIMIT_MS };
  const aggregates = { limitMs: AGGREGATE_LIMIT_MS };
  const runs = ((await json('/api/runs')).items as { id: string }[]).map(({ id }) => id);
  const keys = ((await json('/api/mutants?limit=400')).items as { key: string }[]).map(({ key }) => key);
  const tests = ((await json('/api/tests?limit=400')).items as { id: string }[]).map(({ id }) => encodeURIComponent(id));
  const pairs = runs.slice(1).map((run, index) => `/api/compare?from=${run}&to=${runs[index]}`);
  return [
    { name: '/api/project', urls: ['/api/project'], ...lists },
    { name: '/api/overview', urls: ['/api/overview'], ...aggregates },
    { name: '/api/mutants, walked', urls: await walk(agent, url, '/api/mutants?limit=100', 40), ...lists },
    {
      name: '/api/mutants, all by place',
      urls: await walk(agent, url, `/api/mutants?order=place&status=Killed&limit=500`, 40),
      ...lists,
    },
    {
      name: '/api/mutants, filtered',
      urls: Array.from({ length: 400 }, (_, index) => `/api/mutants?module=m${index % 20}&limit=${50 + index}`),
      ...lists,
    },
    {
      name: '/api/mutants, of a file',
      urls: Array.from({ length: 400 }, (_, index) => `/api/mutants?file=src/m${(index + 1) % 20}/f${index + 1}.ts`),
      ...lists,
    },
    { name: '/api/mutants/:key', urls: keys.map((key) => `/api/mutants/${key}`), ...lists },
    {
      name: '/api/files',
      urls: ['/api/files', '/api/files?limit=500', ...Array.from({ length: 20 }, (_, at) => `/api/files?module=m${at}`)],
      ...lists,
    },
    {
      name: '/api/file',
      urls: Array.from({ length: 400 }, (_, index) => `/api/file?path=src/m${(index + 1) % 20}/f${index + 1}.ts`),
      ...lists,
    },
    { name: '/api/file, 3,000 mutants', urls: [`/api/file?path=${LARGE_FILE}`], ...aggregates },
    { name: '/api/tests, walked', urls: await walk(agent, url, '/api/tests?order=kills', 40), ...lists },
    { name: '/api/tests, filtered', urls: await walk(agent, url, '/api/tests?verdict=kills-nothing&order=time', 40), ...lists },
    { name: '/api/test', urls: tests.map((id) => `/api/test?id=${id}`), ...lists },
    { name: '/api/runs', urls: ['/api/runs', '/api/runs?limit=10'], ...lists },
    { name: '/api/runs/:id', urls: runs.map((id) => `/api/runs/${id}`), ...lists },
    { name: '/api/compare', urls: pairs, ...aggregates },
    {
      name: '/api/search',
      urls: Array.from({ length: 400 }, (_, index) => `/api/search?q=${index % 2 ? 'proves' : 'f'}%20${index}`),
      ...lists,
    },
  ];
}

/** The addresses of one page after the other. */
async function walk(agent: Agent, url: string, first: string, most: number): Promise<string[]> {
  const urls = [first];
  while (urls.length < most) {
    const { nextCursor } = JSON.parse(await fetchText(agent, url + urls.at(-1))) as { nextCursor: string | null };
    if (nextCursor === null) break;
    urls.push(`${first}&cursor=${nextCursor}`);
  }
  return urls;
}

async function tell(agent: Agent, url: string, { name, urls, limitMs }: Question): Promise<void> {
  const firstAt = performance.now();
  await fetchText(agent, url + urls[0]);
  const firstMs = performance.now() - firstAt;
  const times: number[] = [];
  let next = 0;
  const ask = async () => {
    while (next < REQUESTS) {
      const path = urls[next % urls.length] ?? '';
      next += 1;
      const startedAt = performance.now();
      await fetchText(agent, url + path);
      times.push(performance.now() - startedAt);
    }
  };
  await Promise.all(Array.from({ length: CONNECTIONS }, ask));
  const sorted = times.toSorted((a, b) => a - b);
  const at = (share: number) => sorted[Math.floor(sorted.length * share)] ?? 0;
  const figure = (ms: number) => `${ms.toFixed(1)} ms`.padStart(9);
  const verdict = at(0.95) < limitMs ? 'ok' : 'TOO SLOW';
  process.stdout.write(`${name.padEnd(34)}${figure(firstMs)}${figure(at(0.5))}${figure(at(0.95))}  < ${limitMs} ms ${verdict}\n`);
}

async function fetchText(agent: Agent, url: string): Promise<string> {
  return await new Promise((resolve, reject) => {
    get(url, { agent }, (reply) => {
      let text = '';
      reply
        .setEncoding('utf8')
        .on('data', (part: string) => {
          text += part;
        })
        .on('end', () => (reply.statusCode === 200 ? resolve(text) : reject(new Error(`${reply.statusCode} ${url} ${text}`))))
        .on('error', reject);
    }).on('error', reject);
  });
}
