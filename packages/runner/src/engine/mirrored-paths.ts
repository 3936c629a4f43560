/** What is seen in a sandbox, told as if it were seen in the project: a test may be named after its folder, and a message hold a path. */

/** A folder, and the copy of it that a sandbox is or lies in. */
export interface Mirror {
  original: string;
  copy: string;
}

/** Puts one folder for the other wherever its path stands in a text. */
export class MirroredPaths {
  readonly #original: string;
  readonly #copy: string;

  constructor({ original, copy }: Mirror) {
    this.#original = withinJson(original);
    this.#copy = withinJson(copy);
  }

  /** The JSON text of what was seen in the copy. */
  toOriginal(json: string): string {
    return json.replaceAll(this.#copy, this.#original);
  }

  /** The JSON text of what is said to somebody who sees the copy only. */
  toCopy(json: string): string {
    // A root folder is the beginning of every path.
    return this.#original.length < 2 ? json : json.replaceAll(this.#original, this.#copy);
  }

  /** A value of JSON, as it is seen in the original. */
  told<T>(value: T): T {
    return JSON.parse(this.toOriginal(JSON.stringify(value))) as T;
  }
}

function withinJson(path: string): string {
  return JSON.stringify(path).slice(1, -1);
}
