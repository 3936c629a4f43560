import { describe, expect, test } from 'vitest';
import { DEFAULT_LOGGING_CALLEES } from '../../config/config.ts';
import { instrument } from './instrument.fixture.ts';
import { createLoggingIgnorer } from './logging-ignorer.ts';

/** Stryker's own instrumenter with the ignorer: which mutants of a source are left alone, and why. */
async function mutantsOf(source: string, callees: readonly string[] = DEFAULT_LOGGING_CALLEES) {
  const mutants = await instrument('src/a.ts', source, [createLoggingIgnorer(callees)]);
  return {
    ignored: mutants.filter((mutant) => mutant.ignoreReason !== null),
    kept: mutants.filter((mutant) => mutant.ignoreReason === null),
    reasons: [...new Set(mutants.flatMap((mutant) => mutant.ignoreReason ?? []))],
  };
}

const namesOf = (mutants: { mutator: string }[]) => [...new Set(mutants.map(({ mutator }) => mutator))].sort();

describe('a statement that only logs is left alone', () => {
  test.each<[code: string, callee: string]>([
    ["console.log('a' + 'b');", 'console.log'],
    ["console.error('a', x > 1 ? 'b' : 'c');", 'console.error'],
    ['logger.info({ a: 1 });', 'logger.info'],
    ["this.logger.warn('x');", 'this.logger.warn'],
    ["this.#logger.warn('x');", 'this.logger.warn'],
    ["request.log.info('x');", 'request.log.info'],
    ["app.context.logger.debug('x');", 'app.context.logger.debug'],
    ["logger?.info('x');", 'logger.info'],
    ["this.logger?.info?.('x');", 'this.logger.info'],
    ["debug('x');", 'debug'],
    ["console.log(() => { return 'deep' + 'er'; });", 'console.log'],
  ])('%s', async (code, callee) => {
    const { ignored, kept, reasons } = await mutantsOf(`class A { #logger; m(x) { let y = x; ${code} } }`);
    expect(reasons).toEqual([`logging: a call of ${callee} is not mutated`]);
    expect(ignored.length).toBeGreaterThan(0);
    expect(namesOf(kept)).toEqual(['BlockStatement']);
  });
});

describe('what does more than log is mutated', () => {
  test.each([
    "const message = console.log('a');",
    "save('a'), console.log;",
    "return logger.info('a');",
    "total += logger.count('a');",
    "consoles.log('a');",
    "console['lo' + 'g']('a');",
    "console('a');",
    "other.debug('a');",
    "dialog.log('a');",
    "logs.push('a');",
    "getLogger('a').info();",
    "new Logger('a');",
    "audit(console.log, 'a');",
  ])('%s', async (code) => {
    const { ignored, kept } = await mutantsOf(`function f(x, total) { let y = x; ${code} }`);
    expect(ignored).toEqual([]);
    expect(namesOf(kept)).toContain('StringLiteral');
  });

  test('the statements around a call that logs', async () => {
    const { ignored, kept } = await mutantsOf("function f(a) { console.log('x'); return a > 1 ? 'y' : 'z'; }");
    expect(namesOf(ignored)).toEqual(['CallExpression', 'StringLiteral']);
    expect(namesOf(kept)).toEqual(['BlockStatement', 'ConditionalExpression', 'EqualityOperator', 'StringLiteral']);
  });

  test('the condition that a call to log hangs on', async () => {
    const { ignored, kept } = await mutantsOf("function f(a) { let b = a; if (a > 1) { console.log('x'); } return a; }");
    expect(namesOf(ignored)).toEqual(['BlockStatement', 'CallExpression', 'StringLiteral']);
    expect(namesOf(kept)).toEqual(['BlockStatement', 'ConditionalExpression', 'EqualityOperator']);
  });
});

describe('blocks and arrow functions', () => {
  test('of nothing but logging are left alone as a whole', async () => {
    expect((await mutantsOf("function f() { console.log('a'); logger.info('b'); }")).kept).toEqual([]);
    expect((await mutantsOf("const f = promise.catch(() => { console.error('a'); });")).kept).toEqual([]);
    expect((await mutantsOf("const f = promise.catch((error) => console.error('a', error));")).kept).toEqual([]);
  });

  test('of logging and something else are mutated', async () => {
    expect(namesOf((await mutantsOf("function f() { console.log('a'); save(); }")).kept)).toEqual([
      'BlockStatement',
      'CallExpression',
    ]);
    expect(namesOf((await mutantsOf('const f = () => save(console.log);')).kept)).toEqual(['ArrowFunction']);
  });

  test('that are empty are none of logging', async () => {
    expect((await mutantsOf('function f() {} const g = () => {};')).ignored).toEqual([]);
  });
});

describe('which calls log', () => {
  const isIgnored = async (code: string, ...callees: string[]) =>
    (await mutantsOf(`${code} x = 'kept';`, callees)).ignored.length > 0;

  test('is for the config to say: nothing, where it names nothing', async () => {
    expect(await isIgnored("console.log('a');")).toBe(false);
  });

  test.each<[callee: string, code: string, ignored: boolean]>([
    ['report.log', "report.log('a');", true],
    ['report.log', "this.report.log('a');", true],
    ['report.log', "report.send('a');", false],
    ['report.*', "report.send('a');", true],
    ['report.*', "report('a');", false],
    ['report.*', "report.deep.send('a');", false],
    ['report.deep.*', "report.deep.send('a');", true],
    ['trace', "trace('a');", true],
    ['trace', "x.trace('a');", false],
  ])('%s, %s: %s', async (callee, code, ignored) => {
    expect(await isIgnored(code, callee)).toBe(ignored);
  });
});
