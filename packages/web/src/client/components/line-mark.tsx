/** What tells the lines of a chart apart: a colour and a shape for each. */
import type { ReactNode } from 'react';

/** Around 0,0 and about 7 wide. */
const SHAPES = [
  'M3.5 0A3.5 3.5 0 1 1-3.5 0A3.5 3.5 0 1 1 3.5 0Z',
  'M-3-3H3V3H-3Z',
  'M0-4L3.8 3H-3.8Z',
  'M0-4.2L3.6 0L0 4.2L-3.6 0Z',
  'M0 4L3.8-3H-3.8Z',
  'M-3.6-1.2H-1.2V-3.6H1.2V-1.2H3.6V1.2H1.2V3.6H-1.2V1.2H-3.6Z',
  'M-3.8-1.8H3.8V1.8H-3.8Z',
  'M-1.8-3.8H1.8V3.8H-1.8Z',
];

/** The colour of the line at `index`; they are defined in trend-chart.module.css, and come again after the eighth. */
export function lineColor(index: number): string {
  return `var(--line-${index % SHAPES.length})`;
}

/** The mark of the line at `index`, at a place of the surrounding drawing. */
export function LineMark({ index, x = 0, y = 0 }: { index: number; x?: number; y?: number }): ReactNode {
  return (
    <path
      d={SHAPES[index % SHAPES.length]}
      transform={`translate(${x} ${y})`}
      fill={lineColor(index)}
      stroke="var(--surface)"
      strokeWidth="1"
    />
  );
}
