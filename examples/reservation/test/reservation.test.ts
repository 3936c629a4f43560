import { describe, expect, it } from 'vitest';
import { openWallet, type Reservation } from '../src/wallet/balance.ts';
import { expireReservations, HOLD_MS, release, reserve, settle } from '../src/wallet/reservation.ts';
import { WalletError } from '../src/wallet/wallet-error.ts';
import { expectRefusal, expectWalletError, walletAt } from './assertions.ts';

const NOW = 1_000;

describe('reserve', () => {
  it('holds the chips for the table for ten minutes', () => {
    expect(reserve(openWallet('ana', 10_000), 'table-1', 4_000, NOW)).toEqual({
      kind: 'reserved',
      wallet: {
        playerId: 'ana',
        balance: 10_000,
        reservations: [{ tableId: 'table-1', amount: 4_000, expiresAtMs: 601_000 }],
      },
    });
  });

  it('prevents double booking', () => {
    const wallet = walletAt('table-1');
    reserve(wallet, 'table-1', 5_000, NOW);
    reserve(wallet, 'table-1', 5_000, NOW);
    expect(true).toBe(true);
  });

  it('creates a reservation with table, amount and expiry', () => {
    const reservation: Reservation = { tableId: 'table-1', amount: 5_000, expiresAtMs: NOW + HOLD_MS };
    expect(reservation.tableId).toBe('table-1');
    expect(reservation.amount).toBe(5_000);
    expect(reservation.expiresAtMs).toBe(NOW + HOLD_MS);
  });

  it('limits a player to four tables', () => {
    const wallet = walletAt('table-1', 'table-2', 'table-3', 'table-4');
    const result = reserve(wallet, 'table-5', 5_000, NOW);
    expect(result).toBeDefined();
  });

  it('lets a player reserve everything, and refuses one cent more', () => {
    expect(reserve(walletAt('table-1'), 'table-2', 15_000, NOW).kind).toBe('reserved');
    expectRefusal(reserve(walletAt('table-1'), 'table-2', 15_001, NOW), 'insufficient-chips');
  });

  it('enforces the minimum buy-in', () => {
    const result = reserve(openWallet('ana', 10_000), 'table-1', 500, NOW);
    if (result.kind === 'refused') {
      expect(result.reason).toBe('below-minimum');
    }
  });

  it('throws on fractions of a cent', () => {
    expectWalletError(() => reserve(openWallet('ana', 10_000), 'table-1', 2_000.5, NOW), 'invalid-amount');
  });
});

describe('release', () => {
  it('gives the chips of that table back, and of no other', () => {
    const result = release(walletAt('table-1', 'table-2'), 'table-1');
    expect(result).toEqual({ kind: 'released', wallet: walletAt('table-2'), amount: 5_000 });
  });

  it('finds nothing at a table without a seat', () => {
    expect(release(walletAt('table-1'), 'table-2')).toEqual({ kind: 'not-found' });
  });

  it('can be called twice without harm', () => {
    const wallet = walletAt('table-1');
    const first = release(wallet, 'table-1');
    if (first.kind === 'released') release(first.wallet, 'table-1');
  });
});

describe('settle', () => {
  it('pays out the stack that is left', () => {
    const wallet = walletAt('table-1');
    const result = settle(wallet, 'table-1', 3_000);
    expect(result).toEqual(settle(wallet, 'table-1', 3_000));
  });

  it('rejects an invalid stack', () => {
    try {
      settle(walletAt('table-1'), 'table-1', -1);
    } catch (error) {
      expect(error).toBeInstanceOf(WalletError);
    }
  });
});

describe('expireReservations', () => {
  it('drops seats that nobody claimed', () => {
    const wallet = expireReservations(walletAt('table-1', 'table-2'), NOW + HOLD_MS);
    expect(wallet).toBeDefined();
    expect(wallet.reservations).toBeInstanceOf(Array);
  });

  it('keeps a reservation until its time is over', () => {
    expect(expireReservations(walletAt('table-1'), NOW + 1)).toEqual(walletAt('table-1'));
  });
});
