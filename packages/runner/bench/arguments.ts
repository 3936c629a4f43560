/** The arguments of a bench, read from what stands behind its name. */
import { UserError } from '../src/errors.ts';

/** A list separated by commas; empty where the option was not given. */
export function listOf(value: string | undefined): string[] {
  return value === undefined ? [] : value.split(',').filter((item) => item !== '');
}

/** A whole number, `otherwise` where the option was not given. */
export function countOf(name: string, value: string | undefined, otherwise: number): number {
  if (value === undefined) return otherwise;
  if (!/^\d{1,10}$/.test(value)) throw new UserError(`--${name} is ${JSON.stringify(value)}: it must be a whole number`);
  return Number(value);
}

/** A value that must be given. */
export function required(name: string, value: string | undefined): string {
  if (value === undefined) throw new UserError(`--${name} is missing`);
  return value;
}
