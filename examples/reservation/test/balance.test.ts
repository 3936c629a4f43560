import { describe, expect, it } from 'vitest';
import { availableChips, deposit, openWallet, reservedChips, withdraw } from '../src/wallet/balance.ts';
import { WalletError } from '../src/wallet/wallet-error.ts';
import { expectWalletError, walletAt } from './assertions.ts';

describe('wallet', () => {
  it('starts empty and without reservations', () => {
    expect(openWallet('ana')).toEqual({ playerId: 'ana', balance: 0, reservations: [] });
  });

  it('keeps reserved chips out of what is available', () => {
    const wallet = walletAt('table-1', 'table-2');
    expect(availableChips(wallet)).toBe(10_000);
    expect(wallet.balance).toBe(20_000);
  });

  it('sums the chips of all tables', () => {
    const total = reservedChips(walletAt('table-1', 'table-2'));
    expect(total).toBeDefined();
  });
});

describe('deposit', () => {
  it('adds to the balance and leaves the given wallet as it was', () => {
    const before = openWallet('ana', 10_000);
    expect(deposit(before, 2_500).balance).toBe(12_500);
    expect(before.balance).toBe(10_000);
  });

  it('rejects a negative amount', () => {
    expectWalletError(() => deposit(openWallet('ana'), -1), 'invalid-amount');
  });

  it('rejects a zero amount', () => {
    try {
      deposit(openWallet('ana'), 0);
    } catch (error) {
      expect(error).toBeInstanceOf(WalletError);
    }
  });
});

describe('withdraw', () => {
  it('takes chips out of the wallet', () => {
    const wallet = withdraw(openWallet('ana', 10_000), 4_000);
    expect(wallet.balance).toBe(6_000);
  });

  it('never lets the balance go below zero', () => {
    const wallet = withdraw(openWallet('ana', 10_000), 9_000);
    expect(wallet.balance >= 0);
  });

  it('leaves chips that are held for a table alone', () => {
    expectWalletError(() => withdraw(walletAt('table-1'), 15_001), 'insufficient-chips');
  });
});
