/** A corpus: labelled examples of the rules, one list in each `*.cases.ts` and `*.cases.json` below a folder. */
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { z } from 'zod';
import { UserError } from '../src/errors.ts';

const CASES = /\.cases\.(?:[cm]?ts|json)$/;
const Rules = z.union([z.string(), z.array(z.string()).min(1)]);

/** A case as it is written down. Its text is `code`, or what `file` holds beside the list. */
const WrittenCase = z.strictObject({
  rule: Rules.optional(),
  label: z.enum(['flag', 'silent']),
  source: z.string(),
  code: z.string().optional(),
  file: z.string().optional(),
  also: z.record(z.string(), z.string()).optional(),
  flags: z.int().positive().optional(),
  why: z.string().optional(),
});

const WrittenList = z.union([
  z.array(WrittenCase).transform((cases) => ({ rule: undefined, cases })),
  z.object({ rule: Rules.optional(), cases: z.array(WrittenCase) }),
]);

/** One example, ready to be judged. */
export interface CorpusCase {
  /** Any of them may speak. */
  rules: readonly string[];
  label: 'flag' | 'silent';
  source: string;
  /** `no-assertion.cases.ts #3`, relative to the corpus. */
  place: string;
  /** The path that the code gets. */
  file: string;
  /** Every file of the example by its path, the code included. */
  files: Readonly<Record<string, string>>;
  /** How many flags there must be; null where one is enough. */
  flags: number | null;
  why: string | null;
}

/** Every case below `folder`. Throws a UserError for a list that cannot be read, and where there is none. */
export async function readCorpus(folder: string): Promise<CorpusCase[]> {
  const root = resolve(folder);
  const lists = listFiles(root).filter((path) => CASES.test(path));
  if (lists.length === 0) throw new UserError(`${folder} holds no *.cases.ts or *.cases.json`);
  const cases: CorpusCase[] = [];
  for (const list of lists) cases.push(...readList(root, list, await load(list)));
  return cases;
}

function listFiles(root: string): string[] {
  try {
    return readdirSync(root, { recursive: true, encoding: 'utf8' })
      .filter((path) => !path.includes('node_modules'))
      .map((path) => join(root, path))
      .sort();
  } catch {
    throw new UserError(`there is no folder ${root}`);
  }
}

async function load(list: string): Promise<unknown> {
  if (!list.endsWith('.json')) return { ...((await import(pathToFileURL(list).href)) as object) };
  try {
    return JSON.parse(readFileSync(list, 'utf8'));
  } catch (error) {
    throw new UserError(`${list} is not valid JSON: ${error instanceof Error ? error.message : error}`);
  }
}

/** The cases of one list, checked. */
function readList(root: string, list: string, content: unknown): CorpusCase[] {
  const parsed = WrittenList.safeParse(content);
  if (!parsed.success) throw new UserError(`${list} is no list of cases: ${z.prettifyError(parsed.error).replaceAll('\n', ' ')}`);
  return parsed.data.cases.map((written, at) => {
    const place = `${relative(root, list)} #${at + 1}`;
    const rule = written.rule ?? parsed.data.rule;
    if (rule === undefined) throw new UserError(`${place} names no rule, and neither does its list`);
    const { file = 'example.test.ts', also = {}, flags = null, why = null } = written;
    const code = written.code ?? readBeside(list, place, written.file);
    return {
      rules: typeof rule === 'string' ? [rule] : rule,
      label: written.label,
      source: written.source,
      place,
      file,
      files: { ...also, [file]: code },
      flags,
      why,
    };
  });
}

function readBeside(list: string, place: string, file: string | undefined): string {
  if (file === undefined) throw new UserError(`${place} has neither code nor a file`);
  try {
    return readFileSync(join(dirname(list), file), 'utf8');
  } catch {
    throw new UserError(`${place} speaks of ${file}, which is not beside its list`);
  }
}
