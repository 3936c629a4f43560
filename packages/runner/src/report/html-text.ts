/** Texts, code and data as they can stand in an HTML file, whatever they hold. */

/** Text in an element or an attribute. */
export function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}

/**
 * JSON that can stand inside a script element: without `<` neither `</script` nor `<!--` can occur, whatever sources, names
 * and paths hold. It is parsed, not evaluated, so a key `__proto__` stays a key.
 */
export function escapeJson(value: unknown): string {
  return JSON.stringify(value).replace(
    /[<\u2028\u2029]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}

/** Code that can stand inside a script element. Both can only occur in strings and regular expressions, where the escape means the same. */
export function escapeScript(code: string): string {
  return code.replace(/<(?=!--|\/script)/gi, '\\x3c');
}
