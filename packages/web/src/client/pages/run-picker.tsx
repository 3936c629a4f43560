/** A choice of one run: when it ran, its scope and its kill rate. */
import type { RunListItem } from '@killrate/shared/api';
import type { ReactNode } from 'react';
import { Select } from '../components/field.tsx';
import { formatMinute, formatPercent } from '../format.ts';
import { RUN_SCOPE_WORD } from '../words.ts';

interface RunPickerProps {
  label: string;
  value: string;
  /** Newest first; a chosen run that is not among them is offered under its name. */
  runs: readonly RunListItem[];
  onChange: (id: string) => void;
}

export function RunPicker({ label, value, runs, onChange }: RunPickerProps): ReactNode {
  const known = runs.map((run) => ({ value: run.id, text: textOf(run) }));
  const options = known.some((option) => option.value === value) ? known : [{ value, text: value }, ...known];
  return <Select label={label} isInline value={value} options={options} onChange={onChange} />;
}

/** "2026-11-20 10:00, whole project, 82.7 %" */
function textOf(run: RunListItem): string {
  const rate = run.totals.killRate === null ? 'not measured' : formatPercent(run.totals.killRate);
  return `${formatMinute(run.startedAt)}, ${RUN_SCOPE_WORD[run.scope]}, ${rate}`;
}
