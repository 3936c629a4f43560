import vm from 'node:vm';
import { describe, expect, it } from 'vitest';
import { keepModuleFunctions } from './module-functions.ts';

const MODULE =
  "'use strict';async (__vite_ssr_exports__,__vite_ssr_import_meta__)=>{{let n = 0; __vite_ssr_exports__.next = () => ++n;\n}}";

function kept(): typeof vm.runInThisContext {
  const module = { runInThisContext: vm.runInThisContext };
  keepModuleFunctions(module);
  return module.runInThisContext;
}

describe('the function of a module', () => {
  it('is compiled once for the same text of the same file', () => {
    const run = kept();
    expect(run(MODULE, { filename: '/a.ts' })).toBe(run(MODULE, { filename: '/a.ts' }));
  });

  it('makes a new state at every call', async () => {
    const evaluate = kept()(MODULE, { filename: '/a.ts' }) as (exports: object) => Promise<void>;
    const [one, other] = [{}, {}] as { next: () => number }[];
    await evaluate(one as object);
    await evaluate(other as object);
    expect([one?.next(), one?.next(), other?.next()]).toEqual([1, 2, 1]);
  });

  it('is another one for another text, and for another file', () => {
    const run = kept();
    const first = run(MODULE, { filename: '/a.ts' });
    const changed = run(MODULE.replace('let n = 0', 'let n = 5'), { filename: '/a.ts' });
    expect(changed).not.toBe(first);
    expect(run(MODULE, { filename: '/b.ts' })).not.toBe(changed);
    expect(run(MODULE, { filename: '/a.ts' })).not.toBe(changed);
  });

  it('has the place of its file in what it throws', async () => {
    const run = kept();
    const code = "'use strict';async (__vite_ssr_exports__,x)=>{{throw new Error('here')\n}}";
    const evaluate = run(code, { filename: '/a.ts', columnOffset: -code.indexOf('throw') }) as () => Promise<void>;
    const error = await evaluate().catch((thrown: Error) => thrown);
    expect((error as Error).stack).toContain('/a.ts:1:7');
  });
});

it('what is no module of Vitest is run every time', () => {
  const run = kept();
  expect(run('({})', { filename: '/a.ts' })).not.toBe(run('({})', { filename: '/a.ts' }));
  expect(run('1 + 1')).toBe(2);
  expect(run(MODULE)).not.toBe(run(MODULE));
});

it('a module that does not compile fails every time', () => {
  const run = kept();
  const compile = () => run("'use strict';async (__vite_ssr_exports__,x)=>{{ let }}", { filename: '/a.ts' });
  expect(compile).toThrow(SyntaxError);
  expect(compile).toThrow(SyntaxError);
});
