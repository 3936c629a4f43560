import { afterEach, describe, expect, it, vi } from 'vitest';
import { consoleLogger } from '../src/desk/logger.ts';
import { formatCents, refusalText } from '../src/desk/messages.ts';

afterEach(() => {
  vi.restoreAllMocks();
});

describe('formatCents', () => {
  it('writes dollars with two decimals', () => {
    expect(formatCents(5)).toBe('$0.05');
    expect(formatCents(123_456)).toBe('$1,234.56');
  });
});

describe('refusalText', () => {
  it('has a text for every refusal', () => {
    expect(refusalText('already-reserved')).toBeTruthy();
    expect(refusalText('too-many-tables')).toBeTruthy();
    expect(refusalText('below-minimum')).toBeTruthy();
    expect(refusalText('insufficient-chips')).toBeTruthy();
  });
});

describe('consoleLogger', () => {
  it('marks its lines', () => {
    const info = vi.spyOn(console, 'info').mockImplementation(() => {});
    consoleLogger.info('hello');
    expect(info).toHaveBeenCalledWith('[desk] hello');
  });

  it('writes warnings', () => {
    vi.spyOn(console, 'warn').mockImplementation(() => {});
    expect(() => consoleLogger.warn('careful')).not.toThrow();
  });
});
