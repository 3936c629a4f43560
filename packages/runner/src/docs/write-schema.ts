/** Writes the JSON Schema of the document that `--json` prints, from the schema that the code itself uses. */
import { writeFileSync } from 'node:fs';
import { RunDocument } from '@killrate/shared/document';
import { z } from 'zod';

const schema = { title: 'killrate --json', ...z.toJSONSchema(RunDocument) };
writeFileSync(new URL('../../killrate.schema.json', import.meta.url), `${JSON.stringify(schema, null, 2)}\n`);
