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
  const { enableCompileCache, registerHooks } = await import('node:module');
  enableCompileCache();
  // Of the languages that zod brings one is used; to load them all takes longer than to load the rest of it.
  registerHooks?.({
    resolve: (specifier, context, next) => {
      const isAll = specifier === '../locales/index.js' && context.parentURL?.includes('/zod/') === true;
      return next(isAll ? '../locales/en.js' : specifier, context);
    },
  });
  // It takes as long to load as the commands do.
  if (process.argv[2] === 'run') (await import('./engine/warm/warmed.ts')).warmUp();
  await import('./cli.ts');
}
