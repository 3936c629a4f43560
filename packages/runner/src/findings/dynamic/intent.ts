/** What the title of a test says it means to show, where that changes what its kills can tell. */

const NO_THROW =
  /\b(?:(?:does|do|should|will|must|can)(?: not|n['’]t)|never|no longer|without|not?) (?:ever )?(?:to )?(?:throw\w*|crash\w*|fail\w*|rais\w*|reject\w*|error\w*|hang\w*|warn\w*)|\bno (?:errors?|exceptions?|crash)\b|\bsmoke\b/i;
const UNCHANGED =
  /\b(?:un(?:changed|touched|modified|affected|altered)|immutab\w*|(?:not|n['’]t|never|without) (?:\w+ )?(?:mutat\w*|chang\w*|modif\w*|touch\w*|alter\w*|affect\w*)|leaves?\b.*\bas (?:it|they) (?:was|were|is|are)|keeps? the (?:original|input)|preserv\w*|no-?op|does nothing|ignor\w*)\b/i;

/** Whether a test means that something does not throw: that it kills by crashes only is then what it is for. */
export function meansNoThrow(title: string): boolean {
  return NO_THROW.test(title);
}

/** Whether a test means that something stays as it was: most mutants of what it calls leave that as true as it is. */
export function meansUnchanged(title: string): boolean {
  return UNCHANGED.test(title);
}
