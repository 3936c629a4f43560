/** Processes that do nothing but keep the processor busy, as a loaded machine would. */
import { type ChildProcess, spawn } from 'node:child_process';

/** A hog whose parent is gone ends by itself. */
const HOG =
  'const parent = process.ppid; for (;;) { const end = Date.now() + 1000; while (Date.now() < end); try { process.kill(parent, 0) } catch { process.exit() } }';

/** Calls `work` while `count` hogs run beside it. */
export async function withHogs<T>(count: number, work: () => Promise<T>): Promise<T> {
  const hogs: ChildProcess[] = [];
  for (let hog = 0; hog < count; hog += 1) hogs.push(spawn(process.execPath, ['-e', HOG], { stdio: 'ignore' }));
  try {
    return await work();
  } finally {
    for (const hog of hogs) hog.kill('SIGKILL');
  }
}
