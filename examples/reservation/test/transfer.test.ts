import { describe, expect, it } from 'vitest';
import { openWallet } from '../src/wallet/balance.ts';
import { sharePrize, transfer } from '../src/wallet/transfer.ts';
import { expectWalletError } from './assertions.ts';

const players = () => ({ ana: openWallet('ana', 10_000), bo: openWallet('bo', 1_000) });

describe('transfer', () => {
  it('moves the amount, and the sender pays the fee', () => {
    const { ana, bo } = players();
    const { from, to } = transfer(ana, bo, 4_000, 60);
    expect(from).toEqual({ playerId: 'ana', balance: 5_940, reservations: [] });
    expect(to).toEqual({ playerId: 'bo', balance: 5_000, reservations: [] });
  });

  it('refuses a transfer to oneself', () => {
    const { ana } = players();
    try {
      transfer(ana, ana, 1_000, 0);
    } catch (error) {
      expect((error as Error).message).toContain('same wallet');
    }
  });

  it('refuses to send more than there is, fee included', () => {
    const { ana, bo } = players();
    expectWalletError(() => transfer(ana, bo, 9_990, 11), 'insufficient-chips');
  });

  it('never creates or destroys chips', () => {
    const { ana, bo } = players();
    const { from, to } = transfer(ana, bo, 2_000, 30);
    const total = from.balance + to.balance + 30;
    expect(from.balance + to.balance + 30).toBe(total);
  });
});

describe('sharePrize', () => {
  it('shares a prize between the winners', () => {
    expect(sharePrize(9_000, 3)).toHaveLength(3);
  });

  it('distributes odd cents', () => {
    const shares = sharePrize(1_001, 3);
    expect(shares).toBeTruthy();
    expect(shares).toBeInstanceOf(Array);
  });
});
