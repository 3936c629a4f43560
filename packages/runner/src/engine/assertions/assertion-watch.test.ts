import { beforeEach, describe, expect, it } from 'vitest';
import { AssertionWatch } from './assertion-watch.ts';
import { structuralHash } from './structural-hash.ts';

let test: number | null = null;
let watch: AssertionWatch;
beforeEach(() => {
  test = 0;
  watch = new AssertionWatch(() => test);
  watch.begin(true);
});

/** Executes an assertion as woven code does; what is compared is given back as arguments of the matcher. */
function execute(site: string, actual: unknown, expected: unknown): unknown[] {
  const sides = [watch.actual(site, actual), watch.expected(site, expected)];
  return [...sides, ...watch.compared(site)];
}

it('the tests that execute an assertion are told, whether executions are counted or not', () => {
  watch.begin(false);
  watch.met('a');
  test = null;
  watch.met('a');
  test = 2;
  watch.named('b', 'true');
  test = 4;
  execute('c', 1, 1);
  expect(watch.asserting()).toEqual([0, 2, 4]);
  watch.begin(false);
  expect(watch.asserting()).toEqual([]);
});

describe('executions', () => {
  it('are counted for each test, and outside of any', () => {
    test = null;
    watch.met('a');
    test = 3;
    watch.met('a');
    watch.named('a', 'true');
    watch.met('b');
    const counts = watch.counts();
    expect(counts).toEqual({
      a: [
        [null, 1],
        [3, 2],
      ],
      b: [[3, 1]],
    });
  });

  it('are not counted where nobody asked', () => {
    watch.begin(false);
    watch.met('a');
    expect(watch.counts()).toEqual({});
  });

  it('add no argument, and give the name of a property back', () => {
    expect([...watch.met('a')]).toEqual([]);
    expect(watch.named('a', 'true')).toBe('true');
  });
});

describe('values', () => {
  it('are given back as they are, and kept as hashes in the order of the executions', () => {
    const value = { a: 1 };
    expect(execute('a', value, 2)[0]).toBe(value);
    execute('a', 3, 4);
    expect(watch.values()).toEqual([
      {
        test: 0,
        site: 'a',
        pairs: [
          [structuralHash({ a: 1 }), structuralHash(2)],
          [structuralHash(3), structuralHash(4)],
        ],
      },
    ]);
    expect(watch.counts()).toEqual({ a: [[0, 2]] });
  });

  it('are those that they are when the matcher is called', () => {
    const value = { a: 1 };
    watch.actual('a', value);
    value.a = 2;
    watch.expected('a', value.a);
    watch.compared('a');
    expect(watch.values()[0]?.pairs).toEqual([[structuralHash({ a: 2 }), structuralHash(2)]]);
  });

  it('are unknown where an assertion begins again before it was executed', () => {
    watch.actual('a', 1);
    watch.actual('a', 2);
    watch.expected('a', 2);
    watch.compared('a');
    expect(watch.values()[0]?.pairs).toEqual([[null, null]]);
    execute('a', 5, 5);
    expect(watch.values()[0]?.pairs[1]).toEqual([structuralHash(5), structuralHash(5)]);
  });

  it('are not kept outside of tests, nor where the test ended meanwhile', () => {
    test = null;
    execute('a', 1, 1);
    test = 1;
    watch.actual('b', 1);
    test = 2;
    watch.expected('b', 1);
    watch.compared('b');
    expect(watch.values()).toEqual([]);
  });

  it('are kept of the first hundred executions', () => {
    for (let count = 0; count < 150; count += 1) execute('a', count, count);
    expect(watch.values()[0]?.pairs).toHaveLength(100);
  });

  it('are forgotten with the next run', () => {
    execute('a', 1, 1);
    watch.begin(false);
    expect(watch.values()).toEqual([]);
  });
});

describe('of an assertion by resolves', () => {
  it('the value is what the promise gives, once it does', async () => {
    const promise = Promise.resolve({ a: 1 });
    execute('a', promise, { a: 1 });
    expect(watch.values()[0]?.pairs).toEqual([[null, structuralHash({ a: 1 })]]);
    await promise;
    expect(watch.values()[0]?.pairs).toEqual([[structuralHash({ a: 1 }), structuralHash({ a: 1 })]]);
  });

  it('nothing is known of one that fails, nor of one of a class of its own', async () => {
    class Own extends Promise<number> {}
    const failing = Promise.reject(new Error('no'));
    execute('a', failing, 1);
    execute('b', Own.resolve(1), 1);
    await expect(failing).rejects.toThrow('no');
    const actual = watch.values().map(({ pairs }) => pairs.map(([first]) => first));
    expect(actual).toEqual([[null], [structuralHash(Own.resolve(1))]]);
  });

  it('a test that puts another then in place is not called', async () => {
    const original = Object.getOwnPropertyDescriptor(Promise.prototype, 'then') as PropertyDescriptor;
    let calls = 0;
    const promise = Promise.resolve(1);
    Object.defineProperty(Promise.prototype, 'then', { ...original, value: () => calls++ });
    execute('a', promise, 1);
    Object.defineProperty(Promise.prototype, 'then', original);
    await promise;
    expect([calls, watch.values()[0]?.pairs]).toEqual([0, [[structuralHash(1), structuralHash(1)]]]);
  });
});
