import { expect, test } from 'vitest';
import { renderChange } from './change.ts';
import { aTerminal } from './document.fixture.ts';
import { widthOf } from './fit.ts';

test('a short change is shown whole', () => {
  expect(renderChange({ original: 'a + b', replacement: 'a - b' }, 40, aTerminal())).toBe('a + b → a - b');
  expect(renderChange({ original: 'a + b', replacement: 'a - b' }, 40, aTerminal({ isUnicode: false }))).toBe('a + b -> a - b');
});

test('a block becomes one line', () => {
  expect(renderChange({ original: '{\n  a();\n  b();\n}', replacement: '{}' }, 40, aTerminal())).toBe('{ a(); b(); } → {}');
});

test('what differs outlives what is shared', () => {
  const shared = 'someObject.someProperty.someMethod(argument)';
  const text = renderChange({ original: `${shared} && isOpen`, replacement: `${shared} || isOpen` }, 60, aTerminal());
  expect(text).toContain('&& isOpen → ');
  expect(text).toContain('|| isOpen');
});

test('a side that is empty is named', () => {
  expect(renderChange({ original: 'audit();', replacement: '' }, 40, aTerminal())).toBe('audit(); → (nothing)');
});

test('it never takes more than its room', () => {
  for (let room = 10; room < 60; room += 1) {
    const text = renderChange(
      { original: '{ 価格を計算する(); '.repeat(9), replacement: '"Stryker was here!"'.repeat(3) },
      room,
      aTerminal(),
    );
    expect(widthOf(text)).toBeLessThanOrEqual(room);
  }
});

test('a change of a megabyte does not hold up a list', () => {
  const original = `{ ${'call(); '.repeat(130_000)}}`;
  const started = performance.now();
  renderChange({ original, replacement: '{}' }, 80, aTerminal());
  expect(performance.now() - started).toBeLessThan(5_000);
});
