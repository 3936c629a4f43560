/** The measured files as a tree: modules, their folders, their files, each with the totals of all that is below it. */
import type { FileView } from '@killrate/shared/api';
import { addTotals, type Totals } from '@killrate/shared/score';

/** One row of the tree. `id` is unique in it; `path` is the folder's or file's, null for a module. */
export interface TreeNode {
  kind: 'module' | 'folder' | 'file';
  id: string;
  name: string;
  path: string | null;
  module: string;
  totals: Totals;
  /** Of a file that changed since it was measured: what its former content counted. */
  formerTotals: Totals | null;
  /** How a file's results hold; null of what holds files. */
  measurement: FileView['measurement'] | null;
  /** Files at or below this node, how many of them are out of date, and how many have no result at all. */
  files: number;
  staleFiles: number;
  unmeasuredFiles: number;
  lastMeasuredAt: string | null;
  children: TreeNode[];
}

/** A node as it stands in the list of what is open, with what a tree tells of its place. */
export interface TreeRow {
  node: TreeNode;
  level: number;
  position: number;
  siblings: number;
  parent: string | null;
  isOpen: boolean;
}

/** The tree over `files`, which come by path. Modules stand in the order of `modules`, others after them by name. */
export function treeOf(files: readonly FileView[], modules: readonly string[]): TreeNode[] {
  const byModule = Map.groupBy(files, (file) => file.module);
  const unknown = [...byModule.keys()].filter((name) => !modules.includes(name)).sort();
  return [...modules, ...unknown].flatMap((name) => {
    const own = byModule.get(name);
    if (own === undefined) return [];
    const children = folderOf(own, name, 0);
    return [group('module', `module:${name}`, name, null, name, children)];
  });
}

/** The nodes of the files that share their path's first `depth` characters: folders before files, each by name. */
function folderOf(files: readonly FileView[], module: string, depth: number): TreeNode[] {
  const folders = new Map<string, FileView[]>();
  const leaves: TreeNode[] = [];
  for (const file of files) {
    const slash = file.file.indexOf('/', depth);
    if (slash === -1) leaves.push(leafOf(file, depth));
    else {
      const name = file.file.slice(depth, slash);
      const inside = folders.get(name);
      if (inside === undefined) folders.set(name, [file]);
      else inside.push(file);
    }
  }
  const nodes = [...folders].map(([name, inside]) => {
    const path = files[0]?.file.slice(0, depth).concat(name) ?? name;
    return joined(group('folder', `${module}:${path}/`, name, path, module, folderOf(inside, module, path.length + 1)));
  });
  return [...nodes.sort(byName), ...leaves.sort(byName)];
}

/** A folder that holds nothing but one folder stands in one row with it. */
function joined(folder: TreeNode): TreeNode {
  const [only, ...others] = folder.children;
  if (only?.kind !== 'folder' || others.length > 0) return folder;
  return { ...only, name: `${folder.name}/${only.name}` };
}

function leafOf(file: FileView, depth: number): TreeNode {
  return {
    kind: 'file',
    id: `${file.module}:${file.file}`,
    name: file.file.slice(depth),
    path: file.file,
    module: file.module,
    totals: file.totals,
    formerTotals: file.formerTotals,
    files: 1,
    measurement: file.measurement,
    staleFiles: file.isStale ? 1 : 0,
    unmeasuredFiles: file.measurement === 'unmeasured' ? 1 : 0,
    lastMeasuredAt: file.lastMeasuredAt,
    children: [],
  };
}

function group(kind: 'module' | 'folder', id: string, name: string, path: string | null, module: string, children: TreeNode[]) {
  return {
    kind,
    id,
    name,
    path,
    module,
    totals: addTotals(children.map((child) => child.totals)),
    formerTotals: null,
    files: children.reduce((sum, child) => sum + child.files, 0),
    measurement: null,
    staleFiles: children.reduce((sum, child) => sum + child.staleFiles, 0),
    unmeasuredFiles: children.reduce((sum, child) => sum + child.unmeasuredFiles, 0),
    lastMeasuredAt: latest(children.map((child) => child.lastMeasuredAt)),
    children,
  };
}

function latest(dates: readonly (string | null)[]): string | null {
  return dates.reduce((last, date) => (last === null || (date !== null && date > last) ? date : last), null);
}

function byName(a: TreeNode, b: TreeNode): number {
  return a.name < b.name ? -1 : 1;
}

/** The rows that are seen while the nodes of `open` are open. */
export function rowsOf(
  nodes: readonly TreeNode[],
  open: ReadonlySet<string>,
  level = 1,
  parent: string | null = null,
): TreeRow[] {
  return nodes.flatMap((node, index) => {
    const isOpen = open.has(node.id);
    const row = { node, level, position: index + 1, siblings: nodes.length, parent, isOpen };
    return isOpen ? [row, ...rowsOf(node.children, open, level + 1, node.id)] : [row];
  });
}

/** Every node that can be opened. */
export function branchesOf(nodes: readonly TreeNode[]): string[] {
  return nodes.flatMap((node) => (node.children.length === 0 ? [] : [node.id, ...branchesOf(node.children)]));
}

/** What is open at first: level after level, as long as no more than `budget` rows are seen. */
export function openAtFirst(nodes: readonly TreeNode[], budget: number): Set<string> {
  const open = new Set<string>();
  let rows = nodes.length;
  for (let level = [...nodes]; level.length > 0; ) {
    const branches = level.filter((node) => node.children.length > 0);
    rows += branches.reduce((sum, node) => sum + node.children.length, 0);
    if (rows > budget && (open.size > 0 || nodes.length > 1)) break;
    for (const node of branches) open.add(node.id);
    level = branches.flatMap((node) => node.children);
  }
  return open;
}

/** What a key does in a tree, as other trees do it: where the focus goes, and what opens or closes. */
export type TreeStep = { kind: 'focus'; id: string } | { kind: 'open'; id: string } | { kind: 'close'; id: string };

/** The step of a key at the row `id`, null where the key has nothing to do there. */
export function stepOf(rows: readonly TreeRow[], id: string, key: string): TreeStep | null {
  const index = rows.findIndex((row) => row.node.id === id);
  const row = rows[index];
  if (row === undefined) return null;
  const focusAt = (at: number): TreeStep | null => {
    const target = rows[at];
    return target === undefined ? null : { kind: 'focus', id: target.node.id };
  };
  const isBranch = row.node.children.length > 0;
  switch (key) {
    case 'ArrowDown':
      return focusAt(index + 1);
    case 'ArrowUp':
      return focusAt(index - 1);
    case 'Home':
      return focusAt(0);
    case 'End':
      return focusAt(rows.length - 1);
    case 'ArrowRight':
      if (!isBranch) return null;
      return row.isOpen ? focusAt(index + 1) : { kind: 'open', id };
    case 'ArrowLeft':
      if (isBranch && row.isOpen) return { kind: 'close', id };
      return row.parent === null ? null : { kind: 'focus', id: row.parent };
    default:
      return null;
  }
}

/** How siblings stand: those with the most that is not proven first, or by path with folders first. */
export type FileOrder = 'need' | 'path';

/** The same tree with its siblings in order; {@link treeOf} gives it by path. Modules keep their place when by path. */
export function orderTree(nodes: readonly TreeNode[], order: FileOrder): TreeNode[] {
  const ordered = nodes.map((node) =>
    node.children.length === 0 ? node : { ...node, children: orderTree(node.children, order) },
  );
  return order === 'path' ? ordered : ordered.sort((a, b) => unprovenIn(b) - unprovenIn(a));
}

/** Mutants that no test is known to detect. */
function unprovenIn({ totals }: TreeNode): number {
  return totals.survived + totals.noCoverage + totals.unresolved;
}
