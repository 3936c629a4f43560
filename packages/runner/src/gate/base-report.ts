/** Results of the base from a file: killrate's own document, or the mutation testing report schema. */
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { RunDocument, SCHEMA_VERSION } from '@killrate/shared/document';
import type { BaseMutant } from '@killrate/shared/gate/new-survivors';
import { MutantStatus } from '@killrate/shared/model';
import { z } from 'zod';
import { UserError } from '../errors.ts';
import { nameMutants } from '../mutant-key.ts';
import { offsetFinder } from '../named-mutants.ts';

/** The mutants of the base by file. */
export type BaseReport = ReadonlyMap<string, readonly BaseMutant[]>;

const Position = z.object({ line: z.int().positive(), column: z.int().positive() });
const StandardMutant = z.object({
  id: z.string(),
  mutatorName: z.string(),
  replacement: z.string().optional(),
  location: z.object({ start: Position, end: Position }),
  status: MutantStatus,
  statusReason: z.string().optional(),
  killedBy: z.array(z.string()).optional(),
});
type StandardMutant = z.infer<typeof StandardMutant>;

const StandardReport = z.object({
  schemaVersion: z.string(),
  files: z.record(z.string(), z.object({ source: z.string(), mutants: z.array(StandardMutant) })),
  testFiles: z.record(z.string(), z.object({ tests: z.array(z.object({ id: z.string(), name: z.string() })) })).optional(),
  framework: z.object({ name: z.string() }).optional(),
});
type StandardReport = z.infer<typeof StandardReport>;

/** The newest major version of the report schema that is understood here. */
const NEWEST_REPORT = 2;

/**
 * Reads the results of the base. `path` is relative to `cwd`.
 * @throws UserError where the file cannot be read, is of another kind, or of a newer version.
 */
export function readBaseReport(cwd: string, path: string): BaseReport {
  const content = parse(path, read(resolve(cwd, path), path));
  if (typeof content !== 'object' || content === null || !('schemaVersion' in content)) throw foreign(path);
  const { schemaVersion } = content;
  if (typeof schemaVersion === 'number') return ofDocument(path, content, schemaVersion);
  if (typeof schemaVersion === 'string') return ofStandard(path, content, schemaVersion);
  throw foreign(path);
}

function ofDocument(path: string, content: object, version: number): BaseReport {
  if (version > SCHEMA_VERSION) throw newer(path, `version ${version}, this one reads up to ${SCHEMA_VERSION}`);
  const parsed = RunDocument.safeParse(content);
  if (!parsed.success) throw new UserError(`${path} is no document of killrate --json: ${describe(parsed.error)}`);
  if (parsed.data.run === null) throw new UserError(`${path} holds no run: write it with killrate run --json`);
  const byFile = Map.groupBy(parsed.data.mutants, ({ file }) => file);
  const measured = parsed.data.jobs.filter(({ status }) => status === 'completed' || status === 'reused');
  return new Map(measured.map(({ file }) => [file, byFile.get(file) ?? []]));
}

function ofStandard(path: string, content: object, version: string): BaseReport {
  const major = Number.parseInt(version, 10);
  if (Number.isNaN(major)) throw foreign(path);
  if (major > NEWEST_REPORT) throw newer(path, `report schema ${version}, this one reads up to ${NEWEST_REPORT}`);
  const parsed = StandardReport.safeParse(content);
  if (!parsed.success) throw new UserError(`${path} is no mutation testing report: ${describe(parsed.error)}`);
  const nameOf = testNames(parsed.data);
  return new Map(
    Object.entries(parsed.data.files).map(([file, { source, mutants }]) => [file, toBaseMutants(file, source, mutants, nameOf)]),
  );
}

/** Another tool's ids mean nothing here: keys are made from the source that the report holds. */
function toBaseMutants(
  file: string,
  source: string,
  mutants: readonly StandardMutant[],
  nameOf: (id: string) => string,
): BaseMutant[] {
  const offsetOf = offsetFinder(source);
  const places = mutants.map(({ mutatorName, replacement = '', location: { start, end } }) => {
    const from = offsetOf(start.line, start.column);
    return { file, start: from, mutator: mutatorName, original: source.slice(from, offsetOf(end.line, end.column)), replacement };
  });
  const names = nameMutants(source, places);
  return mutants.map((mutant, index) => ({
    key: names[index]?.key ?? '',
    mutator: mutant.mutatorName,
    original: places[index]?.original ?? '',
    replacement: mutant.replacement ?? '',
    status: statusOf(mutant),
    killedBy: (mutant.killedBy ?? []).map((id) => ({ test: nameOf(id) })),
  }));
}

/** killrate's own reports mark an accepted survivor as ignored, and a mutant without a status as pending. */
function statusOf({ status, statusReason }: StandardMutant): MutantStatus | null {
  if (status === 'Pending') return null;
  const accepted = /^(Survived|NoCoverage), accepted /.exec(statusReason ?? '');
  return status === 'Ignored' && accepted !== null ? MutantStatus.parse(accepted[1]) : status;
}

function testNames({ testFiles, framework }: StandardReport): (id: string) => string {
  if (framework?.name === 'killrate') return (id) => id;
  const names = new Map(
    Object.entries(testFiles ?? {}).flatMap(([file, { tests }]) =>
      tests.map(({ id, name }) => [id, file === '' ? name : `${file} > ${name}`]),
    ),
  );
  return (id) => names.get(id) ?? id;
}

function read(absolute: string, path: string): string {
  try {
    return readFileSync(absolute, 'utf8');
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code;
    throw new UserError(`${path} cannot be read: ${code === 'ENOENT' ? 'there is no such file' : (error as Error).message}`);
  }
}

function parse(path: string, text: string): unknown {
  try {
    return JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch (error) {
    throw new UserError(`${path} is not valid JSON: ${(error as Error).message.replaceAll(/\s+/g, ' ')}`);
  }
}

function describe(error: z.ZodError): string {
  const [issue] = error.issues;
  return `${issue?.path.join('.') ?? ''}: ${issue?.message ?? 'not valid'}`;
}

function foreign(path: string): UserError {
  return new UserError(
    `${path} is neither a document of killrate --json nor a mutation testing report: it has no such schemaVersion`,
  );
}

function newer(path: string, versions: string): UserError {
  return new UserError(`${path} was written by a newer program (${versions}): update killrate`);
}
