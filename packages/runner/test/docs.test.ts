/** The documentation says what the code does: help, options, keys, fields, tables, codes, files and links. */
import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import {
  AssessedTest,
  Finding,
  FindingVerdict,
  Gate,
  GateChange,
  GateCheck,
  GateCheckKind,
  GateReceipt,
  ModuleTotals,
  NextTest,
  RunDocument,
  SmallestSet,
} from '@killrate/shared/document';
import { Job, Mutant, MutantStatus, Run, Test } from '@killrate/shared/model';
import { Totals } from '@killrate/shared/score';
import { openDatabase } from '@killrate/shared/store/open';
import { TARGET_PRESETS } from '@killrate/shared/targets';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { ASSERTIONS_OPTIONS } from '../bench/assertions.ts';
import { DELETION_OPTIONS } from '../bench/deletion.ts';
import { ENGINE_OPTIONS } from '../bench/engine.ts';
import { FINDINGS_OPTIONS } from '../bench/findings.ts';
import { REUSE_OPTIONS } from '../bench/reuse.ts';
import { TRUTH_OPTIONS } from '../bench/truth.ts';
import { WEAKENING_OPTIONS } from '../bench/weakening.ts';
import { REPORT_FORMATS } from '../src/commands/report.ts';
import { Config, FindingsConfig, GateConfig, ModuleConfig, TargetSpec } from '../src/config/config.ts';
import { readBlocks } from '../src/docs/blocks.ts';
import { READ_BY_KILLRATE } from '../src/docs/config-blocks.ts';
import { renderDocument, writtenDocuments } from '../src/docs/documents.ts';
import { describeProgram } from '../src/docs/help-blocks.ts';
import { renderJsonSchema } from '../src/docs/json-schema.ts';
import { EXIT, type ExitCode, exitCodeOf } from '../src/errors.ts';
import { rules } from '../src/findings/static/rules.ts';
import { baseOfCi } from '../src/gate/ci.ts';

const ROOT = fileURLToPath(new URL('../../..', import.meta.url));
const DOCUMENTS = [
  'README.md',
  'packages/runner/README.md',
  ...readdirSync(join(ROOT, 'docs')).map((name) => `docs/${name}`),
].filter((path) => path.endsWith('.md'));

const Deed = z.object({ keys: z.array(z.string()), does: z.string() });

const program = describeProgram();
const commandNames = program.commands.map((command) => command.name());
const optionNames = [program, ...program.commands].flatMap((command) => command.options.map((option) => option.long ?? ''));
const benchOptionNames = [
  ENGINE_OPTIONS,
  TRUTH_OPTIONS,
  REUSE_OPTIONS,
  DELETION_OPTIONS,
  ASSERTIONS_OPTIONS,
  FINDINGS_OPTIONS,
  WEAKENING_OPTIONS,
].flatMap((options) => Object.keys(options).map((name) => `--${name}`));
const cli = read('docs/cli.md');

describe('what the code writes into the documents', () => {
  it.each(writtenDocuments().map((document) => [document.path.slice(ROOT.length), document] as const))(
    '%s holds each block once and as it is now; after a change, run write-docs.ts',
    (_path, document) => {
      const text = readFileSync(document.path, 'utf8');
      expect([...readBlocks(text).keys()].sort()).toEqual([...document.blocks.keys()].sort());
      expect(text.split('<!-- end -->').length - 1).toBe(document.blocks.size);
      expect(text).toBe(renderDocument(document));
    },
  );

  it('killrate.schema.json is made from the schema of the document', () => {
    expect(read('packages/runner/killrate.schema.json')).toBe(renderJsonSchema());
  });
});

describe('the command line', () => {
  it('has its help in docs/cli.md, with each command, option and default', () => {
    const blocks = readBlocks(cli);
    for (const command of program.commands) {
      const help = blocks.get(`help ${command.name()}`) ?? '';
      expect(help).toContain(`Usage: killrate ${command.name()}`);
      for (const { flags, defaultValue } of command.options) {
        expect(help).toContain(`  ${flags} `);
        if (typeof defaultValue === 'number') expect(help).toContain(`(default: ${defaultValue})`);
      }
    }
    expect(cli).not.toContain(ROOT);
  });

  it.each(DOCUMENTS)('%s names no command and no option that does not exist', (path) => {
    const code = [...read(path).matchAll(/```(?:sh|text)\n(.*?)```|`([^`\n]+)`/gs)].map(([, block, span]) => block ?? span ?? '');
    const commands = code.flatMap((text) => [
      ...text.matchAll(/(?:^|npx |\$ |silent |next: |then )killrate ([a-z]+)(?![\w-])/gm),
    ]);
    expect(commands.map(([, name]) => name).filter((name) => !commandNames.includes(name ?? ''))).toEqual([]);
    const foreign = /npx --yes|pnpm@12 --silent|npm install --save-dev|git rev-parse [^)]*/g;
    const options = code.flatMap((text) => text.replaceAll(foreign, '').match(/(?<![\w-])--[a-z][a-z-]+/g) ?? []);
    const known = [...optionNames, '--help', ...(path === 'docs/benches.md' ? benchOptionNames : [])];
    expect(options.filter((name) => !known.includes(name))).toEqual([]);
  });
});

describe('the config', () => {
  it('has each key, with its description, and no other in docs/config.md', () => {
    const blocks = readBlocks(read('docs/config.md'));
    for (const [block, schema] of [
      ['keys', Config],
      ['keys of a module', ModuleConfig],
      ['keys of a target', TargetSpec],
      ['keys of the gate', GateConfig],
      ['keys of findings', FindingsConfig],
    ] as const) {
      const rows = rowsOf(blocks.get(block) ?? '');
      expect(rows.map(([key]) => key)).toEqual(Object.keys(schema.shape));
      expect(rows.filter((row) => row.at(-1) === '')).toEqual([]);
    }
  });

  it('has presets with the targets they stand for', () => {
    const rows = tableUnder(read('docs/config.md'), 'preset');
    expect(rows.map(([name, target]) => [name, Number(target)])).toEqual(Object.entries(TARGET_PRESETS));
  });

  it('says of each option of Stryker that killrate reads what it does with it', () => {
    const rows = tableUnder(read('docs/config.md'), 'option');
    expect(rows.flatMap(([names = '']) => names.split(', '))).toEqual(READ_BY_KILLRATE);
  });
});

describe('the JSON document', () => {
  it.each([
    ['document', RunDocument],
    ['run', Run],
    ['totals', Totals],
    ['job', Job],
    ['mutant', Mutant],
    ['test', Test],
    ['finding', Finding],
    ['assessed test', AssessedTest],
    ['next test', NextTest],
    ['smallest set', SmallestSet],
    ['gate', Gate],
    ['check', GateCheck],
    ['receipt', GateReceipt],
    ['change', GateChange],
  ] as const)('has each field of a %s, and no other, in docs/cli.md', (name, schema) => {
    expect(tableUnder(cli, name).map(([field]) => field)).toEqual(Object.keys(schema.shape));
  });

  it('has modules that are a name, a target and totals', () => {
    expect(Object.keys(ModuleTotals.shape)).toEqual(['name', 'target', ...Object.keys(Totals.shape)]);
  });

  it('has statuses that docs/cli.md knows', () => {
    for (const status of MutantStatus.options.filter((each) => each !== 'RuntimeError')) expect(cli).toContain(`\`${status}\``);
  });
});

describe('the gate', () => {
  it('has its kinds of checks in docs/cli.md', () => {
    const [, meaning = ''] = tableUnder(cli, 'check').find(([field]) => field === 'kind') ?? [];
    expect([...meaning.matchAll(/`([^`]+)`/g)].map(([, kind]) => kind)).toEqual(GateCheckKind.options);
  });

  it('has its report formats in docs/cli.md', () => {
    expect(tableUnder(cli, 'format').map(([name]) => name)).toEqual(Object.keys(REPORT_FORMATS));
  });

  it('heeds the variables of each CI system that docs/ci.md names', () => {
    for (const [system, conditions = '', bases = ''] of tableUnder(read('docs/ci.md'), 'system')) {
      const env = Object.fromEntries(variablesIn(conditions).map(([name, value]) => [name, value ?? '1']));
      for (const [name] of variablesIn(bases)) expect(baseOfCi({ ...env, [name]: 'trunk' }), `${system}, ${name}`).toBe('trunk');
      expect(baseOfCi(Object.fromEntries(variablesIn(bases).map(([name]) => [name, ''])))).toBeNull();
    }
  });

  it('ends with codes that docs/ci.md explains', () => {
    const codes = tableUnder(read('docs/ci.md'), 'code').map(([code]) => Number(code));
    expect(codes).toEqual([
      EXIT.done,
      EXIT.userError,
      EXIT.gateFailed,
      EXIT.baselineFailed,
      EXIT.incomplete,
      EXIT.nothingToMeasure,
    ]);
  });
});

describe('docs/findings.md', () => {
  it('lists every verdict', () => {
    const verdicts = tableUnder(read('docs/findings.md'), 'verdict').map(([name]) => name);
    expect(verdicts.toSorted()).toEqual(FindingVerdict.options.toSorted());
  });

  it('has every rule that judges the text, with the level that it has there', () => {
    const listed = tableUnder(read('docs/findings.md'), 'rule').map(([name, level]) => [name, level]);
    const known = rules.map(({ name, level }) => [name, level]);
    expect(known.filter(([name]) => !listed.some(([other]) => other === name))).toEqual([]);
    expect(listed).toEqual(expect.arrayContaining(known));
  });
});

describe('action.yml', () => {
  const action = read('action.yml');
  const [, inputs = ''] = /^inputs:\n(.*?)^\S/ms.exec(action) ?? [];
  const scripts = [...action.matchAll(/^( *)run: (?:\|\n((?:\1 {2}.*\n|\n)+)|(.+)\n)/gm)].map(
    ([, , block, line]) => block ?? line ?? '',
  );

  it('has each input with its default, and no other, in docs/ci.md', () => {
    const found = [...inputs.matchAll(/^ {2}([\w-]+):\n {4}description: .+\n {4}default: (.+)$/gm)];
    const rows = tableUnder(read('docs/ci.md'), 'input').map(([name, value = '']) => [
      name,
      value === 'empty' ? '' : value.slice(1, -1),
    ]);
    expect(rows).toEqual(found.map(([, name, value = '']) => [name, value.replaceAll(/["']/g, '')]));
    expect(inputs.match(/^ {2}\S/gm)).toHaveLength(rows.length);
  });

  it('has scripts that are valid, and take nothing but their environment', () => {
    expect(scripts).toHaveLength(action.match(/shell: bash/g)?.length ?? 0);
    for (const script of scripts) {
      expect(script).not.toContain('${{');
      execFileSync('bash', ['-n'], { input: script });
    }
  });

  it('names no option that does not exist', () => {
    const options = scripts.flatMap((script) => script.match(/(?<![\w-])--[a-z][a-z-]+/g) ?? []);
    expect(options.filter((name) => !optionNames.includes(name))).toEqual([]);
  });
});

describe('exit codes', () => {
  it.each(['README.md', 'docs/cli.md'])('%s lists all of them, and no other', (path) => {
    const codes = tableUnder(read(path), 'code').map(([code]) => Number(code));
    expect(codes).toEqual(Object.values(EXIT).toSorted((a, b) => a - b));
  });

  it('win in the order that docs/cli.md gives', () => {
    const [, order = ''] = /the first of these wins: ([\d, ]+)\./.exec(cli) ?? [];
    const codes = order.split(', ').map(Number) as ExitCode[];
    expect(codes.toSorted((a, b) => a - b)).toEqual(Object.values(EXIT).toSorted((a, b) => a - b));
    for (const [index, code] of codes.entries()) {
      const later = codes.slice(index).map((each) => ({ code: each, message: '' }));
      expect(exitCodeOf(later.toReversed())).toBe(code);
    }
  });
});

describe('docs/dashboard.md', () => {
  it('lists every key of the dashboard, with what it does', async () => {
    // By a path that is made up here: the client is no part of what this package is compiled with.
    const client: { KEYS: unknown } = await import(pathToFileURL(join(ROOT, 'packages/web/src/client/keys.ts')).href);
    const keys = z.record(z.string(), z.object({ title: z.string(), deeds: z.record(z.string(), Deed) })).parse(client.KEYS);
    const expected = Object.values(keys).flatMap(({ title, deeds }) =>
      Object.values(deeds).map((deed) => [deed.keys.join(', '), title.toLowerCase(), deed.does]),
    );
    expect(tableUnder(read('docs/dashboard.md'), 'key')).toEqual(expected);
  });

  it('names as many runs as an exported report holds', () => {
    const [, most] = /MOST_RUNS = (\d+);/.exec(read('packages/web/src/server/export-report.ts')) ?? [];
    expect(read('docs/dashboard.md')).toContain(`the newest ${most} runs`);
  });
});

describe('docs/architecture.md', () => {
  it('lists the tables of the store', () => {
    const database = openDatabase(':memory:', 'create');
    const tables = database
      .prepare("SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%'")
      .pluck()
      .all();
    database.close();
    const rows = tableUnder(read('docs/architecture.md'), 'table');
    expect(rows.map(([name]) => name).toSorted()).toEqual(tables.toSorted());
  });
});

describe('links', () => {
  it.each(DOCUMENTS)('%s leads to files and headings that exist', (path) => {
    const links = [...withoutFences(read(path)).matchAll(/\]\(([^)\s]+)\)/g)].map(([, target = '']) => target);
    const broken = links.filter((target) => !/^https?:/.test(target) && !leadsSomewhere(path, target));
    expect(broken).toEqual([]);
  });

  it.each(DOCUMENTS)('%s shows pictures that exist', (path) => {
    const pictures = [...read(path).matchAll(/\b(?:src|srcset)="([^"]+)"/g)].map(([, target = '']) => target);
    expect(pictures.filter((target) => !leadsSomewhere(path, target))).toEqual([]);
  });
});

/** The variables in a cell, each with the value that it must have, if it must. */
function variablesIn(cell: string): [name: string, value: string | undefined][] {
  return [...cell.matchAll(/`(\w+)(?:=(\w+))?`/g)].map(([, name = '', value]) => [name, value]);
}

function leadsSomewhere(from: string, target: string): boolean {
  const [file = '', anchor] = target.split('#');
  const path = file === '' ? from : join(dirname(from), file);
  if (!existsSync(join(ROOT, path))) return false;
  return anchor === undefined || headingsOf(read(path)).includes(anchor);
}

/** Headings as GitHub makes anchors of them. */
function headingsOf(markdown: string): string[] {
  const headings = [...withoutFences(markdown).matchAll(/^#+ (.+)$/gm)].map(([, text = '']) => text);
  return headings.map((text) =>
    text
      .toLowerCase()
      .replaceAll(/[^\p{L}\p{N} _-]/gu, '')
      .replaceAll(' ', '-'),
  );
}

function withoutFences(markdown: string): string {
  return markdown.replaceAll(/^```.*?^```$/gms, '');
}

/** The rows of the first table whose first column has this title. */
function tableUnder(markdown: string, title: string): string[][] {
  const begin = markdown.search(new RegExp(`^\\| ${title} +\\|`, 'm'));
  expect(begin, `a table of "${title}"`).toBeGreaterThanOrEqual(0);
  return rowsOf(markdown.slice(begin).split(/\n(?!\|)/)[0] ?? '');
}

/** The cells of a table's rows, less its head; those of the first column without the marks of code. */
function rowsOf(table: string): string[][] {
  const [, , ...rows] = table.split('\n');
  return rows.map((row) => {
    const [first = '', ...others] = row
      .slice(1, -1)
      .split(/(?<!\\)\|/)
      .map((cell) => cell.trim().replaceAll('\\|', '|'));
    return [first.replaceAll('`', ''), ...others];
  });
}

function read(path: string): string {
  return readFileSync(join(ROOT, path), 'utf8');
}
