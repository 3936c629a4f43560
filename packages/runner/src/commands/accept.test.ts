import { existsSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { UserError } from '../errors.ts';
import { renderLedger } from '../gate/record-files.ts';
import { adding, aSituation, type Situation, unit } from '../gate/situation.fixture.ts';
import { type AcceptArguments, acceptCommand } from './accept.ts';

const PAY = 'src/pay.ts';
const LEDGER = 'killrate.accepted.json';

async function measured(letters = 'KSSNU'): Promise<Situation> {
  const situation = aSituation(unit('src/pay', letters.length), { target: 100 });
  await situation.measure({ [PAY]: letters });
  return situation;
}

function accept(situation: Situation, given: Partial<AcceptArguments>): Promise<string[]> {
  const defaults = { keys: [], reason: null, category: 'will-not-fix', expires: null, author: null, isPrune: false } as const;
  return acceptCommand({ ...defaults, cwd: situation.root, ...given });
}

async function refusal(situation: Situation, given: Partial<AcceptArguments>): Promise<string> {
  const error = await accept(situation, given).then(
    () => null,
    (thrown: unknown) => thrown,
  );
  expect(error).toBeInstanceOf(UserError);
  expect((error as UserError).message).not.toContain('\n');
  return (error as UserError).message;
}

describe('an acceptance', () => {
  test('is one line that can be reviewed without a tool, and lets the gate pass', async () => {
    const situation = await measured('KSK');
    const key = situation.key(PAY, 2);
    const said = await accept(situation, {
      keys: [key],
      reason: '  it is\n only money ',
      category: 'equivalent',
      author: 'Somebody',
    });
    expect(said).toEqual([
      `accepted ${key}  src/pay.ts:4  ArithmeticOperator  (equivalent)`,
      `wrote ${LEDGER}, 1 entry: commit it, it is reviewed like code`,
    ]);
    const today = new Date().toISOString().slice(0, 10);
    const decision = { category: 'equivalent', reason: 'it is only money', author: 'Somebody', date: today, expires: null };
    expect(situation.read(LEDGER)).toBe(renderLedger([situation.entry(PAY, 2, decision as never)]));
    expect(situation.read(LEDGER).split('\n')).toHaveLength(4);
    expect(await situation.gate()).toMatchObject({ code: 0 });
  });

  test('takes the beginning of a key, a survivor that no test runs, a last day, and the author from git', async () => {
    const situation = await measured();
    situation.git('config', 'user.name', 'Ünal O’Neill');
    const key = situation.key(PAY, 4);
    await accept(situation, { keys: [key.slice(0, 6)], reason: 'glue', expires: '2999-12-31' });
    expect(JSON.parse(situation.read(LEDGER))[1]).toMatchObject({ key, expires: '2999-12-31', author: 'Ünal O’Neill' });
  });

  test('has no author where nobody has a name', async () => {
    const situation = await measured();
    await accept(situation, { keys: [situation.key(PAY, 2)], reason: 'glue' });
    expect(JSON.parse(situation.read(LEDGER))[1]).toMatchObject({ author: null });
  });

  test('is sorted by file and key among the others, and takes the place of an earlier one of its mutant', async () => {
    const situation = await measured('SSSS');
    const keys = [1, 2, 3, 4].map((number) => situation.key(PAY, number));
    for (const key of keys) await accept(situation, { keys: [key], reason: 'first' });
    await accept(situation, { keys: keys.slice(0, 2), reason: 'second' });
    const [, ...rows] = JSON.parse(situation.read(LEDGER)) as { key: string; reason: string }[];
    expect(rows.map(({ key }) => key)).toEqual(keys.toSorted());
    expect(rows.find(({ key }) => key === keys[1])?.reason).toBe('second');
    expect(rows.find(({ key }) => key === keys[2])?.reason).toBe('first');
  });

  test.each<[string, (situation: Situation) => Partial<AcceptArguments>, RegExp]>([
    ['without a mutant', () => ({ reason: 'so' }), /^name the mutants to accept: killrate survivors lists them$/],
    ['without a reason', (s) => ({ keys: [s.key(PAY, 2)] }), /^say why with --reason/],
    ['with a blank reason', (s) => ({ keys: [s.key(PAY, 2)], reason: ' \n' }), /^say why with --reason/],
    [
      'of a killed mutant',
      (s) => ({ keys: [s.key(PAY, 1)], reason: 'so' }),
      /in src\/pay\.ts:3 is Killed: only survivors can be accepted/,
    ],
    [
      'of an unresolved mutant',
      (s) => ({ keys: [s.key(PAY, 5)], reason: 'so' }),
      /in src\/pay\.ts:7 is unresolved: measure it first, with killrate retry/,
    ],
    [
      'of a mutant and one that nobody knows',
      (s) => ({ keys: [s.key(PAY, 2), 'ffffffffffff'], reason: 'so' }),
      /^there is no mutant ffffffffffff/,
    ],
    ['by a key that is too short', (s) => ({ keys: [s.key(PAY, 2).slice(0, 3)], reason: 'so' }), /^there is no mutant/],
    [
      'to a day that is none',
      (s) => ({ keys: [s.key(PAY, 2)], reason: 'so', expires: '2999-02-30' }),
      /^--expires 2999-02-30 is no date: write it YYYY-MM-DD$/,
    ],
    ['to a word', (s) => ({ keys: [s.key(PAY, 2)], reason: 'so', expires: 'soon' }), /^--expires soon is no date/],
    [
      'to a day that is past',
      (s) => ({ keys: [s.key(PAY, 2)], reason: 'so', expires: '2026-01-01' }),
      /^--expires 2026-01-01 is past: name a day from/,
    ],
    [
      'beside --prune',
      (s) => ({ keys: [s.key(PAY, 2)], isPrune: true }),
      /^--prune takes out every stale entry: name no mutant with it$/,
    ],
  ])('%s is refused, and nothing is written', async (_, given, message) => {
    const situation = await measured();
    expect(await refusal(situation, given(situation))).toMatch(message);
    expect(existsSync(`${situation.root}/${LEDGER}`)).toBe(false);
  });

  test('of a key with a slip names the nearest one', async () => {
    const situation = await measured();
    const key = situation.key(PAY, 2);
    const slip = `${key.slice(0, 11)}${key.endsWith('0') ? '1' : '0'}`;
    expect(await refusal(situation, { keys: [slip], reason: 'so' })).toBe(
      `there is no mutant ${slip} (did you mean ${key}?): killrate survivors lists them`,
    );
  });

  test('of a file that changed since is refused: its mutants are others now', async () => {
    const situation = await measured();
    const key = situation.key(PAY, 2);
    situation.write({ [PAY]: adding('pay', 6) });
    expect(await refusal(situation, { keys: [key], reason: 'so' })).toMatch(/^there is no mutant/);
  });

  test('to a ledger in conflict is refused, and the ledger stays as it is', async () => {
    const situation = await measured();
    situation.write({ [LEDGER]: '<<<<<<< HEAD\n' });
    expect(await refusal(situation, { keys: [situation.key(PAY, 2)], reason: 'so' })).toMatch(/marks of a merge conflict/);
    expect(situation.read(LEDGER)).toBe('<<<<<<< HEAD\n');
  });
});

describe('pruning', () => {
  test('takes out what is stale, and leaves the rest byte for byte', async () => {
    const situation = await measured('KSSS');
    const [killed, kept, expired, quoted] = [
      situation.entry(PAY, 1),
      situation.entry(PAY, 2),
      situation.entry(PAY, 3, { expires: '2026-01-31' }),
      situation.entry(PAY, 4, { reason: 'it says "ü" \\ \u2028', author: 'Ünal' }),
    ];
    situation.write({ [LEDGER]: renderLedger([killed, kept, expired, quoted]) });
    const said = await accept(situation, { isPrune: true });
    expect(new Set(said)).toEqual(
      new Set([
        `took out ${killed.key}  src/pay.ts  its mutant is killed now`,
        `took out ${expired.key}  src/pay.ts  it expired on 2026-01-31`,
        `wrote ${LEDGER}, 2 left`,
      ]),
    );
    expect(situation.read(LEDGER)).toBe(renderLedger([kept, quoted]));
  });

  test('writes nothing where nothing is stale', async () => {
    const situation = await measured('KS');
    const text = `${renderLedger([situation.entry(PAY, 2)])}\n\n`;
    situation.write({ [LEDGER]: text });
    expect(await accept(situation, { isPrune: true })).toEqual(['nothing is stale']);
    expect(situation.read(LEDGER)).toBe(text);
  });

  test('leaves an entry whose file was not measured', async () => {
    const situation = await measured('KS');
    situation.write({ [LEDGER]: renderLedger([situation.entry(PAY, 1)]), [PAY]: adding('pay', 3) });
    expect(await accept(situation, { isPrune: true })).toEqual(['nothing is stale']);
  });
});
