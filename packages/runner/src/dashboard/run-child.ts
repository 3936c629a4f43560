/** The entry of a run that a dashboard started: the command itself, which ends when its parent is gone. */
process.stdin.resume().once('end', () => process.kill(process.pid, 'SIGTERM'));
await import('../bin.ts');
