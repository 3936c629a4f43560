/** The JSON Schema of the document that `--json` prints, made from the schema that the code itself uses. */
import { RunDocument } from '@killrate/shared/document';
import { z } from 'zod';

const LINE_WIDTH = 130;

/** The text of `killrate.schema.json`, laid out as the formatter of this repository does. */
export function renderJsonSchema(): string {
  const text = JSON.stringify({ title: 'killrate --json', ...z.toJSONSchema(RunDocument) }, null, 2);
  return `${text.replaceAll(/^( *"\w+": )\[\n([^[\]{}]*?)\n *\](,?)$/gm, joinList)}\n`;
}

/** A list of plain values on one line, where that is short enough. */
function joinList(whole: string, before: string, items: string, after: string): string {
  const line = `${before}[${items.trim().replaceAll(/\s*\n\s*/g, ' ')}]${after}`;
  return line.length <= LINE_WIDTH ? line : whole;
}
