/** Telling a process from a later one with the same number, and finding what a dead run left behind. */
import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';

/** The environment variable that marks every process of a session, with the session's id. */
export const SESSION_VARIABLE = 'KILLRATE_SESSION';

const HAS_PROC = existsSync('/proc/self/stat');

/** When a process started, as text that is equal only for the same process; null where there is no such process. */
export function processStart(pid: number): string | null {
  try {
    if (HAS_PROC) {
      const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
      const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
      const isZombie = fields[0] === 'Z';
      return isZombie ? null : (fields[19] ?? null);
    }
    return (
      execFileSync('ps', ['-o', 'lstart=', '-p', String(pid)], {
        encoding: 'utf8',
        stdio: ['ignore', 'pipe', 'ignore'],
      }).trim() || null
    );
  } catch {
    return null;
  }
}

/** The processes that carry this session's mark, this process aside. */
export function processesOfSession(sessionId: string): number[] {
  const mark = `${SESSION_VARIABLE}=${sessionId}`;
  return HAS_PROC ? fromProc(mark) : fromPs(mark);
}

/** What a process was started as, with its arguments; empty where there is no such process. */
export function commandOf(pid: number): string {
  try {
    if (HAS_PROC) return readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ');
    return execFileSync('ps', ['-o', 'command=', '-p', String(pid)], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] });
  } catch {
    return '';
  }
}

function fromProc(mark: string): number[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name) && Number(name) !== process.pid)
    .filter((pid) => {
      try {
        return readFileSync(`/proc/${pid}/environ`, 'utf8').split('\0').includes(mark);
      } catch {
        return false;
      }
    })
    .map(Number);
}

function fromPs(mark: string): number[] {
  try {
    const table = execFileSync('ps', ['eww', '-axo', 'pid=,command='], { encoding: 'utf8', maxBuffer: 64 * 1024 * 1024 });
    return table
      .split('\n')
      .filter((line) => line.split(/\s+/).includes(mark))
      .map((line) => Number.parseInt(line, 10))
      .filter((pid) => pid !== process.pid);
  } catch {
    return [];
  }
}
