/** The documents that hold blocks written by the code, and these blocks. */
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { type Blocks, fillBlocks } from './blocks.ts';
import { configBlocks } from './config-blocks.ts';
import { findingBlocks } from './finding-blocks.ts';
import { helpBlocks } from './help-blocks.ts';

interface WrittenDocument {
  path: string;
  blocks: Blocks;
}

/** Each document with the blocks that belong into it. */
export function writtenDocuments(): WrittenDocument[] {
  return [
    { path: pathOf('docs/cli.md'), blocks: helpBlocks() },
    { path: pathOf('docs/config.md'), blocks: configBlocks() },
    { path: pathOf('docs/findings.md'), blocks: findingBlocks() },
  ];
}

/** The document as it should be. */
export function renderDocument({ path, blocks }: WrittenDocument): string {
  return fillBlocks(readFileSync(path, 'utf8'), blocks);
}

/** A path from the root of the repository, absolute. */
function pathOf(path: string): string {
  return fileURLToPath(new URL(`../../../../${path}`, import.meta.url));
}
