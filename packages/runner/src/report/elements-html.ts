/** One HTML file that shows a mutation testing report in the viewer of the field, mutation-testing-elements: viewer and data are both inside. */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { MutationTestResult } from 'mutation-testing-report-schema/api';
import { escapeHtml, escapeJson, escapeScript } from './html-text.ts';

const VIEWER = 'mutation-testing-elements/dist/mutation-test-elements.js';

/** Nothing may be loaded from, or sent, anywhere. */
const POLICY =
  "default-src 'none'; script-src 'unsafe-inline'; style-src 'unsafe-inline'; img-src data:; font-src data:; base-uri 'none'; form-action 'none'";

/** Reads the viewer from the package mutation-testing-elements, Apache-2.0. */
export function toElementsHtml(report: MutationTestResult, title: string): string {
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
