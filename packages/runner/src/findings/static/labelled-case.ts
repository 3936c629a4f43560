/** A labelled example of a rule: code, and whether the rule must speak. */
export interface LabelledCase {
  label: 'flag' | 'silent';
  /** Where the example comes from: `own`, or a project. */
  source: string;
  code: string;
  /** Other files beside it, by their paths. */
  also?: Readonly<Record<string, string>>;
  /** The path of the code; `example.test.ts` where none is given. */
  file?: string;
  /** How many flags there must be; at least one where none is given. */
  flags?: number;
  /** Which trap it is, or what is wrong with it, in a few words. */
  why?: string;
}
