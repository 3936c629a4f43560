/** Every measured file in its module and folder: how much of it is proven, and where it is not. */

import type { FileList, FileView } from '@killrate/shared/api';
import { formatCount, plural } from '@killrate/shared/count';
import { addTotals } from '@killrate/shared/score';
import { type ReactNode, startTransition, useEffect, useMemo, useState } from 'react';
import { Button, Select, Toolbar } from '../components/field.tsx';
import { PageHead } from '../components/page-head.tsx';
import { RateOf } from '../components/rate.tsx';
import { RunNow } from '../components/run-now.tsx';
import { EmptyState, ErrorState, Loading, Notice } from '../components/states.tsx';
import { filesQuery, projectQuery, usePages, useQuery } from '../queries.ts';
import { useParam } from '../router.tsx';
import { branchesOf, type FileOrder, openAtFirst, orderTree, treeOf } from './file-tree.ts';
import { FileTree } from './files-tree.tsx';

/** As many rows as are open at first; folders beyond are closed. */
const ROWS_AT_FIRST = 60;
const NO_MODULES: readonly string[] = [];

export default function FilesPage(): ReactNode {
  const [module, setModule] = useParam('module');
  const [orderName, setOrder] = useParam('order');
  const order: FileOrder = orderName === 'path' ? 'path' : 'need';
  const modules = useQuery(projectQuery()).data?.modules ?? NO_MODULES;
  const { items, first, hasMore, more, isFetching, error, isUnreachable, retry } = usePages<FileView, FileList>((cursor) =>
    filesQuery(module === null ? {} : { module }, cursor),
  );
  // A tree needs every file; they come by the thousand.
  useEffect(() => {
    if (hasMore && !isFetching) more();
  }, [hasMore, isFetching, more]);

  return (
    <>
      <FilesHead files={first === null ? null : items} module={module} />
      {modules.length > 1 && (
        <Toolbar label="Which files, in which order">
          <Select
            label="Module"
            isInline
            value={module ?? ''}
            options={[{ value: '', text: 'all' }, ...modules.map((name) => ({ value: name, text: name }))]}
            onChange={(name) => setModule(name === '' ? null : name)}
          />
          <OrderSelect order={order} onChange={setOrder} />
        </Toolbar>
      )}
      {modules.length <= 1 && (
        <Toolbar label="In which order">
          <OrderSelect order={order} onChange={setOrder} />
        </Toolbar>
      )}
      {first === null && error !== null ? (
        <ErrorState message={error} retry={retry} isUnreachable={isUnreachable} />
      ) : first === null ? (
        <Loading rows={12} label="Loading the files" />
      ) : (
        <Files files={items} modules={modules} module={module} order={order} />
      )}
    </>
  );
}

function OrderSelect({ order, onChange }: { order: FileOrder; onChange: (order: string | null) => void }): ReactNode {
  return (
    <Select
      label="Order"
      isInline
      value={order}
      options={[
        { value: 'need', text: 'most unproven first' },
        { value: 'path', text: 'by path' },
      ]}
      onChange={(name) => onChange(name === 'need' ? null : name)}
    />
  );
}

function FilesHead({ files, module }: { files: readonly FileView[] | null; module: string | null }): ReactNode {
  const totals = useMemo(() => (files === null ? null : addTotals(files.map((file) => file.totals))), [files]);
  const stale = files?.filter(({ isStale }) => isStale).length ?? 0;
  return (
    <PageHead
      title={module === null ? 'Files' : `Files of ${module}`}
      actions={
        module !== null && (
          <RunNow body={{ scope: 'module', module }} what={`the module ${module}`}>
            Run this module
          </RunNow>
        )
      }
    >
      {files !== null && totals !== null && (
        <>
          <RateOf totals={totals} />
          <span>
            {plural(files.length, 'file')}
            {stale > 0 && `, ${formatCount(stale)} of them out of date`}
          </span>
        </>
      )}
    </PageHead>
  );
}

interface FilesProps {
  files: readonly FileView[];
  modules: readonly string[];
  module: string | null;
  order: FileOrder;
}

function Files({ files, modules, module, order }: FilesProps): ReactNode {
  const tree = useMemo(() => orderTree(treeOf(files, modules), order), [files, modules, order]);
  const [chosen, setOpen] = useState<{ module: string | null; open: ReadonlySet<string> } | null>(null);
  const open = useMemo(
    () => (chosen !== null && chosen.module === module ? chosen.open : openAtFirst(tree, ROWS_AT_FIRST)),
    [chosen, module, tree],
  );
  if (files.length === 0) {
    return (
      <EmptyState
        title={module === null ? 'No file was measured yet' : `No file of ${module} was measured yet`}
        command={module === null ? 'npx killrate run' : `npx killrate run --module ${module}`}
      />
    );
  }
  const branches = branchesOf(tree);
  // Thousands of rows may come at once; the page answers meanwhile.
  const setChosen = (next: ReadonlySet<string>) => startTransition(() => setOpen({ module, open: next }));
  return (
    <>
      {files.every(({ measurement }) => measurement === 'changed') && (
        <Notice>Every file changed since it was measured: nothing counts until it is measured again.</Notice>
      )}
      <FileTree
        tree={tree}
        open={open}
        onOpen={setChosen}
        actions={
          branches.length > 1 && (
            <>
              <Button isQuiet onClick={() => setChosen(new Set(branches))}>
                Open all
              </Button>
              <Button isQuiet onClick={() => setChosen(new Set())}>
                Close all
              </Button>
            </>
          )
        }
      />
    </>
  );
}
