#!/usr/bin/env node
/** What `killrate` starts: says in one line where Node is too old, before anything is loaded that would crash. */
export {};

const OLDEST_NODE = [22, 12];

const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
const [oldestMajor = 0, oldestMinor = 0] = OLDEST_NODE;
if (major < oldestMajor || (major === oldestMajor && minor < oldestMinor)) {
  process.stderr.write(
    `killrate: Node ${process.versions.node} is too old: killrate needs Node ${OLDEST_NODE.join('.')} or later\n`,
  );
  process.exitCode = 1;
} else {
  // Node keeps what it compiled for the next command, where it can.
  const { enableCompileCache } = await import('node:module');
  enableCompileCache();
  // It takes as long to load as the commands do.
  if (process.argv[2] === 'run') (await import('./engine/warm/warmed.ts')).warmUp();
  await import('./cli.ts');
}
