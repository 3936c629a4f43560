/** Where a file of the project stands in its repository, as platforms that show reports name it. */

/** `prefix` is the project's path inside the repository with a slash at its end, empty at the root. */
export function repositoryPath(prefix: string, file: string): string {
  return prefix + file.replaceAll('\\', '/');
}
