/** Labelled examples of the rule `snapshot-only`. */
// biome-ignore-all lint/suspicious/noTemplateCurlyInString: examples are code in strings.
import type { LabelledCase } from '../labelled-case.ts';

export const rule = 'snapshot-only';

const RENDER = { 'src/render.ts': 'export const render = (name) => `<p>${name}</p>`;\n' };

function inTest(body: string, top = ''): string {
  return `import { expect, test } from 'vitest';\nimport { render } from './src/render';\n${top}\ntest('renders', async () => {\n  ${body}\n});\n`;
}

function flag(why: string, body: string): LabelledCase {
  return { label: 'flag', source: 'own', why, code: inTest(body), also: RENDER, flags: 1 };
}

function silent(why: string, body: string, top?: string): LabelledCase {
  return { label: 'silent', source: 'own', why, code: inTest(body, top), also: RENDER };
}

export const cases: readonly LabelledCase[] = [
  flag('one snapshot', "expect(render('a')).toMatchSnapshot();"),
  flag('one with a name', "expect(render('a')).toMatchSnapshot('a');"),
  flag('two', "expect(render('a')).toMatchSnapshot();\n  expect(render('b')).toMatchSnapshot();"),
  flag('a file of its own', "await expect(render('a')).toMatchFileSnapshot('a.html');"),
  flag('of an error', 'expect(() => render()).toThrowErrorMatchingSnapshot();'),
  flag('in a loop', "for (const name of ['a', 'b']) expect(render(name)).toMatchSnapshot();"),
  flag('resolved', "await expect(Promise.resolve(render('a'))).resolves.toMatchSnapshot();"),
  flag('of a variable', "const html = render('a');\n  expect(html).toMatchSnapshot();"),

  silent('an inline snapshot', 'expect(render(\'a\')).toMatchInlineSnapshot(`"<p>a</p>"`);'),
  silent(
    'an inline one besides',
    "expect(render('a')).toMatchSnapshot();\n  expect(render('b')).toMatchInlineSnapshot(`\"<p>b</p>\"`);",
  ),
  silent('a value besides', "expect(render('a')).toMatchSnapshot();\n  expect(render('a')).toContain('a');"),
  silent('no snapshot', "expect(render('a')).toBe('<p>a</p>');"),
  silent('an inline error', 'expect(() => render()).toThrowErrorMatchingInlineSnapshot(`"no name"`);'),
  silent(
    'a helper asserts',
    "check(render('a'));\n  expect(render('a')).toMatchSnapshot();",
    "const check = (html) => expect(html).toContain('p');",
  ),
  silent(
    'a callee that nobody knows',
    "expect(render('a')).toMatchSnapshot();\n  verify();",
    "import { verify } from './nowhere';",
  ),
  silent('a property that looks like one', "expect(render('a').toMatchSnapshot).toBe(undefined);"),
  {
    label: 'silent',
    source: 'own',
    why: 'skipped',
    code: "import { expect, test } from 'vitest';\ntest.skip('renders', () => {\n  expect('a').toMatchSnapshot();\n});\n",
  },
];
