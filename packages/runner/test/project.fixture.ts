/** Little projects for whole-program tests: real files, the real Vitest, the real command. */
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import {
  closeSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readFileSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { RunDocument } from '@killrate/shared/document';
import { sweepDeadSessions } from '../src/sandbox/session-folder.ts';

const CLI = fileURLToPath(new URL('../dist/bin.js', import.meta.url));
const VITEST = fileURLToPath(new URL('../node_modules/vitest', import.meta.url));

export interface TestProject {
  root: string;
  /** Writes a file, with its folders. */
  write(path: string, content: string): void;
  read(path: string): string;
  remove(): void;
}

export interface Ended {
  code: number | null;
  stdout: string;
  stderr: string;
}

/** Makes a project in a temporary folder of its own; `package.json` and an installed Vitest are there unless given otherwise. */
export function createTestProject(files: Record<string, string>, options: { hasVitest?: boolean } = {}): TestProject {
  const root = realpathSync(mkdtempSync(join(tmpdir(), 'killrate test [project] ')));
  const project: TestProject = {
    root,
    write: (path, content) => {
      mkdirSync(dirname(join(root, path)), { recursive: true });
      writeFileSync(join(root, path), content);
    },
    read: (path) => readFileSync(join(root, path), 'utf8'),
    remove: () => {
      rmSync(root, { recursive: true, force: true });
      // What a run left that was killed at once: no later run of this project is there to do it.
      sweepDeadSessions(root);
    },
  };
  project.write('package.json', '{ "name": "little", "type": "module", "private": true }');
  if (options.hasVitest !== false) {
    mkdirSync(join(root, 'node_modules'));
    symlinkSync(VITEST, join(root, 'node_modules', 'vitest'));
  }
  for (const [path, content] of Object.entries(files)) project.write(path, content);
  return project;
}

/** The environment of a user's shell: nothing in it of the test runner around us. */
function userEnvironment(more: Record<string, string> = {}): NodeJS.ProcessEnv {
  const kept = Object.entries(process.env).filter(
    ([name]) => !/^(?:VITEST|NODE_ENV$|TEST$|CI$|NODE_PATH$|FORCE_COLOR$|KILLRATE_|STRYKER_)/.test(name),
  );
  return { ...Object.fromEntries(kept), ...more };
}

/** Runs the command to its end. */
export function killrate(root: string, ...args: string[]): Ended {
  return killrateUnder({}, root, ...args);
}

/** The same, with more in its environment. */
export function killrateUnder(more: Record<string, string>, root: string, ...args: string[]): Ended {
  const { status, stdout, stderr } = spawnSync(process.execPath, [CLI, ...args], {
    cwd: root,
    encoding: 'utf8',
    env: userEnvironment(more),
    maxBuffer: 256 * 1024 * 1024,
  });
  return { code: status, stdout, stderr };
}

/** Runs the command with --json and parses what it printed, strictly. */
export function killrateJson(root: string, ...args: string[]): Ended & { document: RunDocument } {
  const ended = killrate(root, ...args, '--json');
  return { ...ended, document: RunDocument.parse(JSON.parse(ended.stdout)) };
}

/** Starts the command, for tests that meet it while it runs. */
export function startKillrate(root: string, ...args: string[]) {
  const child = spawn(process.execPath, [CLI, ...args], { cwd: root, env: userEnvironment(), stdio: ['ignore', 'pipe', 'pipe'] });
  let stderr = '';
  let stdout = '';
  child.stderr.on('data', (chunk) => {
    stderr += String(chunk);
  });
  child.stdout.on('data', (chunk) => {
    stdout += String(chunk);
  });
  const ended = new Promise<Ended>((resolve) => child.once('close', (code) => resolve({ code, stdout, stderr })));
  return {
    pid: child.pid ?? 0,
    ended,
    stdout: () => stdout,
    stderr: () => stderr,
    kill: (signal: NodeJS.Signals) => child.kill(signal),
    /** Nobody reads what it says any more. */
    deafen: () => {
      child.stdout.destroy();
      child.stderr.destroy();
    },
  };
}

/** Starts the command with all that it says redirected into a file. */
export function startKillrateInto(path: string, root: string, ...args: string[]) {
  const output = openSync(path, 'a');
  const child = spawn(process.execPath, [CLI, ...args], { cwd: root, env: userEnvironment(), stdio: ['ignore', output, output] });
  closeSync(output);
  return { ended: once(child, 'exit'), kill: (signal: NodeJS.Signals) => child.kill(signal) };
}

/** Waits until `condition` holds, at most `withinMs`. */
export async function until(condition: () => boolean, withinMs = 60_000): Promise<void> {
  const end = Date.now() + withinMs;
  while (!condition()) {
    if (Date.now() > end) throw new Error('what was waited for did not come');
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
}
