/** The JSON Schema of the document that `--json` prints, made from the schema that the code itself uses. */
import { RunDocument } from '@killrate/shared/document';
import { z } from 'zod';

/** The text of `killrate.schema.json`. */
export function renderJsonSchema(): string {
  return `${JSON.stringify({ title: 'killrate --json', ...z.toJSONSchema(RunDocument) }, null, 2)}\n`;
}
