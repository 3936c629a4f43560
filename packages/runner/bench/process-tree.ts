/** The memory of a process and of all below it, as Linux tells it. */
import { readdirSync, readFileSync } from 'node:fs';

const PAGE_BYTES = 4_096;

/** Resident bytes of the tree below `root`, itself included; shared pages count once for each process. Null where there is no /proc. */
export function residentBytesOf(root: number): number | null {
  const processes = listProcesses();
  if (processes === null) return null;
  const childrenOf = Map.groupBy(processes, (each) => each.parent);
  const bytesOf = new Map(processes.map(({ pid, bytes }) => [pid, bytes]));
  const sumBelow = (pid: number): number =>
    (bytesOf.get(pid) ?? 0) + (childrenOf.get(pid) ?? []).reduce((sum, child) => sum + sumBelow(child.pid), 0);
  return sumBelow(root);
}

interface Process {
  pid: number;
  parent: number;
  bytes: number;
}

function listProcesses(): Process[] | null {
  try {
    return readdirSync('/proc')
      .filter((name) => /^\d+$/.test(name))
      .flatMap(readProcess);
  } catch {
    return null;
  }
}

/** A process that ended meanwhile is none. */
function readProcess(name: string): Process[] {
  try {
    const stat = readFileSync(`/proc/${name}/stat`, 'latin1');
    // The name of the program stands in parentheses and may hold anything; field 4 is the parent, field 24 the resident pages.
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return [{ pid: Number(name), parent: Number(fields[1]), bytes: Number(fields[21]) * PAGE_BYTES }];
  } catch {
    return [];
  }
}
