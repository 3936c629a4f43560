/** What the queue of survivors is narrowed to; every choice is in the address. */
import { type ReactNode, useEffect, useState } from 'react';
import { Select, TextField, Toolbar } from '../components/field.tsx';
import { projectQuery, useQuery } from '../queries.ts';
import { setParams, useParam } from '../router.tsx';
import styles from './survivors.module.css';

export interface Filters {
  status: string;
  module?: string;
  mutator?: string;
  file?: string;
}

const DEFAULT_STATUS = 'Survived';
const STATUSES = [
  { value: 'Survived', text: 'Survived' },
  { value: 'NoCoverage', text: 'No coverage' },
  { value: 'Survived,NoCoverage', text: 'Both of these' },
  { value: 'unresolved', text: 'Unresolved' },
  { value: 'Timeout', text: 'Timeout' },
  { value: 'Accepted', text: 'Accepted' },
];

/** The filters in the address; survivors where it names no status. */
export function useFilters(): Filters & { isNarrowed: boolean } {
  const [status] = useParam('status');
  const [module] = useParam('module');
  const [mutator] = useParam('mutator');
  const [file] = useParam('file');
  return {
    status: status ?? DEFAULT_STATUS,
    ...(module !== null && { module }),
    ...(mutator !== null && { mutator }),
    ...(file !== null && { file }),
    isNarrowed: module !== null || mutator !== null || file !== null,
  };
}

/** The filters as the server is asked: a part of a path stands between stars. */
export function asked(filters: Filters): Filters {
  return filters.file === undefined ? filters : { ...filters, file: `*${filters.file}*` };
}

/** Shows everything of the status again. */
export function clearFilters(): void {
  setParams({ module: null, mutator: null, file: null, mutant: null });
}

const TYPING_MS = 250;

export function FilterBar({ filters }: { filters: Filters }): ReactNode {
  const project = useQuery(projectQuery()).data;
  const isKnownStatus = STATUSES.some(({ value }) => value === filters.status);
  return (
    <Toolbar label="Filters">
      <Select
        label="Status"
        isInline
        value={filters.status}
        options={isKnownStatus ? STATUSES : [...STATUSES, { value: filters.status, text: filters.status }]}
        onChange={(status) => choose({ status: status === DEFAULT_STATUS ? null : status })}
      />
      <Select
        label="Module"
        isInline
        value={filters.module ?? ''}
        options={withAll('all', project?.modules ?? [], filters.module)}
        onChange={(module) => choose({ module })}
      />
      <Select
        label="Mutator"
        isInline
        value={filters.mutator ?? ''}
        options={withAll('all', project?.mutators ?? [], filters.mutator)}
        onChange={(mutator) => choose({ mutator })}
      />
      <FileFilter value={filters.file ?? ''} />
    </Toolbar>
  );
}

/** The file is asked for when the reader stops typing. */
function FileFilter({ value }: { value: string }): ReactNode {
  const [text, setText] = useState(value);
  useEffect(() => setText(value), [value]);
  useEffect(() => {
    if (text === value) return;
    const timer = setTimeout(() => choose({ file: text.trim() }), TYPING_MS);
    return () => clearTimeout(timer);
  }, [text, value]);
  return (
    <span className={styles.fileFilter}>
      <TextField label="File" type="search" placeholder="part of a path" value={text} onChange={setText} maxLength={500} />
    </span>
  );
}

function choose(changes: Record<string, string | null>): void {
  setParams({ ...changes, mutant: null });
}

function withAll(all: string, names: readonly string[], chosen: string | undefined): { value: string; text: string }[] {
  const known = chosen === undefined || names.includes(chosen) ? names : [...names, chosen];
  return [{ value: '', text: all }, ...known.map((name) => ({ value: name, text: name }))];
}
