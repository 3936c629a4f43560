import { describe, expect, test } from 'vitest';
import { describeTerminal } from './terminal.ts';

const UTF8 = { LANG: 'de_DE.UTF-8' };
const tty = { isTTY: true, columns: 120 };

describe('describeTerminal', () => {
  test('a terminal has colour and a live line, a pipe neither', () => {
    expect(describeTerminal(tty, UTF8)).toEqual({ isInteractive: true, hasColour: true, isUnicode: true, width: 120 });
    expect(describeTerminal({}, UTF8)).toEqual({ isInteractive: false, hasColour: false, isUnicode: true, width: 160 });
  });

  test.each([
    [{ NO_COLOR: '1' }, true, false],
    [{ NO_COLOR: '' }, true, true],
    [{ FORCE_COLOR: '1' }, false, true],
    [{ FORCE_COLOR: '' }, false, true],
    [{ FORCE_COLOR: '0' }, true, false],
    [{ FORCE_COLOR: 'false' }, true, false],
    [{ FORCE_COLOR: '1', NO_COLOR: '1' }, true, true],
    [{ TERM: 'dumb' }, true, false],
    [{ TERM: 'xterm-256color' }, true, true],
  ])('colour under %o on a terminal: %s is %s', (env, isTTY, hasColour) => {
    expect(describeTerminal({ isTTY }, env).hasColour).toBe(hasColour);
  });

  test('a dumb terminal and CI get no live line', () => {
    expect(describeTerminal(tty, { TERM: 'dumb' }).isInteractive).toBe(false);
    expect(describeTerminal(tty, { CI: 'true' }).isInteractive).toBe(false);
    expect(describeTerminal(tty, { CI: 'false' }).isInteractive).toBe(true);
    expect(describeTerminal(tty, { CI: '' }).isInteractive).toBe(true);
  });

  test.each([
    [{ LANG: 'en_US.UTF-8' }, true],
    [{ LANG: 'en_US.utf8' }, true],
    [{ LANG: 'C' }, false],
    [{ LC_ALL: 'C', LC_CTYPE: 'C.UTF-8', LANG: 'en_US.UTF-8' }, false],
    [{ LC_CTYPE: 'C.UTF-8', LANG: 'C' }, true],
    [{ LC_ALL: '', LANG: 'C.UTF-8' }, true],
    [{ LANG: 'de_DE.ISO-8859-1', CI: '1', WT_SESSION: 'x' }, false],
    [{}, false],
    [{ CI: 'true' }, true],
    [{ WT_SESSION: '1' }, true],
    [{ TERM_PROGRAM: 'vscode' }, true],
  ])('the locale of %o is Unicode: %s', (env, isUnicode) => {
    expect(describeTerminal(tty, env).isUnicode).toBe(isUnicode);
  });

  test.each([
    [{ columns: 72 }, { COLUMNS: '90' }, 72],
    [{}, { COLUMNS: '90' }, 90],
    [{ columns: 0 }, { COLUMNS: '90' }, 90],
    [{}, { COLUMNS: 'wide' }, 160],
    [{}, { COLUMNS: '' }, 160],
    [{ columns: 12 }, {}, 40],
  ])('the width of %o under %o is %i', (stream, env, width) => {
    expect(describeTerminal(stream, env).width).toBe(width);
  });
});
