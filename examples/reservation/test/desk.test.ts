import { beforeEach, describe, expect, it, vi } from 'vitest';
import { type Desk, openDesk, sendChips, sitDown, standUp, walletOf } from '../src/desk/desk.ts';
import { refusalText } from '../src/desk/messages.ts';
import { availableChips, openWallet } from '../src/wallet/balance.ts';

const NOW = 1_000;
const logger = { info: vi.fn(), warn: vi.fn() };
let desk: Desk;

beforeEach(() => {
  vi.clearAllMocks();
  desk = openDesk([openWallet('ana', 3_000_000), openWallet('bo', 10_000)], logger);
});

describe('sitDown', () => {
  it('keeps the wallet with the held chips, and greets the player', () => {
    const message = sitDown(desk, 'bo', 'table-1', 4_000, NOW);
    expect(message).toBe('Welcome to table-1. Your $40.00 are on the table.');
    expect(availableChips(walletOf(desk, 'bo'))).toBe(6_000);
  });

  it('lets a player reserve everything, and refuses one cent more', () => {
    sitDown(desk, 'bo', 'table-1', 10_000, NOW);
    expect(availableChips(walletOf(desk, 'bo'))).toBe(0);
    expect(sitDown(desk, 'bo', 'table-2', 2_000, NOW)).toBe(refusalText('insufficient-chips'));
  });

  it('throws on fractions of a cent', () => {
    expect(() => sitDown(desk, 'bo', 'table-1', 2_000.5, NOW)).toThrow('not an amount');
  });

  it('leaves the wallet of a refused player as it was', () => {
    expect(sitDown(desk, 'bo', 'table-1', 10_001, NOW)).toBe('You do not have enough chips.');
    expect(walletOf(desk, 'bo')).toEqual(openWallet('bo', 10_000));
  });

  it('does not know strangers', () => {
    expect(() => sitDown(desk, 'cy', 'table-1', 4_000, NOW)).toThrow('no wallet for cy');
  });
});

describe('standUp', () => {
  it('pays out the player', () => {
    sitDown(desk, 'bo', 'table-1', 4_000, NOW);
    const message = standUp(desk, 'bo', 'table-1', 7_000);
    expect(message).toBeDefined();
  });

  it('handles a player without a seat', () => {
    const message = standUp(desk, 'bo', 'table-9', 7_000);
    expect(message).not.toBeNull();
  });
});

describe('sendChips', () => {
  it('moves the amount, and the sender pays the fee', () => {
    expect(sendChips(desk, 'bo', 'ana', 4_000)).toBe('Sent $40.00 to ana (fee $0.60).');
    expect(walletOf(desk, 'bo').balance).toBe(5_940);
    expect(walletOf(desk, 'ana').balance).toBe(3_004_000);
  });

  it('charges the lower rate once the sender has reached the next tier', () => {
    sendChips(desk, 'ana', 'bo', 1_000_000);
    expect(sendChips(desk, 'ana', 'bo', 10_000)).toBe('Sent $100.00 to bo (fee $1.00).');
  });

  it('refuses to send more than there is', () => {
    expect(() => sendChips(desk, 'bo', 'ana', 10_000)).toThrow();
    expect(walletOf(desk, 'bo').balance).toBe(10_000);
  });

  it('books the fee for the house', () => {
    const book = { add: vi.fn().mockReturnValue(60) };
    sendChips(desk, 'bo', 'ana', 4_000);
    expect(book.add(60)).toBe(60);
    expect(book.add).toHaveBeenCalledWith(60);
  });
});
