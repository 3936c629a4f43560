import { describe, expect, test } from 'vitest';
import { validateXML } from 'xmllint-wasm';
import { aCheck, aDocument, aFinding, aGate, aJob, aMutant } from '../console/document.fixture.ts';
import { toJunit } from './junit.ts';
import { JUNIT_SCHEMA } from './junit-schema.fixture.ts';

async function complaintsOf(xml: string): Promise<string[]> {
  const { errors } = await validateXML({ xml: { fileName: 'junit.xml', contents: xml }, schema: JUNIT_SCHEMA });
  return errors.map(({ message }) => message);
}

const passed = aCheck({ name: 'completeness', module: null, outcome: 'passed', passed: true });
const failed = aCheck({ mutants: ['a1b2c3d4e5f6'] });
const warned = aCheck({ name: 'acceptances', module: null, kind: 'acceptances', level: 'warn' });
const unjudged = aCheck({ name: 'new survivors', module: null, outcome: 'not-judged', message: 'no base results' });
const judged = aDocument({ mutants: [aMutant()], gate: aGate({ checks: [passed, failed, warned, unjudged] }) });

describe('toJunit', () => {
  test('is valid by the schema, with a gate, without one, and with nothing in it', async () => {
    expect(await complaintsOf(toJunit(judged))).toEqual([]);
    expect(await complaintsOf(toJunit(aDocument({ mutants: [aMutant()], targets: { default: 90 } })))).toEqual([]);
    expect(await complaintsOf(toJunit(aDocument({ run: null })))).toEqual([]);
    expect(await complaintsOf(toJunit(judged).replace('errors="0"', ''))).not.toEqual([]);
  });

  test('each check is a test case: an error fails, a warning passes and says so, what was not judged is skipped', () => {
    expect(toJunit(judged)).toBe(`<?xml version="1.0" encoding="UTF-8"?>
<testsuites name="killrate" tests="4" failures="1" errors="0" time="23.000">
  <testsuite name="killrate gate" tests="4" failures="1" errors="0" skipped="1" time="23.000" timestamp="2026-11-21T10:00:00">
    <testcase classname="gate" name="completeness" time="0.000"/>
    <testcase classname="payments" name="kill rate of payments" time="0.000">
      <failure message="50.0, expected at least 90: kill 4 more" type="module">src/price.ts:2 No test notices this change: \`a + b\` became \`a - b\`.</failure>
    </testcase>
    <testcase classname="gate" name="acceptances" time="0.000">
      <system-out>warning: 50.0, expected at least 90: kill 4 more</system-out>
    </testcase>
    <testcase classname="gate" name="new survivors" time="0.000">
      <skipped message="no base results"/>
    </testcase>
  </testsuite>
</testsuites>
`);
  });

  test('a failure tells twenty mutants and counts the others', () => {
    const mutants = Array.from({ length: 22 }, (_, index) => aMutant({ key: `k${index}`, line: index + 1 }));
    const gate = aGate({ checks: [aCheck({ mutants: mutants.map(({ key }) => key) })] });
    const xml = toJunit(aDocument({ mutants, gate }));
    expect(xml.match(/No test notices/g)).toHaveLength(20);
    expect(xml).toContain('\nand 2 more mutants</failure>');
  });

  test('a failed check of findings tells them with their places, twenty at most', () => {
    const findings = Array.from({ length: 21 }, (_, index) => aFinding({ key: `f${index}`, line: index + 1 }));
    const gate = aGate({ checks: [aCheck({ kind: 'findings', name: 'confirmed findings', findings })] });
    const xml = toJunit(aDocument({ findings, gate }));
    expect(xml).toContain(
      'type="findings">test/price.test.ts:1 total &#62; adds: Both sides are constants: `expect(true).toBe(true)`.',
    );
    expect(xml.match(/Both sides/g)).toHaveLength(20);
    expect(xml).toContain('\nand 1 more finding</failure>');
  });

  test('a gate that could judge nothing is not green', () => {
    const exit = { code: 6, reasons: [{ code: 6, message: 'nothing to measure' }] };
    const xml = toJunit(aDocument({ exit, gate: aGate({ checks: [] }) }));
    expect(xml).toContain('tests="1" failures="1"');
    expect(xml).toContain('<failure message="nothing to measure" type="verdict">');
  });

  test('without a gate each module is held against its target', () => {
    const jobs = ['below', 'reached', 'free', 'empty', 'partly'].map((module) =>
      aJob({ file: `${module}.ts`, module, durationMs: 1500 }),
    );
    const kill = (file: string) => aMutant({ key: file, file, status: 'Killed' });
    const document = aDocument({
      mutants: [kill('below.ts'), aMutant({ file: 'below.ts' }), kill('reached.ts'), kill('free.ts'), kill('partly.ts')],
      jobs: [...jobs, aJob({ file: 'late.ts', module: 'partly', status: 'timed-out', durationMs: null })],
      targets: { below: 87.5, reached: 100, empty: 50, partly: 100 },
    });
    const lines = toJunit(document).split('\n');
    const outcomeOf = (module: string) =>
      lines[lines.findIndex((line) => line.includes(`<testcase classname="${module}"`)) + 1]?.trim();
    expect(outcomeOf('below')).toBe(
      '<failure message="kill rate 50.0, expected at least 87.5" type="module">below.ts:2 No test notices this change: `a + b` became `a - b`.</failure>',
    );
    expect(outcomeOf('reached')).toBe('</testsuite>');
    expect(outcomeOf('free')).toBe('<skipped message="kill rate 100.0, no target"/>');
    expect(outcomeOf('empty')).toBe('<skipped message="no valid mutant was measured"/>');
    expect(outcomeOf('partly')).toBe('<skipped message="kill rate 100.0, but 1 file not measured"/>');
    expect(lines[1]).toBe('<testsuites name="killrate" tests="5" failures="1" errors="0" time="7.500">');
  });

  test('text that XML cannot hold does not break it', async () => {
    const evil = `]]><a b="c'd">&amp;\u0000\u0008\u001b\u000b\ufffe\uffff\ud800 \udc00\u2028\n--><!--`;
    const checks = [
      aCheck({ name: evil, module: evil, message: evil, mutants: ['a1b2c3d4e5f6'] }),
      aCheck({ level: 'warn', message: evil }),
      aCheck({ outcome: 'not-judged', message: evil }),
    ];
    const mutants = [aMutant({ file: evil, original: evil, replacement: evil })];
    const xml = toJunit(aDocument({ mutants, gate: aGate({ checks }) }));
    expect(await complaintsOf(xml)).toEqual([]);
    expect(xml).toContain(
      'name="]]&#62;&#60;a b=&#34;c&#39;d&#34;&#62;&#38;amp;\\x00\\x08\\x1b \ufffd\ufffd\ufffd \ufffd --&#62;',
    );
    expect(await complaintsOf(xml.replace('\\x1b', '\u001b'))).not.toEqual([]);
  });
});
