import { Script } from 'node:vm';
import { describe, expect, test } from 'vitest';
import { escapeHtml, escapeJson, escapeScript } from './html-text.ts';

const EVIL = '</script><!--<SCRIPT>"\'&\u2028\u2029';

test('text has none of the signs that markup is made of', () => {
  expect(escapeHtml(EVIL)).not.toMatch(/[<>"']|&(?!#\d+;)/);
  expect(escapeHtml('a & b')).toBe('a &#38; b');
});

describe('JSON in a script element', () => {
  test('comes out as it went in', () => {
    const value = { [EVIL]: [EVIL], ['__proto__']: 1 };

    expect(JSON.parse(escapeJson(value))).toEqual(value);
  });

  test('holds no sign that could end the element, or a line of code', () => {
    expect(escapeJson(EVIL)).not.toMatch(/[<\u2028\u2029]/u);
  });
});

test('code says the same, and cannot end its element', () => {
  const code = `result = '</script><!--</SCRIPT' + /<!--x/.source`;
  const escaped = escapeScript(code);
  const context: { result?: string } = {};

  new Script(escaped).runInNewContext(context);

  expect(escaped).not.toMatch(/<!--|<\/script/i);
  expect(context.result).toBe('</script><!--</SCRIPT\\x3c!--x');
});
