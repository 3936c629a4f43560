import type { GateChange } from '@killrate/shared/document';
import type { Mutant } from '@killrate/shared/model';
import { describe, expect, test } from 'vitest';
import { aCheck, aDocument, aFinding, aGate, aMutant, aTest } from '../console/document.fixture.ts';
import { aChange } from './change.fixture.ts';
import { toGithubAnnotations } from './github-annotations.ts';

const adds = aTest({ name: 'total > adds', line: 5 });

/** The commands as the runner reads them: level, properties and message, unescaped. */
function read(text: string): { level: string; properties: Record<string, string>; message: string }[] {
  const decode = (escaped: string) =>
    escaped.replaceAll('%2C', ',').replaceAll('%3A', ':').replaceAll('%0A', '\n').replaceAll('%0D', '\r').replaceAll('%25', '%');
  return text.split('\n').flatMap((line) => {
    const [, level = '', set = '', message = ''] = line.match(/^::(\w+) ([^:]*)::(.*)$/) ?? [];
    const properties = set.split(',').map((pair): [string, string] => {
      const equals = pair.indexOf('=');
      return [pair.slice(0, equals), decode(pair.slice(equals + 1))];
    });
    return level === '' ? [] : [{ level, properties: Object.fromEntries(properties), message: decode(message) }];
  });
}

function annotate(mutants: Mutant[], change: Partial<GateChange>, blocking: string[] = []) {
  const checks = blocking.length === 0 ? [] : [aCheck({ mutants: blocking })];
  const gate = aGate({ checks, change: aChange({ mutants: mutants.map(({ key }) => key), ...change }) });
  return read(toGithubAnnotations(aDocument({ mutants, tests: [adds], gate }), '')).filter(({ properties }) => properties.file);
}

describe('toGithubAnnotations', () => {
  test('a failed check and the mutants that speak against it are errors, in the syntax of the runner', () => {
    const mutants = [aMutant({ key: 'blocking', coveredBy: [adds.id] })];
    const document = aDocument({ mutants, tests: [adds], gate: aGate({ checks: [aCheck({ mutants: ['blocking'] })] }) });
    expect(toGithubAnnotations(document, 'packages/shop/')).toBe(
      [
        '::error title=killrate%3A kill rate of payments::kill 4 more (50.0, expected at least 90)',
        '::error file=packages/shop/src/price.ts,line=2,endLine=2,col=10,endColumn=15,title=killrate%3A survivor::No test notices this change: `a + b` became `a - b`. 1 test runs it: test/price.test.ts:5 total > adds.',
        '',
      ].join('\n'),
    );
  });

  test('what only warns is a warning', () => {
    const gate = aGate({ checks: [aCheck({ level: 'warn', mutants: ['a1b2c3d4e5f6'] })] });
    const commands = read(toGithubAnnotations(aDocument({ mutants: [aMutant()], gate }), ''));
    expect(commands.map(({ level }) => level)).toEqual(['warning', 'warning']);
  });

  test('nothing is said where all is well, or no gate has judged', () => {
    expect(toGithubAnnotations(aDocument({ mutants: [aMutant()], gate: aGate({ passed: true, checks: [] }) }), '')).toBe('');
    expect(toGithubAnnotations(aDocument({ mutants: [aMutant()] }), '')).toBe('');
  });

  test('a gate that could judge nothing says so', () => {
    const exit = { code: 6, reasons: [{ code: 6, message: 'nothing to measure' }] };
    expect(toGithubAnnotations(aDocument({ exit, gate: aGate({ checks: [] }) }), '')).toBe(
      '::error title=killrate::nothing to measure\n',
    );
  });

  test('no name or code ends a property, a command or a line', () => {
    const file = 'src/a,line=9::b%0A\r\n::error::x.ts';
    const hostile = aMutant({ file, original: '50%\n::stop-commands::x', replacement: 'a,b:c%3A' });
    const checks = [aCheck({ name: 'a,b::c\n::d', message: '100%\r::error::', mutants: [hostile.key] })];
    const text = toGithubAnnotations(aDocument({ mutants: [hostile], gate: aGate({ checks }) }), '');
    expect(text.split(/[\r\n]/)).toHaveLength(3);
    const [check, mutant] = read(text);
    expect(check?.properties).toEqual({ title: 'killrate: a,b::c ::d' });
    expect(check?.message).toMatch(/^100% ::error::/);
    expect(mutant?.properties).toMatchObject({ file, line: '2' });
    expect(mutant?.message).toContain('`50% ::stop-commands::x` became `a,b:c%3A`');
  });

  test('a path has slashes', () => {
    expect(annotate([aMutant({ file: 'src\\win\\a.ts' })], {})[0]?.properties.file).toBe('src/win/a.ts');
  });

  test('a mutant of several lines has no columns', () => {
    const [first] = annotate([aMutant({ line: 2, endLine: 5 })], {});
    expect(first?.properties).toEqual({ file: 'src/price.ts', line: '2', endLine: '5', title: 'killrate: survivor' });
  });

  test('a mutant that begins above the changed lines stands on the first of them that it overlaps, and ends with them', () => {
    const place = (mutant: Partial<Mutant>, ...lines: [line: number, endLine: number][]) => {
      const ranges = lines.map(([line, endLine]) => ({ file: 'src/price.ts', line, endLine }));
      const other = { file: 'src/other.ts', line: 3, endLine: 3 };
      const { line, endLine, col } = annotate([aMutant(mutant)], { lines: [other, ...ranges] })[0]?.properties ?? {};
      return [line, endLine, col];
    };
    expect(place({ line: 2, endLine: 9 }, [7, 8], [4, 5])).toEqual(['4', '5', undefined]);
    expect(place({ line: 2, endLine: 4 }, [1, 3])).toEqual(['2', '3', undefined]);
    expect(place({ line: 2, endLine: 9, endColumn: 1 }, [9, 9])).toEqual(['2', '8', undefined]);
    expect(place({ line: 2, endLine: 2 }, [2, 2])).toEqual(['2', '2', '10']);
    expect(place({ line: 2, endLine: 9, endColumn: 2 }, [9, 12])).toEqual(['9', '9', undefined]);
  });

  test('a new survivor off the changed lines stands at its own place and says what killed it', () => {
    const [first] = annotate([aMutant({ line: 40, endLine: 40 })], {
      mutants: [],
      lines: [{ file: 'src/price.ts', line: 1, endLine: 3 }],
      newSurvivors: [{ key: 'a1b2c3d4e5f6', was: 'Killed', killedBy: [adds.id] }],
    });
    expect(first?.level).toBe('warning');
    expect(first?.properties).toMatchObject({ line: '40', col: '10', endColumn: '15', title: 'killrate: new survivor' });
    expect(first?.message).toMatch(/ It was killed by test\/price\.test\.ts > total > adds before\.$/);
  });

  test('what the change does not surface, and what is no concern of it, is left out', () => {
    const mutants = [aMutant({ key: 'elsewhere' }), aMutant({ key: 'hidden', file: 'src/gen.ts' })];
    const notSurfaced = [{ file: 'src/gen.ts', reason: 'generated', mutants: 1 }];
    expect(annotate(mutants, { mutants: ['hidden'], notSurfaced }, ['elsewhere'])).toEqual([]);
  });

  test('a line has one annotation, that of the mutant which blocks', () => {
    const mutants = [aMutant({ key: 'first' }), aMutant({ key: 'second', replacement: 'a * b' })];
    const commands = annotate(mutants, {}, ['second']);
    expect(commands.map(({ level, message }) => [level, message.slice(29, 52)])).toEqual([['error', '`a + b` became `a * b`.']]);
  });

  test('a file has seven annotations, and the others are counted in one notice', () => {
    const lines = Array.from({ length: 9 }, (_, index) => index + 1);
    const mutants = [
      ...lines.map((line) => aMutant({ key: `a${line}`, line, endLine: line })),
      ...lines
        .slice(0, 8)
        .map((line) => aMutant({ key: `b${line}`, line, endLine: line, file: 'src/b.ts', status: 'NoCoverage' })),
    ];
    const gate = aGate({ checks: [], change: aChange({ mutants: mutants.map(({ key }) => key) }) });
    const text = toGithubAnnotations(aDocument({ mutants, gate }), '');
    const files = read(text).map(({ properties }) => properties.file);
    expect(files.filter((file) => file === 'src/price.ts')).toHaveLength(7);
    expect(files.filter((file) => file === 'src/b.ts')).toHaveLength(7);
    expect(text).toContain('title=killrate%3A not covered::');
    expect(text.split('\n').at(-2)).toBe(
      '::notice title=killrate::3 more mutants in 2 files that no test notices, not annotated',
    );
  });

  test('a finding is annotated on its line: an error where the gate failed by it, never where it is only information', () => {
    const findings = [
      aFinding(),
      aFinding({ key: 'f2', line: 20, verdict: 'suspect', level: 'warning', test: null, evidence: {} }),
      aFinding({ key: 'f3', line: 30, verdict: 'cleared', level: 'information' }),
    ];
    const checks = [aCheck({ kind: 'findings', name: 'confirmed findings', findings: [aFinding()] })];
    const text = toGithubAnnotations(aDocument({ findings, gate: aGate({ checks }) }), 'packages/shop/');
    expect(text.split('\n').slice(1)).toEqual([
      '::error file=packages/shop/test/price.test.ts,line=9,endLine=9,title=killrate%3A confirmed hollow%2C constant-assertion::total > adds: Both sides are constants: `expect(true).toBe(true)`. Assert the sum.',
      '::warning file=packages/shop/test/price.test.ts,line=20,endLine=20,title=killrate%3A suspect%2C constant-assertion::Both sides are constants.',
      '',
    ]);
  });

  test('with a change only the findings that its checks name are annotated', () => {
    const findings = [aFinding(), aFinding({ key: 'f2', line: 20 })];
    const checks = [aCheck({ kind: 'findings', level: 'warn', findings: [aFinding({ key: 'f2' })] })];
    const text = toGithubAnnotations(aDocument({ findings, gate: aGate({ checks, change: aChange({}) }) }), '');
    expect(read(text).map(({ level, properties }) => [level, properties.line])).toEqual([
      ['warning', undefined],
      ['warning', '20'],
    ]);
  });

  test('a file has seven findings, one a line, and the others are counted', () => {
    const findings = Array.from({ length: 10 }, (_, index) => aFinding({ key: `f${index}`, line: Math.max(2, index + 1) }));
    const text = toGithubAnnotations(aDocument({ findings }), '');
    expect(read(text)).toHaveLength(8);
    expect(text).toContain('::notice title=killrate::3 more findings about tests, not annotated: killrate tests\n');
  });
});
