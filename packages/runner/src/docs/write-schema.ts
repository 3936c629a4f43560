/** Writes the JSON Schema of the document that `--json` prints. */
import { writeFileSync } from 'node:fs';
import { renderJsonSchema } from './json-schema.ts';

writeFileSync(new URL('../../killrate.schema.json', import.meta.url), renderJsonSchema());
