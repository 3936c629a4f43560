/** One HTML file that is the dashboard, for looking only: the client and all that it shows are inside. */
import { createHash } from 'node:crypto';
import type { ExportedReport } from '@killrate/shared/api';
import { packReport } from '@killrate/shared/packed-report';
import type { ReportClient } from '@killrate/web/export-report';
import { escapeHtml, escapeJson, escapeScript } from './html-text.ts';

/** Puts the file together. Nothing in it is loaded from, or sent, anywhere; no other script than the client's own can run. */
export function toDashboardHtml(report: ExportedReport, client: ReportClient): string {
  const script = escapeScript(withOneLineBreak(client.script));
  const style = withOneLineBreak(client.style).replace(/<(?=\/style)/gi, '\\3c ');
  return `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8">
    <meta http-equiv="Content-Security-Policy" content="${policyOf(script, style)}">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <meta name="color-scheme" content="light dark">
    <meta name="referrer" content="no-referrer">
    <link rel="icon" href="data:image/svg+xml,${encodeURIComponent(client.icon)}">
    <title>${escapeHtml(report.project.name)}: killrate</title>
    <style>${style}</style>
  </head>
  <body>
    <noscript>This report needs JavaScript. The same numbers are in: killrate report --format markdown</noscript>
    <div id="root"></div>
    <script type="application/json" id="killrate-data">${escapeJson(packReport(report))}</script>
    <script>${script}</script>
  </body>
</html>
`;
}

function policyOf(script: string, style: string): string {
  return [
    "default-src 'none'",
    `script-src '${hashOf(script)}'`,
    `style-src '${hashOf(style)}'`,
    'img-src data:',
    "base-uri 'none'",
    "form-action 'none'",
  ].join('; ');
}

function hashOf(text: string): string {
  return `sha256-${createHash('sha256').update(text).digest('base64')}`;
}

/** A browser takes the breaks of other systems for this one before it hashes. */
function withOneLineBreak(text: string): string {
  return text.replaceAll(/\r\n?/g, '\n');
}
