/** The files that a team keeps beside its code, and reviews like code: read strictly, written whole. */
import { existsSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { LedgerEntry } from '@killrate/shared/gate/acceptance';
import { z } from 'zod';
import { didYouMean } from '../config/nearest.ts';
import { UserError } from '../errors.ts';

/** Survivors that somebody decided to live with. */
export const ACCEPTED_FILE = 'killrate.accepted.json';

/** What each module has reached, and must keep. */
export const FLOORS_FILE = 'killrate.floors.json';

const Header = z.strictObject({ killrate: z.literal('accepted survivors'), schemaVersion: z.literal(1) });
const HEADER: z.infer<typeof Header> = { killrate: 'accepted survivors', schemaVersion: 1 };

const FloorsFile = z.strictObject({ floors: z.record(z.string(), z.number().min(0).max(100)) });

/**
 * The accepted survivors of a project; none where there is no such file.
 * @throws UserError where the file is not as killrate writes it.
 */
export function readLedger(root: string): LedgerEntry[] {
  const text = readRecord(root, ACCEPTED_FILE);
  return text === null ? [] : parseLedger(text, ACCEPTED_FILE);
}

/** Reads a ledger's text; `name` is what errors call it. */
export function parseLedger(text: string, name: string): LedgerEntry[] {
  const content = parseRecord(text, name);
  if (!Array.isArray(content)) throw new UserError(`${name} must hold a list, as killrate accept writes it`);
  const [header, ...rows] = content as unknown[];
  const version = (header as { schemaVersion?: unknown } | undefined)?.schemaVersion;
  if (typeof version === 'number' && version > HEADER.schemaVersion)
    throw new UserError(`${name} was written by a newer killrate (version ${version}): update killrate`);
  if (!Header.safeParse(header).success)
    throw new UserError(`${name} must begin with ${JSON.stringify(HEADER)}, as killrate accept writes it`);
  const entries = rows.map((row, index) => parseEntry(row, index, name));
  const seen = new Map<string, LedgerEntry>();
  for (const entry of entries) {
    const other = seen.get(entry.key);
    if (other !== undefined && JSON.stringify(other) !== JSON.stringify(entry))
      throw new UserError(`${name} accepts mutant ${entry.key} twice, in different words: keep one of the two lines`);
    seen.set(entry.key, entry);
  }
  return [...seen.values()];
}

function parseEntry(row: unknown, index: number, name: string): LedgerEntry {
  const parsed = LedgerEntry.safeParse(row);
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0];
  const key = (row as { key?: unknown } | null)?.key;
  const which = typeof key === 'string' ? `the entry of ${key}` : `entry ${index + 1}`;
  if (issue?.code === 'unrecognized_keys') {
    const unknown = issue.keys[0] ?? '';
    return fail(`${name}: ${which} has no key ${JSON.stringify(unknown)}${didYouMean(unknown, Object.keys(LedgerEntry.shape))}`);
  }
  const problem = [issue?.path.join('.'), lowerFirst(issue?.message ?? 'is not valid')].filter(Boolean).join(' ');
  return fail(`${name}: ${which}: ${problem}`);
}

/** A ledger as text: sorted by file and key, one line for each entry, so that two branches can add to it without a conflict of form. */
export function renderLedger(entries: readonly LedgerEntry[]): string {
  const byPlace = entries.toSorted((a, b) => compare(a.file, b.file) || compare(a.key, b.key));
  return `${[`[ ${JSON.stringify(HEADER)}`, ...byPlace.map((entry) => `, ${JSON.stringify(inOrder(entry))}`)].join('\n')}\n]\n`;
}

/** Writes the accepted survivors, all or nothing. */
export function writeLedger(root: string, entries: readonly LedgerEntry[]): void {
  writeRecord(root, ACCEPTED_FILE, renderLedger(entries));
}

/**
 * The floors of a project by module, null where there is no such file.
 * @throws UserError where the file is not as killrate writes it.
 */
export function readFloors(root: string): Map<string, number> | null {
  const text = readRecord(root, FLOORS_FILE);
  return text === null ? null : parseFloors(text, FLOORS_FILE);
}

/** Reads floors from text; `name` is what errors call it. */
export function parseFloors(text: string, name: string): Map<string, number> {
  const parsed = FloorsFile.safeParse(parseRecord(text, name));
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    const at = issue?.path.join('.') ?? '';
    return fail(`${name} must hold { "floors": { MODULE: PERCENTAGE } }${at === '' ? '' : `, which ${at} does not fit`}`);
  }
  return new Map(Object.entries(parsed.data.floors));
}

/** Writes the floors, all or nothing, sorted by module. */
export function writeFloors(root: string, floors: ReadonlyMap<string, number>): void {
  const sorted = [...floors].sort(([a], [b]) => compare(a, b));
  writeRecord(root, FLOORS_FILE, `${JSON.stringify({ floors: Object.fromEntries(sorted) }, null, 2)}\n`);
}

function readRecord(root: string, name: string): string | null {
  const path = join(root, name);
  if (!existsSync(path)) return null;
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    return fail(`${name} cannot be read: ${error instanceof Error ? error.message : error}`);
  }
}

function parseRecord(text: string, name: string): unknown {
  const lines = text.split(/\r?\n/);
  const conflict = lines.findIndex((line) => /^(?:<{7}|={7}|>{7}|\|{7})(?: |$)/.test(line));
  if (conflict >= 0)
    throw new UserError(`${name}:${conflict + 1} holds the marks of a merge conflict: resolve it, each entry is one line`);
  try {
    return JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch (error) {
    const message = (error instanceof Error ? error.message : String(error)).replaceAll(/\s+/g, ' ');
    throw new UserError(`${name} is not valid JSON: ${message}`);
  }
}

function writeRecord(root: string, name: string, text: string): void {
  const path = join(root, name);
  const draft = `${path}.${process.pid}.tmp`;
  try {
    writeFileSync(draft, text, { flag: 'wx' });
    renameSync(draft, path);
  } catch (error) {
    rmSync(draft, { force: true });
    throw new UserError(`${name} cannot be written: ${error instanceof Error ? error.message : error}`);
  }
}

function inOrder(entry: LedgerEntry): LedgerEntry {
  const { key, file, mutator, original, replacement, category, reason, author, date, expires } = entry;
  return { key, file, mutator, original, replacement, category, reason, author, date, expires };
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

function lowerFirst(text: string): string {
  return text.charAt(0).toLowerCase() + text.slice(1);
}

function fail(message: string): never {
  throw new UserError(message);
}
