/** What the title of a test says it means to show, where that changes what its kills can tell. */
import { withoutKeystrokes } from '../static/type-checks.ts';

const NO_THROW =
  /\b(?:(?:does|do|should|will|must|can)(?: not|n['’]t)|never|no longer|without|not?) (?:ever )?(?:to )?(?:throw\w*|crash\w*|fail\w*|rais\w*|reject\w*|error\w*|hang\w*|warn\w*)|\bno (?:errors?|exceptions?|crash)\b|\bsmoke\b/i;
const UNCHANGED =
  /\b(?:un(?:changed|touched|modified|affected|altered)|immutab\w*|(?:not|n['’]t|never|without) (?:\w+ )?(?:mutat\w*|chang\w*|re-?order\w*|re-?sort\w*|modif\w*|touch\w*|alter\w*|affect\w*)|leaves?\b.*\b(?:as (?:it|they) (?:was|were|is|are)|alone)\b|keeps? the (?:original|input)|preserv\w*|no-?op|does nothing|ignor\w*|(?:not|n['’]t|never) (?:be |get |been )?(?:called|invoked|triggered|fired|emitted|notified|run|rendered|re-?render\w*))\b/i;

const ABSENCE = /\b(?:not|never|nothing|nobody|none|no longer|undefined|null|empty|only once|un\w+ed)\b|n['’]t\b/i;
const TYPES = /\btyp(?:es?|ed|ing|ings)\b|\binfer\w*\b/i;
const TYPES_FILE = /types?(?:[.\-_][^/]*)?$/i;

/** Whether a test means that something does not throw: that it kills by crashes only is then what it is for. */
export function meansNoThrow(title: string): boolean {
  return NO_THROW.test(title);
}

/** Whether a test means that something is not there or does not happen: code that does nothing then passes, and rightly. */
export function meansAbsence(title: string): boolean {
  return ABSENCE.test(title);
}

/** Whether a test is there for the compiler, whatever it runs: its title or its file says so. */
export function meansTypes(file: string, title: string): boolean {
  return TYPES.test(withoutKeystrokes(title)) || TYPES_FILE.test(file.replace(/(?:\.(?:test|spec))?\.[^./]+$/, ''));
}

/** Whether a test means that something stays as it was: most mutants of what it calls leave that as true as it is. */
export function meansUnchanged(title: string): boolean {
  return UNCHANGED.test(title);
}

const FAILURE =
  /\b(?:throw\w*|reject\w*|refus\w*|fail\w*|error\w*|invalid|forbid\w*|den(?:y|ies|ied)|cannot|can['’]t|unknown|missing|limit\w*|at (?:most|least)|boundar\w*|edge)\b/i;

/** Whether a test means to go where something fails or ends, as far as its title tells. */
export function meansFailure(title: string): boolean {
  return FAILURE.test(title);
}
