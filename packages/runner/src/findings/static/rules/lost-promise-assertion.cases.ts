/** Labelled examples of the rule `lost-promise-assertion`. */
import type { LabelledCase } from '../labelled-case.ts';

export const rule = 'lost-promise-assertion';

function inTest(body: string, head = 'async () =>'): string {
  return `import { expect, test, vi } from 'vitest';\nimport { load, store } from './load';\n\ntest('loads', ${head} {\n  ${body}\n});\n`;
}

function flag(why: string, body: string, head?: string, flags = 1): LabelledCase {
  return { label: 'flag', source: 'own', why, code: inTest(body, head), flags };
}

function silent(why: string, body: string, head?: string): LabelledCase {
  return { label: 'silent', source: 'own', why, code: inTest(body, head) };
}

/** A helper beside a test that uses it; each body is that of one of them. */
function withHelper(label: 'flag' | 'silent', why: string, helper: string, body: string, head = '() =>'): LabelledCase {
  const top = `import { expect, test, vi } from 'vitest';\nimport { load, store } from './load';\n${helper}\n`;
  const code = `${top}test('loads', ${head} {\n  ${body}\n});\n`;
  return { label, source: 'own', why, code, ...(label === 'flag' && { flags: 1 }) };
}

const LATER = 'async function expectLoaded(id, value) {\n  const loaded = await load(id);\n  expect(loaded).toBe(value);\n}';

export const cases: readonly LabelledCase[] = [
  flag(
    'a place that must not be reached, in a promise that nobody waits for',
    'load(1).then(\n    () => expect.unreachable(),\n    (error) => {\n      expect(error.code).toBe(4);\n    },\n  );',
    '() =>',
  ),
  withHelper('flag', 'in an async helper that is thrown away', LATER, 'void expectLoaded(1, 2);'),
  withHelper('flag', 'in an async helper that nobody waits for', LATER, 'expectLoaded(1, 2);'),
  withHelper(
    'flag',
    'the same in an async test that waits for nothing',
    LATER,
    'store(1);\n  expectLoaded(1, 2);',
    'async () =>',
  ),
  withHelper(
    'flag',
    'in a helper whose assertion is all that waits',
    'const expectLoaded = async (id, value) => {\n  expect(await load(id)).toBe(value);\n};',
    'expectLoaded(1, 2);',
  ),
  withHelper(
    'flag',
    'in a loop that awaits, of an async helper that is thrown away',
    'async function expectAll(ids) {\n  for await (const loaded of store(ids)) expect(loaded).toBe(1);\n}',
    'void expectAll([1, 2]);',
  ),
  withHelper(
    'silent',
    'in a loop that awaits, of an async helper that is awaited',
    'async function expectAll(ids) {\n  for await (const loaded of store(ids)) expect(loaded).toBe(1);\n}',
    'await expectAll([1, 2]);',
    'async () =>',
  ),
  withHelper('silent', 'in an async helper that is awaited', LATER, 'await expectLoaded(1, 2);', 'async () =>'),
  withHelper('silent', 'in an async helper that is returned', LATER, 'return expectLoaded(1, 2);'),
  withHelper(
    'silent',
    'in an async helper before something else is awaited',
    LATER,
    'expectLoaded(1, 2);\n  await load(3);',
    'async () =>',
  ),
  withHelper(
    'silent',
    'in an async helper that asserts at once',
    'async function expectLoaded(id, value) {\n  expect(store(id)).toBe(value);\n  await load(id);\n}',
    'expectLoaded(1, 2);',
  ),
  withHelper(
    'silent',
    'in an async helper that may assert at once',
    'async function expectLoaded(id, value) {\n  if (id > 1) await load(id);\n  expect(store(id)).toBe(value);\n}',
    'expectLoaded(1, 2);',
  ),
  withHelper('silent', 'in a helper that is counted', LATER, 'expect.assertions(1);\n  expectLoaded(1, 2);'),
  withHelper('silent', 'in a helper whose promise is kept', LATER, 'const done = expectLoaded(1, 2);\n  return done;'),
  withHelper('silent', 'a callback waits for a helper', LATER, 'return load(1).then(() => {\n    expectLoaded(1, 2);\n  });'),
  silent(
    'counted, behind each assertion',
    'let passed = 0;\n  await Promise.allSettled([1, 2].map(async (id) => {\n    expect(await load(id)).toBe(id);\n    passed += 1;\n  }));\n  expect(passed).toBe(2);',
  ),
  silent(
    'caught and kept, within what is settled',
    'const failed = [];\n  await Promise.allSettled([1, 2].map(async (id) => {\n    try {\n      expect(await load(id)).toBe(id);\n    } catch (error) {\n      failed.push(error);\n    }\n  }));\n  expect(failed).toEqual([]);',
  ),
  silent(
    'soft ones, settled',
    'await Promise.allSettled([1, 2].map(async (id) => {\n    expect.soft(await load(id)).toBe(id);\n  }));',
  ),
  silent(
    'waited for by a matcher of another kind',
    'const check = load(1).then((value) => expect(value).toBe(1));\n  await expect(check).to.eventually.equal(undefined);',
  ),
  silent(
    'noted beside what is awaited',
    'let isChecked = false;\n  const loading = load(1);\n  loading.then((value) => {\n    expect(value).toBe(1);\n    isChecked = true;\n  });\n  await loading;\n  expect(isChecked).toBe(true);',
  ),
  flag('in then, of a plain test', 'load(1).then((value) => {\n    expect(value).toBe(1);\n  });', '() =>'),
  flag('in then, of an async test', 'load(1).then((value) => expect(value).toBe(1));'),
  flag('in catch', "load(-1).catch((error) => {\n    expect(error.message).toBe('no');\n  });"),
  flag('in finally', 'load(1).finally(() => {\n    expect(store.size).toBe(1);\n  });'),
  flag('in the second function of then', 'load(1).then(null, (error) => expect(error).toBeNull());'),
  flag(
    'at the end of a longer chain',
    'load(1).then((value) => value + 1).then((value) => expect(value).toBe(2)).finally(() => store.clear());',
  ),
  flag('kept in a variable that nobody reads', 'const check = load(1).then((value) => expect(value).toBe(1));'),
  flag(
    'kept in a variable that is overwritten',
    'let check = load(1).then((value) => expect(value).toBe(1));\n  check = load(2);\n  await check;',
  ),
  flag('in a chain within a chain', 'await load(1).then(() => {\n    load(2).then((value) => expect(value).toBe(2));\n  });'),
  flag('async callbacks of forEach', '[1, 2].forEach(async (id) => {\n    expect(await load(id)).toBe(id);\n  });'),
  flag(
    'async callbacks of a map that nobody collects',
    '[1, 2].map(async (id) => {\n    expect(await load(id)).toBe(id);\n  });',
  ),
  flag('an async function that is called on the spot', '(async () => {\n    expect(await load(1)).toBe(1);\n  })();', '() =>'),
  flag('a promise given back to forEach', '[1, 2].forEach((id) => load(id).then((value) => expect(value).toBe(id)));'),
  flag('rejects without await', "expect(load(-1)).rejects.toThrow('no');"),
  flag('resolves without await, in a plain test', 'expect(load(1)).resolves.toBe(1);', '() =>'),
  flag('a poll without await', 'expect.poll(() => store.size).toBe(1);'),
  flag('resolves in forEach', '[1, 2].forEach((id) => expect(load(id)).resolves.toBe(id));'),
  flag(
    'two promises',
    'load(1).then((value) => expect(value).toBe(1));\n  load(2).then((value) => expect(value).toBe(2));',
    '() =>',
    2,
  ),
  flag('waiting that nobody waits for', 'vi.waitFor(() => {\n    expect(store.size).toBe(1);\n  });', '() =>'),
  flag(
    'something else is awaited afterwards',
    'load(1).then((value) => expect(value).toBe(1));\n  expect(await load(2)).toBe(2);',
  ),

  flag(
    'looked at, and not waited for',
    'const check = load(1).then((value) => expect(value).toBe(1));\n  expect(check).toBeInstanceOf(Promise);',
    '() =>',
  ),
  flag(
    'logged, and not waited for',
    'const check = load(1).then((value) => expect(value).toBe(1));\n  console.log(check);',
    '() =>',
  ),
  flag(
    'overwritten by a pattern',
    'let check = load(1).then((value) => expect(value).toBe(1));\n  ({ check } = store);\n  store.clear();',
    '() =>',
  ),
  flag(
    'waited for by what fails with nothing',
    'await Promise.allSettled([1, 2].map(async (id) => {\n    expect(await load(id)).toBe(id);\n  }));',
  ),
  flag(
    'given back by what fails with nothing',
    'return Promise.allSettled([load(1).then((value) => expect(value).toBe(1))]);',
    '() =>',
  ),
  flag(
    'kept in a list, and waited for by what fails with nothing',
    'const checks = [1, 2].map((id) => load(id).then((value) => expect(value).toBe(id)));\n  await Promise.allSettled(checks);\n  await store.settle();',
  ),
  flag(
    'waited for by what fails with nothing, and only logged',
    'const outcomes = await Promise.allSettled([load(1).then((value) => expect(value).toBe(1))]);\n  console.debug(outcomes.length);',
  ),
  {
    label: 'flag',
    source: 'own',
    why: 'resolves as the module is evaluated, and in a group',
    code: "import { expect, describe, test } from 'vitest';\nimport { load } from './load';\nexpect(load(1)).resolves.toBe(1);\ndescribe('loads', () => {\n  expect(load(2)).resolves.toBe(2);\n});\n",
    flags: 2,
  },
  {
    label: 'silent',
    source: 'own',
    why: 'resolves that the module waits for',
    code: "import { expect } from 'vitest';\nimport { load } from './load';\nawait expect(load(1)).resolves.toBe(1);\nexpect.extend({ toLoad(id) {\n  expect(load(id)).resolves.toBe(id);\n  return { pass: true };\n} });\n",
  },
  silent(
    'looked at by what waits',
    'const check = load(1).then((value) => expect(value).toBe(1));\n  await expect(check).resolves.toBeUndefined();',
  ),
  silent(
    'read by a pattern',
    'const check = load(1).then((value) => expect(value).toBe(1));\n  await Promise.all([{ check }].map((each) => each.check));',
  ),
  silent(
    'what is told of each promise is looked at',
    'const results = await Promise.allSettled([1, 2].map(async (id) => {\n    expect(await load(id)).toBe(id);\n  }));\n  expect(results.every(({ status }) => status === "fulfilled")).toBe(true);',
  ),
  silent(
    'a list that is waited for twice',
    'const checks = [1, 2].map((id) => load(id).then((value) => expect(value).toBe(id)));\n  await Promise.allSettled(checks);\n  await Promise.all(checks);',
  ),
  silent('an unknown matcher', 'expect(load(1)).toResolveWith(1);'),
  flag('a promise taken apart', 'const { status } = load(1).then((value) => expect(value).toBe(1));'),
  silent(
    'what a promise gave, taken apart',
    'const { status } = await load(1).then((value) => { expect(value).toBe(1); return value; });',
  ),

  silent('awaited', 'await load(1).then((value) => expect(value).toBe(1));'),
  silent('returned', 'return load(1).then((value) => expect(value).toBe(1));', '() =>'),
  {
    label: 'silent',
    source: 'own',
    why: 'given back by the arrow of the test',
    code: "import { expect, test } from 'vitest';\nimport { load } from './load';\n\ntest('loads', () => load(1).then((value) => expect(value).toBe(1)));\n",
  },
  silent('collected', 'await Promise.all([1, 2].map(async (id) => {\n    expect(await load(id)).toBe(id);\n  }));'),
  silent(
    'collected by a list',
    'const checks = [];\n  checks.push(load(1).then((value) => expect(value).toBe(1)));\n  await Promise.all(checks);',
  ),
  silent(
    'collected by a variable',
    'const checks = [1, 2].map((id) => load(id).then((value) => expect(value).toBe(id)));\n  await Promise.all(checks);',
  ),
  silent(
    'kept and awaited later',
    'const check = load(1).then((value) => expect(value).toBe(1));\n  store.clear();\n  await check;',
  ),
  silent('kept and returned later', 'const check = load(1).then((value) => expect(value).toBe(1));\n  return check;', '() =>'),
  silent(
    'a chain within a chain that is given back',
    'await load(1).then(() => load(2).then((value) => expect(value).toBe(2)));',
  ),
  silent(
    'settles the promise that is awaited',
    'await new Promise<void>((resolve, reject) => {\n    load(1).then((value) => {\n      expect(value).toBe(1);\n      resolve();\n    }).catch(reject);\n  });',
  ),
  silent(
    'a test that says when it is done',
    'load(1).then((value) => {\n    expect(value).toBe(1);\n    done();\n  });',
    '(done) =>',
  ),
  silent('counted', 'expect.assertions(1);\n  load(1).then((value) => expect(value).toBe(1));'),
  silent('time is waited for afterwards', 'load(1).then((value) => expect(value).toBe(1));\n  await vi.runAllTimersAsync();'),
  flag(
    'the promise is awaited afterwards, and not what hangs on it',
    'const loading = load(1);\n  loading.then((value) => expect(value).toBe(1));\n  await loading;',
  ),
  silent('awaited rejects', "await expect(load(-1)).rejects.toThrow('no');"),
  silent('returned resolves', 'return expect(load(1)).resolves.toBe(1);', '() =>'),
  silent('collected resolves', 'await Promise.all([expect(load(1)).resolves.toBe(1), expect(load(2)).resolves.toBe(2)]);'),
  silent('plain callbacks', '[1, 2].forEach((id) => {\n    expect(store.has(id)).toBe(true);\n  });'),
  silent('an async function that is awaited on the spot', 'await (async () => {\n    expect(await load(1)).toBe(1);\n  })();'),
  silent('a listener', "store.on('loaded', async (value) => {\n    expect(value).toBe(1);\n  });\n  await load(1);"),
  silent('a loop that awaits', 'for (const id of [1, 2]) {\n    expect(await load(id)).toBe(id);\n  }'),
  silent('a chain without assertions', 'load(1).then(() => store.clear());\n  expect(store.size).toBe(0);'),
  silent(
    'failures are handed on',
    'load(1).then((value) => expect(value).toBe(1)).then(finish, fail);\n  function finish() {}\n  function fail(error) {\n    store.error = error;\n  }',
  ),
  {
    label: 'silent',
    source: 'own',
    why: 'a command of another kind',
    code: "it('shows', () => {\n  cy.get('a').then((link) => {\n    expect(link).to.have.length(1);\n  });\n});\n",
  },
  flag('collected, and the collection let go', 'Promise.all([expect(load(1)).resolves.toBe(1)]);', '() =>'),
  flag('kept in a list that nobody reads', 'const all = [expect(load(1)).resolves.toBe(1)];', '() =>'),
  flag('awaited behind the end', 'const check = load(1).then((value) => expect(value).toBe(1));\n  return;\n  await check;'),
  flag('a matcher that is known to give a promise', 'expect(load(1)).toResolve();'),
  flag(
    'something else is awaited within an await',
    'const check = load(1).then((value) => expect(value).toBe(1));\n  await store.put(await load(2));',
  ),
  flag(
    'nothing is waited for by a list without promises',
    'const check = load(1).then((value) => expect(value).toBe(1));\n  await Promise.all([]);',
  ),
  flag(
    'other promises are collected',
    'const other = load(2);\n  const check = load(1).then((value) => expect(value).toBe(1));\n  await Promise.all([other]);',
  ),
  flag(
    'resolves beside one that is returned',
    'expect(load(1)).resolves.toBe(1);\n  return expect(load(-1)).rejects.toThrow();',
    '() =>',
  ),
  flag('resolves within a promise of the test', 'Promise.resolve(expect(load(1)).resolves.toBe(1));', '() =>'),
  flag(
    'resolves that are collected, and the collection let go',
    'Promise.all([expect(load(1)).resolves.toBe(1), expect(load(2)).resolves.toBe(2)]);\n  await load(3);',
    undefined,
    2,
  ),
  flag(
    'in a timer, of a plain test',
    'const value = store.get(1);\n  setTimeout(() => {\n    expect(value).toBe(1);\n  }, 20);',
    '() =>',
  ),
  flag('in a timer, after what is awaited', 'const value = await load(1);\n  setTimeout(() => expect(value).toBe(1), 0);'),
  flag(
    'in a timer that is set in then',
    'load(1).then((value) => {\n    setTimeout(() => expect(value).toBe(1), 5);\n  });',
    '() =>',
  ),
  flag('in a timer that is put away', 'const timer = setInterval(() => expect(store.size).toBe(1), 5);', '() =>'),
  silent(
    'in a timer that ends the test',
    'const value = store.get(1);\n  setTimeout(() => {\n    expect(value).toBe(1);\n    done();\n  }, 20);',
    '(done) =>',
  ),
  silent(
    'in a timer that settles what is awaited',
    'await new Promise((resolve) => {\n    setTimeout(() => {\n      expect(store.size).toBe(1);\n      resolve();\n    }, 5);\n  });',
  ),
  silent('in a timer before something is awaited', 'setTimeout(() => expect(store.size).toBe(1), 0);\n  await load(1);'),
  silent(
    'in a timer that the test moves on',
    'setTimeout(() => expect(store.size).toBe(1), 20);\n  vi.advanceTimersByTime(20);',
    '() =>',
  ),
  silent(
    'in a timer that is taken back',
    'const timer = setInterval(() => expect(store.size).toBe(1), 5);\n  clearInterval(timer);',
    '() =>',
  ),
  silent('in a timer of its own', 'store.setTimeout(() => expect(store.size).toBe(1), 5);', '() =>'),
  silent('in what runs before the test is over', 'queueMicrotask(() => expect(store.size).toBe(1));'),
  silent(
    'resolves of a promise that is awaited',
    'const loading = load(1);\n  expect(loading).resolves.toBe(1);\n  await loading;',
  ),
  ...(
    [
      ['flag', 'a lookup of testing-library that nobody waits for', "screen.findByText('Ann');"],
      ['flag', 'such a lookup that is only looked at', "const found = screen.findByText('Ann');\n  expect(found).toBeDefined();"],
      ['silent', 'such a lookup that is waited for', "await screen.findByText('Ann');"],
      ['silent', 'a lookup that throws at once', "screen.getByText('Ann');"],
      ['flag', 'a request of supertest that is never sent', "request(app).get('/').expect(200);"],
      ['flag', 'such requests in a list that is dropped', "['a', 'b'].map((path) => request(app).get(path).expect(200));"],
      ['silent', 'such a request that is waited for', "await request(app).get('/').expect(200);"],
      ['silent', 'such a request that is given back', "return request(app).get('/').expect(200);"],
      ['silent', 'such a request that tells when it ends', "request(app).get('/').expect(200).end(finish);"],
      [
        'flag',
        'a property that waits',
        'fc.assert(fc.asyncProperty(fc.integer(), async (id) => { expect(await load(id)).toBe(id); }));',
      ],
      [
        'silent',
        'a property that is waited for',
        'await fc.assert(fc.asyncProperty(fc.integer(), async (id) => { expect(await load(id)).toBe(id); }));',
      ],
      [
        'silent',
        'a property that does not wait',
        'fc.assert(fc.property(fc.integer(), (id) => { expect(load(id)).toBe(id); }));',
      ],
    ] as const
  ).map(
    ([label, why, body]): LabelledCase => ({
      ...{ label, source: 'own', why },
      code: `import { screen } from '@testing-library/react';\nimport fc from 'fast-check';\nimport request from 'supertest';\nimport { expect, test } from 'vitest';\nimport { app, load } from './load';\ntest('loads', async () => {\n  ${body}\n});\n`,
    }),
  ),
];
