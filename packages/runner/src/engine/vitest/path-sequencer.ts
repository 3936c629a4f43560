/** The order of test files: by their paths, the same every time. Vitest's own goes by what it cached of earlier runs. */

/** A test file to run: a pair before Vitest 3, an object from then on. */
type Specification =
  | readonly [project: { name?: string; config?: { name?: string } }, path: string]
  | { moduleId: string; project?: { name?: string } };

export class PathSequencer {
  async shard(files: Specification[]): Promise<Specification[]> {
    return files;
  }

  async sort(files: Specification[]): Promise<Specification[]> {
    return files.toSorted((a, b) => (orderOf(a) < orderOf(b) ? -1 : 1));
  }
}

function orderOf(file: Specification): string {
  if ('moduleId' in file) return `${file.moduleId}\0${file.project?.name ?? ''}`;
  return `${file[1]}\0${file[0].config?.name ?? file[0].name ?? ''}`;
}
