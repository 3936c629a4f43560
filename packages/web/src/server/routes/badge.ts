/** `GET /badge.svg?module=`: the kill rate as a picture for a README. */
import { formatPercent } from '@killrate/shared/rate';
import { z } from 'zod';
import type { App } from '../contract.ts';
import type { Dashboard } from '../dashboard.ts';
import { sendError } from '../errors.ts';

const BadgeQuery = z.strictObject({ module: z.string().max(500).optional() });

const COLOUR = { reached: '#1a7f37', missed: '#b42318', plain: '#4b5563' } as const;

export function addBadgeRoute(app: App, { reader }: Dashboard): void {
  app.get('/badge.svg', { schema: { querystring: BadgeQuery } }, (request, reply) => {
    const { module } = request.query;
    const found = reader.read(({ snapshot }) =>
      module === undefined
        ? { killRate: snapshot.totals.killRate, target: null }
        : (snapshot.modules
            .filter(({ name }) => name === module)
            .map(({ target, totals }) => ({ target, killRate: totals.killRate }))[0] ?? 'unknown'),
    ) ?? { killRate: null, target: null };
    if (found === 'unknown') return sendError(reply, 404, `there is no module ${module}`);
    const svg = drawBadge(module === undefined ? 'kill rate' : `kill rate of ${module}`, found);
    return reply.type('image/svg+xml; charset=utf-8').header('cache-control', 'no-cache').send(svg);
  });
}

/** A badge with the rate against its target; in words, not by its colour alone. */
function drawBadge(label: string, { killRate, target }: { killRate: number | null; target: number | null }): string {
  const against = target === null ? '' : killRate !== null && killRate < target ? ` below ${target}` : ` of ${target}`;
  const value = killRate === null ? 'not measured' : `${formatPercent(killRate, target)} %${against}`;
  const colour = killRate === null || target === null ? COLOUR.plain : killRate < target ? COLOUR.missed : COLOUR.reached;
  const [labelWidth, valueWidth] = [label, value].map((text) => Math.round(12 + 6.6 * [...text].length)) as [number, number];
  const text = (content: string, middle: number) =>
    `<text x="${middle}" y="14" text-anchor="middle">${escapeXml(content)}</text>`;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${labelWidth + valueWidth}" height="20" role="img" aria-label="${escapeXml(`${label}: ${value}`)}">`,
    `<title>${escapeXml(`${label}: ${value}`)}</title>`,
    `<rect width="${labelWidth + valueWidth}" height="20" rx="3" fill="#24292f"/>`,
    `<path d="M${labelWidth} 0h${valueWidth - 3}a3 3 0 0 1 3 3v14a3 3 0 0 1-3 3h-${valueWidth - 3}z" fill="${colour}"/>`,
    `<g fill="#fff" font-family="Verdana,DejaVu Sans,sans-serif" font-size="11">`,
    text(label, labelWidth / 2),
    text(value, labelWidth + valueWidth / 2),
    '</g></svg>',
  ].join('');
}

const ENTITY: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };

function escapeXml(text: string): string {
  // Control characters have no place in XML at all.
  return text.replaceAll(/\p{Cc}/gu, ' ').replaceAll(/[&<>"']/g, (character) => ENTITY[character] ?? character);
}
