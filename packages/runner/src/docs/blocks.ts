/** Blocks of Markdown that the code writes, between two comments that name them. */

/** Parts of a document by name; the text begins and ends without a line break. */
export type Blocks = ReadonlyMap<string, string>;

const BLOCK = /<!-- written by the code: ([^\n]+?) -->\n(.*?)<!-- end -->/gs;

/** The blocks that a document holds now. */
export function readBlocks(markdown: string): Map<string, string> {
  return new Map([...markdown.matchAll(BLOCK)].map(([, name = '', text = '']) => [name, text.trim()]));
}

/** The document with each of its blocks as it should be; one without a text of its name is emptied. */
export function fillBlocks(markdown: string, blocks: Blocks): string {
  return markdown.replaceAll(BLOCK, (_whole, name: string) => {
    const text = blocks.get(name) ?? '';
    return `<!-- written by the code: ${name} -->\n\n${text}\n\n<!-- end -->`;
  });
}
