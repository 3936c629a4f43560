/** Rule pseudo-tested: tests run a function, and none of them notices that its whole body is gone. */
import type { MeasuredMutant } from '../measured.ts';
import type { Functions } from './function-mutants.ts';

const LOGGING_WORD = /^(?:log(?:s|ging|ger)?|debug|warn(?:ing)?|trace|print)$/;
const LOGGING_STATEMENT = /^(?:console|log|logger|debug|(?:this\.)?#?_?log(?:ger)?)\b[\w.$?]*\(/;
const EMPTY_STATEMENT = /^(?:return(?: undefined| null| void 0)?)?$/;

/** The mutants that empty a function's body unnoticed, in order of place; accepted ones, logging and empty bodies are left out. */
export function findPseudoTested({ all }: Functions): MeasuredMutant[] {
  return all.flatMap(({ body, symbol }) => {
    if (body === null || body.status !== 'Survived' || body.isStatic || body.isAccepted) return [];
    return wordsOf(symbol).some((word) => LOGGING_WORD.test(word)) || hasNothingToSee(body.original) ? [] : [body];
  });
}

/** `Shop.logPrice` is shop, log, price. */
function wordsOf(symbol: string): string[] {
  return symbol.split(/[^A-Za-z]|(?<=[a-z])(?=[A-Z])/).map((word) => word.toLowerCase());
}

/** Whether a block has only comments, logging calls and returns of nothing. */
function hasNothingToSee(block: string): boolean {
  const text = block.slice(1, -1).replaceAll(/\/\*[\s\S]*?\*\/|\/\/[^\n]*/g, '');
  const statements = text.split(/[;\n]/).map((statement) => statement.trim());
  return statements.every((statement) => EMPTY_STATEMENT.test(statement) || LOGGING_STATEMENT.test(statement));
}
