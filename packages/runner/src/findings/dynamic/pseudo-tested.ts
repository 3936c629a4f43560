/** Rule pseudo-tested: tests run a function, and none of them notices that its whole body is gone. */
import type { MeasuredMutant } from '../measured.ts';
import type { MutatedFunction } from './function-mutants.ts';

const LOGGING_NAME =
  /(?:^|[._$]|(?<=[a-z]))(?:[Ll]og|[Dd]ebug|[Ww]arn|[Tt]race|[Pp]rint|[Rr]eport)(?:ging|ger|ging)?(?:$|[A-Z._$])/;
const LOGGING_STATEMENT = /^(?:console|log|logger|debug|(?:this\.)?#?_?log(?:ger)?)\b[\w.$?]*\(/;
const EMPTY_STATEMENT = /^(?:return(?: undefined| null| void 0)?)?$/;

/** The mutants that empty a function's body unnoticed, in order of place; accepted ones, logging and empty bodies are left out. */
export function findPseudoTested(functions: Iterable<MutatedFunction>): MeasuredMutant[] {
  return [...functions].flatMap(({ body, symbol }) => {
    if (body === null || body.status !== 'Survived' || body.isStatic || body.isAccepted) return [];
    return LOGGING_NAME.test(symbol) || hasNothingToSee(body.original) ? [] : [body];
  });
}

/** Whether a block has only comments, logging calls and returns of nothing. */
function hasNothingToSee(block: string): boolean {
  const text = block.slice(1, -1).replaceAll(/\/\*[\s\S]*?\*\/|\/\/[^\n]*/g, '');
  const statements = text.split(/[;\n]/).map((statement) => statement.trim());
  return statements.every((statement) => EMPTY_STATEMENT.test(statement) || LOGGING_STATEMENT.test(statement));
}
