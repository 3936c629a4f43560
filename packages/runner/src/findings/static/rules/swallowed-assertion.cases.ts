/** Labelled examples of the rule `swallowed-assertion`. */
// biome-ignore-all lint/suspicious/noTemplateCurlyInString: examples are code in strings.
import type { LabelledCase } from '../labelled-case.ts';

export const rule = 'swallowed-assertion';

const PARSE = {
  'src/parse.ts':
    "export function parse(text) { if (text === '') throw new Error('empty'); return { ok: true, value: text }; }\nexport const bus = { on(name, listener) {}, emit(name) {} };\nexport const load = async (id) => id;\n",
};

function inTest(body: string, top = ''): string {
  return `import { expect, test, vi } from 'vitest';\nimport { bus, load, parse } from './src/parse';\n${top}\ntest('parses', async () => {\n  ${body}\n});\n`;
}

function flag(why: string, body: string, top?: string): LabelledCase {
  return { label: 'flag', source: 'own', why, code: inTest(body, top), also: PARSE, flags: 1 };
}

function silent(why: string, body: string, top?: string): LabelledCase {
  return { label: 'silent', source: 'own', why, code: inTest(body, top), also: PARSE };
}

export const cases: readonly LabelledCase[] = [
  silent(
    'a helper that tries again until it holds',
    "await eventually(() => {\n    expect(parse('a').value).toBe('a');\n  });",
    'async function eventually(run) {\n  for (let tries = 0; tries < 9; tries += 1) {\n    try {\n      await run();\n      return;\n    } catch {}\n  }\n  throw new Error("it never held");\n}',
  ),
  silent(
    'a helper that notes that it held',
    "expect(holds(() => {\n    expect(parse('a').value).toBe('a');\n  })).toBe(true);",
    'function holds(run) {\n  let isHeld = false;\n  try {\n    run();\n    isHeld = true;\n  } catch {}\n  return isHeld;\n}',
  ),
  ...[
    'try {\n    run();\n    return true;\n  } catch {\n    return false;\n  }',
    'try {\n    return run();\n  } catch (error) {\n    return error;\n  }',
  ].flatMap((body) => [
    flag(
      `a helper tells whether it held, and nobody asks: ${body}`,
      "attempt(() => expect(parse('a').value).toBe('a'));",
      `function attempt(run) {\n  ${body}\n}`,
    ),
    silent(
      `a helper that tells whether it held is asked: ${body}`,
      "const told = attempt(() => expect(parse('a').value).toBe('a'));\n  expect(told).toBe(true);",
      `function attempt(run) {\n  ${body}\n}`,
    ),
  ]),
  silent(
    'a helper that gives back only what failed is asked',
    "const failure = attempt(() => expect(parse('a').value).toBe('a'));\n  expect(failure).toBeUndefined();",
    'function attempt(run) {\n  try {\n    run();\n  } catch (error) {\n    return error;\n  }\n}',
  ),
  silent(
    'what is noted behind the assertion is looked at',
    'let done = false;\n  await load(1).then((id) => {\n    expect(id).toBe(1);\n    done = true;\n  }).catch(() => {});\n  expect(done).toBe(true);',
  ),
  silent(
    'what the chain gives is looked at',
    'const id = await load(1).then((given) => {\n    expect(given).toBe(1);\n  }).catch(() => null);\n  expect(id).not.toBeNull();',
  ),
  ...[
    'expect(error).toBeInstanceOf(Error);',
    'expect(error).toBeTruthy();',
    'expect(error).not.toBeNull();',
    'expect(error.message).toBeDefined();',
    'console.log(error);\n    expect(error).toBeDefined();',
  ].map((handler) =>
    flag(
      `the catch takes the failure for what it waits for: ${handler}`,
      `try {\n    parse('');\n    expect.unreachable('it must throw');\n  } catch (error) {\n    ${handler}\n  }`,
    ),
  ),
  flag(
    'the catch holds for a failed assertion as well',
    "try {\n    const { value } = parse('a');\n    expect(value).toBe('a');\n  } catch (error) {\n    expect(error).toBeInstanceOf(Error);\n  }",
  ),
  ...[
    "expect(error.message).toBe('empty');",
    'expect(error).toBeInstanceOf(RangeError);',
    "expect(error).toBeInstanceOf(Error);\n    expect(error.message).toContain('empty');",
    'expect(error).toBeInstanceOf(Error);\n    seen = error;',
    'expect(bus).toBeTruthy();\n    throw error;',
    'expect(error).not.toBeTruthy();',
    'expect.soft(error).toBeUndefined();',
    'expect(parse(error)).toBeDefined();',
  ].map((handler) =>
    silent(
      `the catch can tell the failure from what it waits for: ${handler}`,
      `let seen = null;\n  try {\n    parse('');\n    expect.unreachable('it must throw');\n  } catch (error) {\n    ${handler}\n  }\n  expect(seen).toBeNull();`,
    ),
  ),
  silent(
    'the assertions are counted, so that the one in the catch is missed',
    "expect.assertions(1);\n  try {\n    parse('');\n  } catch (error) {\n    expect(error).toBeInstanceOf(Error);\n  }",
  ),
  silent('a soft one', 'await load(1).then((id) => {\n    expect.soft(id).toBe(1);\n  }).catch(() => {});'),
  silent(
    'the console is listened to',
    "const heard = vi.spyOn(console, 'error');\n  await load(1).then((id) => expect(id).toBe(1)).catch(console.error);\n  expect(heard).not.toHaveBeenCalled();",
  ),
  silent(
    'only on a platform that the sources name',
    "if (isMac) expect(parse('a').ok).toBe(true);",
    "import { isMac } from './src/parse';",
  ),
  flag('only if the code has something', "bus.listening || expect(parse('a').ok).toBe(true);"),
  flag(
    'only if an export is set',
    "if (bus) {\n    noted();\n  } else {\n    expect(parse('a').ok).toBe(true);\n  }",
    'function noted() {}',
  ),
  silent(
    'only where the sources say that the platform can',
    "if (supportsStreams) expect(parse('a').ok).toBe(true);",
    "import { supportsStreams } from './src/parse';",
  ),
  flag(
    'what must not be reached is caught as well',
    "try {\n    parse('');\n    expect.fail('should have thrown');\n  } catch (error) {\n    console.debug(error);\n  }",
  ),
  silent(
    'what must not be reached, and what is caught is looked at',
    "try {\n    parse('');\n    expect.fail('should have thrown');\n  } catch (error) {\n    expect(error.message).toBe('empty');\n  }",
  ),
  flag('a promise’s catch swallows it', 'await load(1).then((id) => expect(id).toBe(1)).catch(() => {});'),
  flag('the second function of then swallows it', 'await load(1).then((id) => expect(id).toBe(1)).then(undefined, () => null);'),
  flag(
    'it is only logged',
    'await load(1).then((id) => {\n    expect(id).toBe(1);\n  }).finally(() => vi.useRealTimers()).catch(console.error);',
  ),
  flag('the catch of resolves swallows it', 'await expect(load(1)).resolves.toBe(1).catch(() => undefined);'),
  flag(
    'the catch of an async function swallows it',
    'await (async () => {\n    expect(await load(1)).toBe(1);\n  })().catch((error) => console.log(error));',
  ),
  flag(
    'a helper swallows it',
    "safely('parses', () => {\n    expect(parse('a').value).toBe('a');\n  });",
    'function safely(what, run) {\n  try {\n    run();\n  } catch (error) {\n    console.warn(what, error);\n  }\n}',
  ),
  silent(
    'a promise’s catch passes it on',
    'await load(1).then((id) => expect(id).toBe(1)).catch((error) => {\n    throw error;\n  });',
  ),
  silent(
    'a promise’s catch asserts',
    'await load(1).then((id) => expect(id).toBe(1)).catch((error) => expect(error).toBeNull());',
  ),
  silent(
    'what the catch gives is looked at',
    'const why = await load(1).then((id) => expect(id).toBe(1)).catch((error) => error);\n  expect(why).toBeUndefined();',
  ),
  silent('the catch comes before', 'await load(1).catch(() => {}).then((id) => expect(id).toBe(1));'),
  silent('the catch of another promise', 'load(2).catch(() => {});\n  await load(1).then((id) => expect(id).toBe(1));'),
  silent('a handler that nobody knows', 'await load(1).then((id) => expect(id).toBe(1)).catch(nobodyKnows);'),
  silent(
    'a helper that passes it on',
    "named('parses', () => {\n    expect(parse('a').value).toBe('a');\n  });",
    'function named(what, run) {\n  try {\n    run();\n  } catch (error) {\n    throw new Error(what, { cause: error });\n  }\n}',
  ),
  silent(
    'a helper that calls it outside of its try as well',
    "twice(() => {\n    expect(parse('a').value).toBe('a');\n  });",
    'function twice(run) {\n  try {\n    run();\n  } catch {}\n  run();\n}',
  ),
  silent(
    'a helper that hands it on within its try',
    "later(() => {\n    expect(parse('a').value).toBe('a');\n  });",
    'function later(run) {\n  try {\n    bus.on("parsed", run);\n  } catch {}\n  bus.emit("parsed");\n}',
  ),
  silent(
    'a helper with a try around a function that calls it',
    "wrapped(() => {\n    expect(parse('a').value).toBe('a');\n  });",
    'function wrapped(run) {\n  let go;\n  try {\n    go = () => run();\n  } catch {}\n  go();\n}',
  ),
  flag('only in a catch', "try {\n    parse('');\n  } catch (error) {\n    expect(error.message).toBe('empty');\n  }"),
  flag(
    'only in a catch, after an await',
    'try {\n    await load(-1);\n  } catch (error) {\n    expect(error).toBeInstanceOf(Error);\n  }',
  ),
  flag(
    'only in a catch, behind a guard',
    "try {\n    parse('');\n  } catch (error) {\n    if (error instanceof Error) expect(error.message).toBe('empty');\n  }",
  ),
  flag('only in a promise’s catch', "await load(-1).catch((error) => {\n    expect(error.message).toBe('no');\n  });"),
  flag('only where a promise fails', "await load(-1).then(null, (error) => expect(error.message).toBe('no'));"),
  flag('only if there is something', "const result = parse('a');\n  if (parse('b').ok) expect(result).toEqual({ ok: true });"),
  flag('only behind &&', "const result = parse('a');\n  parse('b').ok && expect(result).toEqual({ ok: true });"),
  flag(
    'only in one branch of a ternary',
    "const result = parse('a');\n  parse('b').ok ? expect(result).toEqual({ ok: true }) : undefined;",
  ),
  flag(
    'only in an else',
    "const result = parse('a');\n  const size = Object.keys(result).length;\n  if (size > 3) {\n    console.log(size);\n  } else {\n    expect(result).toEqual({ ok: true });\n  }",
  ),
  flag(
    'only in a case of a switch',
    "const result = parse('a');\n  const size = Object.keys(result).length;\n  switch (size) {\n    case 2:\n      expect(result).toEqual({ ok: true });\n  }",
  ),
  flag('only in a listener', "bus.on('parsed', (value) => {\n    expect(value).toBe('a');\n  });\n  bus.emit('parsed');"),
  flag('only in a double', "const listener = vi.fn((value) => {\n    expect(value).toBe('a');\n  });\n  bus.emit(listener);"),
  flag('an empty catch swallows it', "try {\n    expect(parse('a').value).toBe('b');\n  } catch {}"),
  flag(
    'a catch that only logs swallows it',
    "try {\n    expect(parse('a').value).toBe('b');\n  } catch (error) {\n    console.error(error);\n  }",
  ),
  flag(
    'an empty catch swallows one of two',
    "expect(parse('a').ok).toBe(true);\n  try {\n    expect(parse('a').value).toBe('b');\n  } catch {\n    // not yet\n  }",
  ),
  flag(
    'in both a catch and a condition',
    "let result = null;\n  try {\n    result = parse('');\n  } catch (error) {\n    expect(error.message).toBe('empty');\n  }\n  if (parse('b').ok) expect(result).toEqual({});",
  ),

  silent(
    'an assertion that always runs besides',
    "const result = parse('a');\n  expect(result.ok).toBe(true);\n  if (result.ok) expect(result.value).toBe('a');",
  ),
  silent(
    'counted',
    "expect.assertions(1);\n  try {\n    parse('');\n  } catch (error) {\n    expect(error.message).toBe('empty');\n  }",
  ),
  silent(
    'counted by a hook',
    "try {\n    parse('');\n  } catch (error) {\n    expect(error.message).toBe('empty');\n  }",
    "import { beforeEach } from 'vitest';\nbeforeEach(() => expect.hasAssertions());",
  ),
  silent(
    'must not get there',
    "try {\n    parse('');\n    expect.unreachable();\n  } catch (error) {\n    expect(error.message).toBe('empty');\n  }",
  ),
  silent(
    'fails by hand',
    "try {\n    parse('');\n    throw new Error('should have thrown');\n  } catch (error) {\n    expect(error.message).toBe('empty');\n  }",
  ),
  silent(
    'Node’s way to fail',
    "try {\n    parse('');\n    assert.fail('no error');\n  } catch (error) {\n    expect(error.message).toBe('empty');\n  }",
    "import assert from 'node:assert';",
  ),
  silent(
    'a flag is looked at in the end',
    "let error;\n  try {\n    parse('');\n  } catch (caught) {\n    error = caught;\n  }\n  expect(error.message).toBe('empty');",
  ),
  silent('a narrowing if', "const result = parse('a');\n  if (result.ok) {\n    expect(result.value).toBe('a');\n  }"),
  silent('a narrowing if, by its kind', "const result = parse('a');\n  if ('value' in result) expect(result.value).toBe('a');"),
  silent(
    'a narrowing if, by a guard',
    "const result = parse('a');\n  if (result instanceof Map) {\n    expect(result.get('a')).toBe(1);\n  }",
  ),
  silent(
    'both branches assert',
    "const result = parse('a');\n  const size = Object.keys(result).length;\n  if (size > 1) expect(result).toEqual({ ok: true });\n  else expect(result).toEqual({});",
  ),
  silent('a condition on the platform', "if (process.platform !== 'win32') {\n    expect(parse('/a').value).toBe('/a');\n  }"),
  silent('a condition on what the platform has', "if (Symbol) {\n    expect(parse('a').value).toBe('a');\n  }"),
  silent(
    'a condition of the suite',
    "if (isStrict) {\n    expect(parse('a').value).toBe('a');\n  }",
    'const isStrict = Math.random() > 2;',
  ),
  silent('a loop', "for (const text of ['a', 'b']) {\n    if (text) expect(parse(text).value).toBe(text);\n  }"),
  silent(
    'a helper asserts besides',
    "try {\n    check(parse(''));\n  } catch (error) {\n    expect(error.message).toBe('empty');\n  }\n  check(parse('a'));",
    'const check = (result) => expect(result.ok).toBe(true);',
  ),
  silent(
    'a callee that nobody knows may assert',
    "await verify();\n  try {\n    parse('');\n  } catch (error) {\n    expect(error.message).toBe('empty');\n  }",
    "import { verify } from './nowhere';",
  ),
  silent(
    'the catch hands it on',
    "try {\n    expect(parse('a').value).toBe('a');\n  } catch (error) {\n    throw new Error(`at a: ${error}`);\n  }",
  ),
  silent(
    'tries again until it holds',
    "while (true) {\n    try {\n      expect(parse('a').value).toBe('a');\n      break;\n    } catch {}\n  }",
  ),
  silent('a finally is no catch', "try {\n    expect(parse('a').value).toBe('a');\n  } finally {\n    console.log('done');\n  }"),
  silent(
    'a listener that the test waits for',
    "await new Promise<void>((resolve) => {\n    bus.on('parsed', (value) => {\n      expect(value).toBe('a');\n      resolve();\n    });\n    bus.emit('parsed');\n  });",
  ),
  silent(
    'a listener that is asked whether it ran',
    "const listener = vi.fn((value) => {\n    expect(value).toBe('a');\n  });\n  bus.on('parsed', listener);\n  expect(listener).toHaveBeenCalled();",
  ),
  {
    label: 'silent',
    source: 'own',
    why: 'cases of a table',
    code: "import { expect, test } from 'vitest';\nimport { parse } from './src/parse';\ntest.each([['a', true], ['', false]])('parses %s', (text, isRight) => {\n  if (isRight) expect(parse(text).value).toBe(text);\n});\n",
    also: PARSE,
  },
  silent(
    'narrowing to the asserted value itself',
    "const header = find('a');\n  if (header) expect(header).toMatch(/a/);",
    "import { find } from './src/parse';",
  ),
  flag(
    'another value decides',
    "const header = find('a');\n  const body = find('b');\n  if (header) expect(body).toMatch(/a/);",
    "import { find } from './src/parse';",
  ),
  flag('a listener of another name', "const stop = bus.onParsed((value) => {\n    expect(value).toBe('a');\n  });\n  stop();"),
  flag(
    'a helper throws where it cannot build what it gives back',
    "try {\n    parse(built('a'));\n  } catch (error) {\n    expect(error.message).toBe('empty');\n  }",
    "function built(text) {\n  const found = parsed(text);\n  if (found === null) throw new Error('cannot build it');\n  return found;\n}\nfunction parsed(text) {\n  if (text === '') throw new Error('expected a text');\n  return parse(text);\n}",
  ),
  flag(
    'a helper waits for what it gives back',
    "const text = await opened('a');\n  try {\n    parse(text);\n  } catch (error) {\n    expect(error.message).toBe('empty');\n  }",
    "function opened(text) {\n  return new Promise((resolve) => bus.on('open', () => resolve(text)));\n}",
  ),
  silent(
    'a helper throws where something is wrong',
    "try {\n    parse('');\n  } catch (error) {\n    expect(error.message).toBe('empty');\n  }\n  checked(parse('a'));",
    "function checked(result) {\n  if (!result.ok) throw new Error('not right');\n}",
  ),
  silent(
    'a helper that gives something back asserts on the way',
    "try {\n    parse(built('a'));\n  } catch (error) {\n    expect(error.message).toBe('empty');\n  }",
    "function built(text) {\n  expect(text).not.toBe('');\n  return text;\n}",
  ),
  flag('only where the asserted value is not there', "const result = parse('a');\n  result || expect(result).toBe(null);"),
  flag(
    'only in the else of the asserted value',
    "const result = parse('a');\n  if (result) parse('b');\n  else expect(result).toBe(null);",
  ),
  silent(
    'what the condition asks for is read in the branch',
    "const reply = parse('a');\n  if (reply) {\n    const text = await reply.text();\n    expect(text).toBe('a');\n  }",
  ),
  flag(
    'something else is read in the branch',
    "const reply = parse('a');\n  if (reply) {\n    const text = await load('b');\n    expect(text).toBe('a');\n  }",
  ),
  flag(
    'what the condition asks for is read where it does not hold',
    "const reply = parse('a');\n  if (reply) {\n    bus.emit('a');\n  } else {\n    const text = await reply.text();\n    expect(text).toBe('a');\n  }",
  ),
  silent(
    'a symbol of the platform behind a name',
    "const key = Symbol.asyncDispose;\n  const result = parse('a');\n  if (key) {\n    expect(typeof result[key]).toBe('function');\n  }",
  ),
  silent(
    'what the file system makes of names',
    "const one = await lstat('a');\n  const other = await lstat('A');\n  if (one.ino !== other.ino) {\n    const result = parse('a');\n    expect(result.ok).toBe(true);\n  }",
    "import { lstat } from 'node:fs/promises';",
  ),
  flag(
    'what the unit makes of names',
    "const one = await load('a');\n  const other = await load('A');\n  if (one.ino !== other.ino) {\n    const result = parse('a');\n    expect(result.ok).toBe(true);\n  }",
  ),
  silent(
    'the condition is the function that is called',
    "const listener = parse('a').listener;\n  if (listener) {\n    expect(listener('b')).toBe('b');\n  }",
  ),
  silent(
    'what the condition names leads to what is asserted',
    "const all = parse('a');\n  const key = Object.keys(all).find((name) => name.startsWith('b'));\n  if (key) {\n    const found = all[key];\n    expect(found).toBe('b');\n  }",
  ),
  silent(
    'the file of the condition is read',
    "const path = parse('a').value;\n  if (await load(path)) {\n    const text = await read(path);\n    expect(text).toBe('b');\n  }",
    "import { readFile as read } from 'node:fs/promises';",
  ),
  silent(
    'what the condition asks for leads to what is asserted, name by name',
    "const result = parse('a');\n  if (result.ok) {\n    const clause = result.value.where;\n    const nested = clause.and[0];\n    expect(nested).toBe('b');\n  }",
  ),
  silent(
    'what the condition asks for is read, and what it read is decoded',
    "const reader = parse('a').reader;\n  if (reader) {\n    const { value } = await reader.read();\n    const text = new TextDecoder().decode(value);\n    expect(text).toBe('b');\n  }",
  ),
  flag(
    'names that lead elsewhere',
    "const result = parse('a');\n  if (result.ok) {\n    const other = await load('b');\n    const text = other.text;\n    expect(text).toBe('b');\n  }",
  ),
  flag(
    'only in a promise’s catch, of what helpers of the tests put together',
    "const { bus } = together();\n  await bus.load(-1).catch((error) => {\n    expect(error.message).toBe('no');\n  });",
    'const made = () => ({ bus: load.bind(null) });\nconst together = () => ({ ...made(), other: 1 });',
  ),
];
