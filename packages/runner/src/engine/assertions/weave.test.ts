import { describe, expect, it } from 'vitest';
import { weave } from './weave.ts';

const ALL = () => true;
const NONE = () => false;

function woven(text: string, { path = 'a.test.ts', isCompared = NONE } = {}): string | null {
  return weave(path, text, isCompared)?.code ?? null;
}

/** The sites of a text, without its path. */
function sites(text: string, path = 'a.test.ts'): string[] {
  return (weave(path, text, NONE)?.sites ?? []).map((site) => site.slice(path.length + 1));
}

const met = (place: string) => `...__killrate__.watch.met("a.test.ts:${place}")`;

describe('a call of a matcher', () => {
  it('gets one more argument, behind all others', () => {
    expect(woven('expect(f(1)).toBe(2);')).toBe(`expect(f(1)).toBe(2, ${met('1:1')});`);
    expect(woven('expect(a).toBeNull();')).toBe(`expect(a).toBeNull(${met('1:1')});`);
    expect(woven('expect(a).toTake(...b);')).toBe(`expect(a).toTake(...b, ${met('1:1')});`);
  });

  it('keeps commas, brackets and comments at its end', () => {
    expect(woven('expect(a).toBe((1, 2), );')).toBe(`expect(a).toBe((1, 2), ${met('1:1')}, );`);
    expect(woven('expect(a).toBe(1 // one\n);')).toBe(`expect(a).toBe(1, ${met('1:1')} // one\n);`);
    expect(woven('expect(a).toBeNull(// none\n);')).toBe(`expect(a).toBeNull(// none\n${met('1:1')});`);
  });

  it('is the first behind the call of expect', () => {
    expect(woven("expect(a).to.have.property('b').that.equals(1);")).toBe(
      `expect(a).to.have.property('b', ${met('1:1')}).that.equals(1);`,
    );
  });

  it.each([
    ['await expect(p).resolves.toBe(1);', ['1:7']],
    ['expect.soft(a).toBe(1);', ['1:1']],
    ['expect.poll(f).toBe(1);', ['1:1']],
    ['t.expect(a).toBe(1);', ['1:1']],
    ['(expect(a) as any)!.toFoo<T>(1);', ['1:1']],
    ['expect(a)?.toBe?.(1);', ['1:1']],
    ['function* g() { expect(yield 1).toBe(yield 2); }', ['1:17']],
    ["import { expect as that } from 'vitest'; that(a).toBe(1);", ['1:42']],
    ["import check, { ok as yes } from 'node:assert'; check(a); check.equal(a, b); yes(a);", ['1:49', '1:59', '1:78']],
    ['assert(a); assert.strict.equal(a, b);', ['1:1', '1:12']],
    ['expect(() => expect(a).toBe(1)).toThrow();', ['1:14', '1:1']],
  ])('stands in %s', (text, places) => {
    expect(sites(text)).toEqual(places);
  });

  it.each([
    'expect(a);',
    'expect(a).toBe;',
    'expect.assertions(1); expect.extend({}); expect.unreachable();',
    'assert.fail(); chai.assert.fail();',
    'request(app).expect(200).expect("x").end(done); agent.expect(200).end(done);',
    "import { assert } from './assert.ts'; assert(a); expect(() => assert(a)); assert.equal(a, b);",
    'console.log("expect(a).toBe(1)"); // expect(a).toBe(1)',
    'expected(a).toBe(1);',
  ])('stands not in %s', (text) => {
    expect(woven(text)).toBe(null);
  });
});

describe('a property that asserts', () => {
  it('is read by a name that tells', () => {
    expect(woven('expect(a).to.be\n  .true;')).toBe('expect(a).to.be\n  [__killrate__.watch.named("a.test.ts:1:1", "true")];');
    expect(sites('const f = () => expect(a).to.be.ok;')).toEqual(['1:17']);
    expect(sites('async function f() { return await expect(a).to.be.empty; }')).toEqual(['1:35']);
  });

  it('stays as it is where something is done with it, a comment stands before it, or it asserts nothing', () => {
    expect(woven('const a = expect(b).to.be.true;')).toBe(null);
    expect(woven('expect(b).to.be /* so. */ .true;')).toBe(null);
    expect(woven('expect(b).to.be;')).toBe(null);
  });
});

describe('an assertion that is compared', () => {
  it('tells both of its sides', () => {
    expect(woven('expect(a).toBe((b));', { isCompared: ALL })).toBe(
      'expect(__killrate__.watch.actual("a.test.ts:1:1", a)).toBe(__killrate__.watch.expected("a.test.ts:1:1", (b)), ...__killrate__.watch.compared("a.test.ts:1:1"));',
    );
    expect(woven('assert.equal(a, b, "why");', { isCompared: ALL })).toBe(
      'assert.equal(__killrate__.watch.actual("a.test.ts:1:1", a), __killrate__.watch.expected("a.test.ts:1:1", b), "why", ...__killrate__.watch.compared("a.test.ts:1:1"));',
    );
  });

  it('is only counted where it has no two sides', () => {
    expect(woven('expect(a).toBeNull();', { isCompared: ALL })).toBe(`expect(a).toBeNull(${met('1:1')});`);
    expect(woven('expect(...a).toBe(1);', { isCompared: ALL })).toBe(`expect(...a).toBe(1, ${met('1:1')});`);
  });

  it('may hold another', () => {
    const code = woven('expect(expect(a).toBe(1)).toBe(expect(b).toBe(2));', { isCompared: ALL }) ?? '';
    expect(() => new Function('expect', '__killrate__', 'a', 'b', code)).not.toThrow();
    expect(code.match(/actual\("a\.test\.ts:1:1", expect\(/g)).toHaveLength(1);
  });
});

describe('a script', () => {
  it('keeps its lines', () => {
    const text =
      "import { expect } from 'vitest';\r\n\r\nexpect(`\n`).toBe(\n  // one\n  '\\n',\n);\u2028expect(1)\n  .not\n  .toBe(2);\n";
    expect(woven(text)?.split(/\r\n|[\n\u2028]/).length).toBe(text.split(/\r\n|[\n\u2028]/).length);
    expect(sites(text)).toEqual(['3:1', '8:1']);
  });

  it('may hold elements, types, or awaits at its top', () => {
    expect(sites('const a: number = await b;\nexpect(<b>expect(1).toBe(1)</b>).toBe(a as never);', 'a.test.tsx')).toEqual([
      '2:1',
    ]);
    expect(sites('expect(<b/>).toBe(1);', 'a.test.js')).toEqual(['1:1']);
    expect(sites("const a = require('a');\nreturn expect(a).toBe(1);", 'a.test.cjs')).toEqual(['2:8']);
  });

  it('that cannot be read stays as it is', () => {
    expect(woven('expect(a).toBe(1); }')).toBe(null);
  });
});
