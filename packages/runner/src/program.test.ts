import { describe, expect, test } from 'vitest';
import { type Actions, CommanderError, createProgram, describeParseError } from './program.ts';

/** What a command line comes to: the action it calls, what it is called with, what is printed, and the error. */
interface Parsed {
  action: string | null;
  args: unknown[];
  printed: string;
  error: string | null;
}

async function parse(...argv: string[]): Promise<Parsed> {
  const parsed: Parsed = { action: null, args: [], printed: '', error: null };
  const names = [
    'run',
    'gate',
    'accept',
    'feedback',
    'retry',
    'survivors',
    'show',
    'tests',
    'report',
    'serve',
    'init',
    'doctor',
    'prune',
  ];
  const record =
    (name: string) =>
    async (...args: unknown[]): Promise<void> => {
      parsed.action = name;
      parsed.args = args;
    };
  const program = createProgram(Object.fromEntries(names.map((name) => [name, record(name)])) as unknown as Actions);
  const print = (text: string): void => {
    parsed.printed += text;
  };
  for (const command of [program, ...program.commands]) command.configureOutput({ writeOut: print, writeErr: print });
  try {
    await program.parseAsync(argv, { from: 'user' });
  } catch (error) {
    expect(error).toBeInstanceOf(CommanderError);
    parsed.error = describeParseError(error as CommanderError);
    expect(parsed.error ?? '').not.toContain('\n');
  }
  return parsed;
}

const optionsOf = async (...argv: string[]) => (await parse(...argv)).args.at(-1);

describe('what is understood', () => {
  const common = { cwd: process.cwd(), json: false };
  const measuring = { ...common, timeout: 120, engine: 'warm', killMatrix: false, timings: false, deadline: 900 };
  const judging = { allowEmpty: false, allowLoosened: false };
  const running = { ...measuring, ...judging, fresh: false, watch: false, gate: false, ratchet: false };
  const testing = { ...common, timeout: 120, deadline: 900, all: false, smallestSet: false };
  const accepting = { cwd: process.cwd(), category: 'will-not-fix', prune: false };

  test.each<[argv: string[], action: string, args: unknown[]]>([
    [['run'], 'run', [[], running]],
    [['run', 'src/a.ts', 'src/**/*.ts'], 'run', [['src/a.ts', 'src/**/*.ts'], running]],
    [['run', '--since', 'main', '--gate'], 'run', [[], { ...running, since: 'main', gate: true }]],
    [['gate'], 'gate', [{ ...common, ...judging, ratchet: false }]],
    [['gate', '--base', 'main'], 'gate', [{ ...common, ...judging, ratchet: false, base: 'main' }]],
    [['gate', '--no-base'], 'gate', [{ ...common, ...judging, ratchet: false, base: false }]],
    [
      ['gate', '--run', 'r1', '--base-report', 'b.json', '--allow-empty', '--allow-loosened', '--ratchet', '--json'],
      'gate',
      [
        {
          ...{ cwd: process.cwd(), json: true, run: 'r1', baseReport: 'b.json' },
          ...{ allowEmpty: true, allowLoosened: true, ratchet: true },
        },
      ],
    ],
    [['accept', 'abcd', '--reason', 'same'], 'accept', [['abcd'], { ...accepting, reason: 'same' }]],
    [['accept', '--prune'], 'accept', [[], { ...accepting, prune: true }]],
    [['feedback'], 'feedback', [undefined, undefined, { cwd: process.cwd() }]],
    [['feedback', 'abcd', 'not-useful'], 'feedback', ['abcd', 'not-useful', { cwd: process.cwd() }]],
    [['retry'], 'retry', [[], measuring]],
    [['retry', 'abcd', 'ef01'], 'retry', [['abcd', 'ef01'], measuring]],
    [['survivors'], 'survivors', [undefined, { cwd: process.cwd(), json: false }]],
    [['survivors', 'src/a.ts', '--json'], 'survivors', ['src/a.ts', { cwd: process.cwd(), json: true }]],
    [['show', 'abcd'], 'show', ['abcd', { cwd: process.cwd(), json: false }]],
    [['tests'], 'tests', [undefined, testing]],
    [
      ['tests', 'a.test.ts', '--all', '--rule', 'redundant'],
      'tests',
      ['a.test.ts', { ...testing, all: true, rule: 'redundant' }],
    ],
    [['tests', '--smallest-set', '--timeout', '9'], 'tests', [undefined, { ...testing, smallestSet: true, timeout: 9 }]],
    [['report', '--format', 'json'], 'report', [{ cwd: process.cwd(), ...judging, format: 'json' }]],
    [
      ['report', '--format', 'html', '--out', 'x.html'],
      'report',
      [{ cwd: process.cwd(), ...judging, format: 'html', out: 'x.html' }],
    ],
    [['serve'], 'serve', [{ cwd: process.cwd(), port: 4400, host: '127.0.0.1', readOnly: false }]],
    [['init'], 'init', [{ cwd: process.cwd() }]],
    [['doctor'], 'doctor', [{ cwd: process.cwd() }]],
    [['prune', '--keep', '0'], 'prune', [{ cwd: process.cwd(), keep: 0 }]],
  ])('%j', async (argv, action, args) => {
    const parsed = await parse(...argv);
    expect({ ...parsed, args: parsed.args }).toEqual({ action, args, printed: '', error: null });
  });

  test('every option of run, before and after the files', async () => {
    const argv = [
      '--timeout',
      '1.5',
      '--deadline=60',
      '--concurrency',
      '3',
      '--module',
      'pay',
      '--fresh',
      '--watch',
      '--json',
      '-C',
      '/shop',
    ];
    const options = {
      ...running,
      cwd: '/shop',
      timeout: 1.5,
      engine: 'warm',
      killMatrix: false,
      timings: false,
      deadline: 60,
      concurrency: 3,
      module: 'pay',
      fresh: true,
      watch: true,
      json: true,
    };
    expect((await parse('run', ...argv, 'a.ts')).args).toEqual([['a.ts'], options]);
    expect((await parse('run', 'a.ts', ...argv)).args).toEqual([['a.ts'], options]);
  });

  test.each(['run', 'retry', 'survivors', 'init', 'doctor', 'serve'])(
    '%s takes the project by -C and by --cwd',
    async (command) => {
      expect(await optionsOf(command, '-C', '/shop')).toMatchObject({ cwd: '/shop' });
      expect(await optionsOf(command, '--cwd', '/shop')).toMatchObject({ cwd: '/shop' });
    },
  );

  test('names that begin with a dash stand after --', async () => {
    expect((await parse('run', '--', '-x.ts')).args[0]).toEqual(['-x.ts']);
  });

  test('port 0 is any free port', async () => {
    expect(await optionsOf('serve', '--port', '0')).toMatchObject({ port: 0 });
  });

  test.each([
    ['0.001', 0.001],
    ['.5', 0.5],
    ['2000000', 2_000_000],
  ])('%s seconds', async (text, seconds) => {
    expect(await optionsOf('run', '--timeout', text)).toMatchObject({ timeout: seconds });
  });
});

describe('what is not understood is told in one line', () => {
  test.each<[argv: string[], message: string]>([
    [['rnu'], "unknown command 'rnu' (Did you mean run?): see killrate --help"],
    [['survivor'], "unknown command 'survivor' (Did you mean survivors?): see killrate --help"],
    [['zzzzzz'], "unknown command 'zzzzzz': see killrate --help"],
    [['run', '--timout', '3'], "unknown option '--timout' (Did you mean --timeout?): see killrate --help"],
    [['serve', '--prot', '1'], "unknown option '--prot' (Did you mean --port?): see killrate --help"],
    [['run', '-z'], "unknown option '-z': see killrate --help"],
    [['show'], "missing required argument 'mutant': see killrate --help"],
    [['show', 'a', 'b'], "too many arguments for 'show'. Expected 1 argument but got 2: a, b: see killrate --help"],
    [['init', 'here'], "too many arguments for 'init'. Expected 0 arguments but got 1: here: see killrate --help"],
    [['report'], "required option '--format <format>' not specified: see killrate --help"],
    [
      ['report', '--format', 'pdf'],
      "option '--format <format>' argument 'pdf' is invalid. Allowed choices are json, html, elements, sarif, junit, markdown, github, gitlab: see killrate --help",
    ],
    [['prune'], "required option '--keep <n>' not specified: see killrate --help"],
    [['run', '--module'], "option '--module <name>' argument missing: see killrate --help"],
    [
      ['serve', '--port', '70000'],
      "option '--port <port>' argument '70000' is invalid: it must be a whole number from 0 to 65535: see killrate --help",
    ],
  ])('%j', async (argv, message) => {
    expect(await parse(...argv)).toEqual({ action: null, args: [], printed: '', error: message });
  });

  test.each(['x', '', ' ', '0', '-5', '1e3', '0x10', 'Infinity', 'NaN', '1,5', '2000001', '1e999', '5s'])(
    '%j seconds',
    async (text) => {
      for (const option of ['--timeout', '--deadline']) {
        const { action, error } = await parse('run', `${option}=${text}`);
        expect(action).toBeNull();
        expect(error).toMatch(/is invalid: it must be a number of seconds above 0 and up to 2000000: see killrate --help$/);
      }
    },
  );

  test.each(['0', '-1', '1.5', 'two', '', '1e2', '99999999999999999999'])('a concurrency of %j', async (text) => {
    const { action, error } = await parse('run', `--concurrency=${text}`);
    expect(action).toBeNull();
    expect(error).toMatch(/it must be a whole number from 1 on: see killrate --help$/);
  });

  test.each(['-1', '65536', '80.5', 'http'])('a port of %j', async (text) => {
    expect((await parse('serve', `--port=${text}`)).error).toMatch(/it must be a whole number from 0 to 65535/);
  });
});

describe('help', () => {
  const commands = [
    'run',
    'gate',
    'retry',
    'survivors',
    'show',
    'tests',
    'accept',
    'feedback',
    'report',
    'serve',
    'init',
    'doctor',
    'prune',
  ];

  test.each(['--help', '-h'])('%s lists every command with what it does, and is no error', async (option) => {
    const { printed, error } = await parse(option);
    expect(error).toBeNull();
    for (const command of commands) expect(printed).toMatch(new RegExp(`^ {2}${command}\\b.* \\S+`, 'm'));
  });

  test('of each command names its options, and is no error', async () => {
    for (const command of commands) {
      const { action, printed, error } = await parse(command, '--help');
      expect({ action, error }).toEqual({ action: null, error: null });
      expect(printed).toContain(`Usage: killrate ${command}`);
      expect(printed).toContain('-C, --cwd <dir>');
    }
    expect((await parse('run', '--help')).printed).toMatch(/--timeout <seconds>[\s\S]*120/);
  });

  test('lists every command that the program has', async () => {
    const program = createProgram({} as Actions);
    expect(program.commands.map((command) => command.name())).toEqual(commands);
  });

  test.each(['--version', '-V'])('%s prints the version alone', async (option) => {
    const { printed, error } = await parse(option);
    expect(error).toBeNull();
    expect(printed).toMatch(/^\d+\.\d+\.\d+\n$/);
  });
});
