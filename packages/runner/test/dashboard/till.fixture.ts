/** A little project with a history: two modules with targets, weak tests, two runs with an edit between them. */
import { cpSync } from 'node:fs';
import { createTestProject, type Ended, killrate, type TestProject } from '../project.fixture.ts';

const CONFIG = `export default {};
export const killrate = {
  modules: [
    { name: 'wallet', files: ['src/wallet/**'], target: 95 },
    { name: 'fees', files: ['src/fees/**'], target: 20 },
  ],
};
`;

const WALLET = `export interface Wallet {
  chips: number;
  held: number;
}

export function available(wallet: Wallet): number {
  return wallet.chips - wallet.held;
}

export function hold(wallet: Wallet, amount: number): Wallet | null {
  if (amount <= 0) throw new RangeError('nothing to hold');
  if (amount > available(wallet)) return null;
  return { ...wallet, held: wallet.held + amount };
}

export function isEmpty(wallet: Wallet): boolean {
  return wallet.chips === 0;
}
`;

const FEES = `export function fee(amount: number): number {
  if (amount >= 1_000) return 10;
  return amount > 100 ? 5 : 1;
}
`;

const WALLET_TESTS = `import { describe, expect, it } from 'vitest';
import { available, hold } from '../src/wallet/wallet';

describe('wallet', () => {
  it('knows what is available', () => {
    expect(available({ chips: 50, held: 20 })).toBe(30);
  });
  it('holds chips', () => {
    expect(hold({ chips: 50, held: 20 }, 10)).toEqual({ chips: 50, held: 30 });
  });
  it('proves nothing', () => {
    const wallet = hold({ chips: 50, held: 20 }, 10);
    expect(wallet !== null);
    expect(true).toBe(true);
  });
});
`;

const FEES_TESTS = `import { expect, it } from 'vitest';
import { fee } from '../src/fees/fees';

it('takes a fee', () => {
  expect(fee(1)).toBe(1);
  expect(fee(2_000)).toBe(10);
});
`;

/** Kills what the first run left alive in \`available\` and \`hold\`. */
const MORE_TESTS = `import { expect, it } from 'vitest';
import { hold } from '../src/wallet/wallet';

it('holds no more than there is', () => {
  expect(hold({ chips: 50, held: 20 }, 31)).toBeNull();
});
`;

/** What the weaker test of the second run still proves. */
const WEAKER_FEES_TESTS = FEES_TESTS.replace('  expect(fee(2_000)).toBe(10);\n', '');

/** The project before anybody measured it. */
export function createTill(): TestProject {
  return createTestProject({
    'stryker.conf.mjs': CONFIG,
    'src/wallet/wallet.ts': WALLET,
    'src/fees/fees.ts': FEES,
    'test/wallet.test.ts': WALLET_TESTS,
    'test/fees.test.ts': FEES_TESTS,
  });
}

/** Measured twice: between the runs a test was added that fixes survivors, and another one lost an assertion. */
export function createMeasuredTill(): TestProject {
  const project = createTill();
  expectDone(killrate(project.root, 'run'));
  project.write('test/more.test.ts', MORE_TESTS);
  project.write('test/fees.test.ts', WEAKER_FEES_TESTS);
  expectDone(killrate(project.root, 'run'));
  return project;
}

/** The same project once more, with its results: for a test that writes. */
export function copyTill(till: TestProject): TestProject {
  const copy = createTestProject({}, { hasVitest: false });
  cpSync(till.root, copy.root, { recursive: true, force: true, verbatimSymlinks: true });
  return copy;
}

function expectDone({ code, stderr }: Ended): void {
  if (code !== 0) throw new Error(`killrate run ended with ${code}: ${stderr}`);
}
