/** Ending what would outlive its parent. */

/** Ends this process and every process of its group at once; the group's leader is this process or its parent. */
export function endOwnProcessGroup(): void {
  process.kill(0, 'SIGKILL');
}
