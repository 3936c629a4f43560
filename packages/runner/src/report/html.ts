/** One HTML file that shows a mutation testing report anywhere, from file:// too: viewer and data are both inside. */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { MutationTestResult } from 'mutation-testing-report-schema/api';

const VIEWER = 'mutation-testing-elements/dist/mutation-test-elements.js';

/** Nothing may be loaded from, or sent, anywhere. */
const POLICY =
  "default-src 'none'; script-src 'unsafe-inline'; style-src 'unsafe-inline'; img-src data:; font-src data:; base-uri 'none'; form-action 'none'";

/** Reads the viewer from the package mutation-testing-elements, Apache-2.0. */
export function toHtml(report: MutationTestResult, title: string): string {
  const viewer = readFileSync(createRequire(import.meta.url).resolve(VIEWER), 'utf8');
  const safeTitle = escapeHtml(title);
  return `<!DOCTYPE html>
<html lang="en">
  <head>
    <meta charset="utf-8">
    <meta http-equiv="Content-Security-Policy" content="${POLICY}">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <title>${safeTitle}</title>
    <script>${escapeScript(viewer)}</script>
  </head>
  <body>
    <mutation-test-report-app title-postfix="${safeTitle}">This report needs JavaScript and a browser that knows custom elements.</mutation-test-report-app>
    <script type="application/json" id="report">${escapeJson(report)}</script>
    <script>
      const app = document.querySelector('mutation-test-report-app');
      const updateTheme = () => { document.body.style.backgroundColor = app.themeBackgroundColor; };
      app.addEventListener('theme-changed', updateTheme);
      updateTheme();
      app.report = JSON.parse(document.getElementById('report').textContent);
    </script>
  </body>
</html>
`;
}

/**
 * JSON that can stand inside a script element: without `<` neither `</script` nor `<!--` can occur, whatever sources, names
 * and paths hold. It is parsed, not evaluated, so a key `__proto__` stays a key.
 */
function escapeJson(value: unknown): string {
  return JSON.stringify(value).replace(
    /[<\u2028\u2029]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}

/** Code that can stand inside a script element. Both can only occur in strings and regular expressions, where the escape means the same. */
function escapeScript(code: string): string {
  return code.replace(/<(?=!--|\/script)/gi, '\\x3c');
}

function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}
