/** Writes the blocks of the documentation that the code knows best: run it after a change of an option or a key. */
import { writeFileSync } from 'node:fs';
import { renderDocument, writtenDocuments } from './documents.ts';

for (const document of writtenDocuments()) writeFileSync(document.path, renderDocument(document));
