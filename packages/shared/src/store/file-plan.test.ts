import { describe, expect, test } from 'vitest';
import { describeLoss, hashOfKeys, planOfJob, plansOfState } from './file-plan.ts';
import { markFileMeasured } from './project-state.ts';
import { beginRun } from './runs.ts';
import { FILE, measured, newMutant, newRun, newStore, planFile, planRun } from './store.fixture.ts';

describe('the plan of a file', () => {
  test('it says how many mutants were planned, and which', () => {
    const store = newStore();
    const tax = 'src/tax.ts';
    planRun(store, { id: 'run-1', mutants: [newMutant('b'), newMutant('a')] });
    planFile(store, 'run-1', tax, []);
    for (const file of [FILE, tax]) markFileMeasured(store, { ...measured('run-1'), file });

    expect(plansOfState(store)).toEqual(
      new Map([
        [FILE, { count: 2, hash: hashOfKeys(['a', 'b']) }],
        [tax, { count: 0, hash: hashOfKeys([]) }],
      ]),
    );
  });

  test('it is that of the run that last measured all of the file', () => {
    const store = newStore();
    planRun(store, { id: 'run-1', mutants: [newMutant('a')] });
    planRun(store, { id: 'run-2', mutants: [newMutant('a'), newMutant('b')] });
    planRun(store, { id: 'run-3', mutants: [newMutant('c')] });
    markFileMeasured(store, measured('run-1'));
    markFileMeasured(store, measured('run-2'));

    expect([...plansOfState(store).values()]).toEqual([{ count: 2, hash: hashOfKeys(['a', 'b']) }]);
  });

  test('it does not shrink with a lost result', () => {
    const store = newStore();
    planRun(store, { id: 'run-1', mutants: [newMutant('a'), newMutant('b')] });
    markFileMeasured(store, measured('run-1'));

    store.exec('DELETE FROM result WHERE mutant_id = (SELECT max(id) FROM mutant)');

    expect(plansOfState(store).get(FILE)?.count).toBe(2);
  });

  test('a file that was never planned here has none', () => {
    const store = newStore();
    beginRun(store, newRun('run-1'));
    markFileMeasured(store, measured('run-1'));

    expect(plansOfState(store)).toEqual(new Map([[FILE, { count: null, hash: null }]]));
  });

  test('a hash of keys is 16 digits of hexadecimal, whatever their order', () => {
    expect(hashOfKeys(['a', 'b'])).toMatch(/^[0-9a-f]{16}$/);
    expect(hashOfKeys(['b', 'a'])).toBe(hashOfKeys(['a', 'b']));
    expect(new Set([['a', 'b'], ['ab'], ['a'], ['a', 'b', 'c'], []].map(hashOfKeys))).toHaveLength(5);
  });
});

describe('what was planned for a file', () => {
  test('is known of each run by itself, and of none that had no job for it', () => {
    const store = newStore();
    planRun(store, { id: 'run-1', mutants: [newMutant('a'), newMutant('b')] });
    planRun(store, { id: 'run-2', mutants: [newMutant('a')] });

    expect(planOfJob(store, 'run-1', FILE)).toEqual({ count: 2, hash: hashOfKeys(['a', 'b']) });
    expect(planOfJob(store, 'run-2', FILE)).toEqual({ count: 1, hash: hashOfKeys(['a']) });
    expect([planOfJob(store, 'run-1', 'src/tax.ts'), planOfJob(store, 'run-3', FILE)]).toEqual([null, null]);
  });

  test('tells when results are missing, or are of others', () => {
    const plan = { count: 2, hash: hashOfKeys(['a', 'b']) };
    expect(describeLoss(plan, [{ key: 'b' }, { key: 'a' }])).toBeNull();
    expect(describeLoss(plan, [{ key: 'a' }])).toBe('1 of its 2 planned mutants have a result');
    expect(describeLoss(plan, [{ key: 'a' }, { key: 'c' }])).toBe('its results are of other mutants than were planned');
  });

  test('tells nothing where it was not kept', () => {
    expect(describeLoss({ count: null, hash: null }, [{ key: 'a' }])).toBeNull();
  });
});
