/** The command line: every command, option and default in one place; --help is made of this. */

import { ACCEPTANCE_CATEGORIES, type LedgerEntry } from '@killrate/shared/gate/acceptance';
import { FINDING_RULE_NAMES, type FindingRuleName } from '@killrate/shared/rules';
import { Argument, type Command, CommanderError, createCommand, InvalidArgumentError, Option } from 'commander';
import { FEEDBACK_WORDS, type FeedbackWord } from './commands/feedback.ts';
import { didYouMean } from './config/nearest.ts';
import { ENGINE_NAMES, type EngineName } from './engine/engines.ts';
import { ownVersion } from './project/fingerprint.ts';
import { REPORT_FORMAT_NAMES, type ReportFormat } from './report/format-names.ts';

interface CommonOptions {
  cwd: string;
  json: boolean;
}

/** What a measurement may take. */
export interface LimitOptions {
  timeout: number;
  deadline: number;
  concurrency?: number;
}

export interface MeasureOptions extends CommonOptions, LimitOptions {
  engine: EngineName;
  killMatrix: boolean;
  timings: boolean;
}

/** What can be said of the gate, wherever it judges. */
export interface GateOptions extends CommonOptions {
  /** False for `--no-base`. */
  base?: string | false;
  baseReport?: string;
  allowEmpty: boolean;
  allowLoosened: boolean;
}

interface AcceptOptions extends CommonOptions {
  reason?: string;
  category: LedgerEntry['category'];
  expires?: string;
  author?: string;
  prune: boolean;
}

/** What each command does, so that the command line can be described without doing anything. */
export interface Actions {
  run(
    patterns: string[],
    options: MeasureOptions &
      GateOptions & { module?: string; since?: string; fresh: boolean; watch: boolean; gate: boolean; ratchet: boolean },
  ): Promise<void>;
  gate(options: GateOptions & { run?: string; ratchet: boolean }): Promise<void>;
  accept(keys: string[], options: AcceptOptions): Promise<void>;
  feedback(key: string | undefined, word: FeedbackWord | undefined, options: CommonOptions): Promise<void>;
  retry(keys: string[], options: MeasureOptions): Promise<void>;
  survivors(file: string | undefined, options: CommonOptions): Promise<void>;
  show(key: string, options: CommonOptions): Promise<void>;
  tests(
    file: string | undefined,
    options: CommonOptions & LimitOptions & { all: boolean; rule?: FindingRuleName; smallestSet: boolean },
  ): Promise<void>;
  report(options: GateOptions & { format: ReportFormat; out?: string; run?: string }): Promise<void>;
  serve(options: CommonOptions & { port: number; host: string; token?: string; readOnly: boolean }): Promise<void>;
  init(options: CommonOptions): Promise<void>;
  doctor(options: CommonOptions & { deadline?: number }): Promise<void>;
  prune(options: CommonOptions & { keep: number }): Promise<void>;
}

/** The parser of the command line; an unknown word throws a CommanderError. */
export function createProgram(actions: Actions): Command {
  const program = createCommand('killrate')
    .description('Mutation testing for Vitest, one file at a time: which lines do your tests run without proving anything?')
    .version(ownVersion(), '-V, --version', 'print the version')
    .helpOption('-h, --help', 'print this help')
    .helpCommand(false)
    .configureOutput({ outputError: () => undefined })
    .exitOverride();

  const measuring = (command: Command): Command =>
    limited(common(command))
      .addOption(
        new Option('--engine <engine>', 'warm keeps workers between mutants where that is safe; stock starts one for each')
          .choices(ENGINE_NAMES)
          .default('warm'),
      )
      .option('--kill-matrix', 'run every covering test of every mutant, for findings about tests', false)
      .option('--timings', 'print where the time went', false);

  judging(measuring(program.command('run')))
    .description('measure the mutants of source files: every file of every module, or those named')
    .argument('[files...]', 'files, folders or globs')
    .option('--module <name>', 'only the files of this module')
    .option('--since <ref>', 'only what changed since the merge base with this branch or commit')
    .option('--fresh', 'measure everything anew, whatever earlier runs found', false)
    .option('--watch', 'measure again after each change, until Ctrl-C; with --json one document a line', false)
    .option('--gate', 'then judge, as `killrate gate` does; --since is then the base', false)
    .option('--ratchet', 'with --gate: raise the floors in killrate.floors.json to what was reached', false)
    .option('--json', 'print one JSON document on stdout; words for people go to stderr', false)
    .action((patterns: string[], options) => actions.run(patterns, options));
  judging(common(program.command('gate')))
    .description('judge what was measured: every module against its target, or a change against its base')
    .option('--run <id>', 'judge what this run measured, instead of the latest results')
    .option('--ratchet', 'raise the floors in killrate.floors.json to what was reached', false)
    .option('--json', 'print one JSON document on stdout; words for people go to stderr', false)
    .action((options) => actions.gate(options));
  measuring(program.command('retry'))
    .description('measure again what survived: all of it, or the mutants named')
    .argument('[mutants...]', 'mutant keys, or beginnings of them')
    .option('--json', 'print one JSON document on stdout; words for people go to stderr', false)
    .action((keys: string[], options) => actions.retry(keys, options));
  common(program.command('survivors'))
    .description('list the mutants that no test noticed, worst first')
    .argument('[file]', 'only of this source file')
    .option('--json', 'print one JSON document on stdout', false)
    .action((file: string | undefined, options) => actions.survivors(file, options));
  common(program.command('show'))
    .description('show one mutant: its diff, the tests that run it, its history')
    .argument('<mutant>', 'a mutant key, or the beginning of one')
    .option('--json', 'print one JSON document on stdout', false)
    .action((key: string, options) => actions.show(key, options));
  const tests = common(program.command('tests'))
    .description('name the tests that prove too little, with the evidence, and the tests worth writing next')
    .argument('[file]', 'only of this test file')
    .option('--all', 'also what is only information: candidates to go, tests that a kill clears, habits', false)
    .addOption(new Option('--rule <name>', 'only findings of this rule').argParser(ruleName))
    .option(
      '--smallest-set',
      'instead: the tests that could go with every kill kept, verified by running the others alone',
      false,
    );
  limited(tests)
    .option('--json', 'print one JSON document on stdout', false)
    .action((file: string | undefined, options) => actions.tests(file, options));
  common(program.command('accept'))
    .description('live with a survivor: write it, with the reason, to killrate.accepted.json')
    .argument('[mutants...]', 'mutant keys, or beginnings of them')
    .option('--reason <text>', 'why it is right to live with it')
    .addOption(
      new Option('--category <category>', 'what kind of reason it is').choices(ACCEPTANCE_CATEGORIES).default('will-not-fix'),
    )
    .option('--expires <date>', 'the last day on which it counts, YYYY-MM-DD')
    .option('--author <name>', 'who decided (default: the user.name of git)')
    .option('--prune', 'take out what is stale: changed, killed or expired', false)
    .action((keys: string[], options) => actions.accept(keys, options));
  common(program.command('feedback'))
    .description('say whether a survivor or a finding was worth looking at; without a key: what was said, by mutator and rule')
    .argument('[key]', 'the key of a mutant or a finding, or the beginning of one')
    .addArgument(new Argument('[verdict]', 'what you say of it').choices(FEEDBACK_WORDS))
    .action((key: string | undefined, word: FeedbackWord | undefined, options) => actions.feedback(key, word, options));
  judging(common(program.command('report')))
    .description('write the latest results in a format that other programs read')
    .option('--run <id>', 'judge what this run measured, instead of the latest results')
    .addOption(
      new Option(
        '--format <format>',
        'json: the mutation testing report schema; html: the dashboard in one file; elements: the viewer of that schema in one file; sarif, junit, markdown, github (workflow commands), gitlab (code quality): what the gate says',
      )
        .choices([...REPORT_FORMAT_NAMES])
        .makeOptionMandatory(),
    )
    .option(
      '--out <file>',
      'where to (default: stdout, html to reports/killrate.html, elements to reports/killrate-elements.html)',
    )
    .action((options) => actions.report(options));
  common(program.command('serve'))
    .description('open the dashboard on this machine')
    .option('--port <port>', 'the port to listen on', wholeNumber(0, 65_535), 4400)
    .option('--host <address>', 'the address to listen on; one that others can reach needs a token', '127.0.0.1')
    .option('--token <token>', 'what whoever opens the dashboard must know (default: KILLRATE_TOKEN of the environment)')
    .option('--read-only', 'only show: accept nothing, start no run, open no editor', false)
    .action((options) => actions.serve(options));
  common(program.command('init'))
    .description('write stryker.conf.mjs, with modules guessed from the folders')
    .action((options) => actions.init(options));
  common(program.command('doctor'))
    .description('say what killrate finds in this project, run its suite twice, and say what to mend')
    .option(
      '--deadline <seconds>',
      'ceiling for one run of the suite (default: 300, or dryRunTimeoutMinutes of the config)',
      seconds,
    )
    .action((options) => actions.doctor(options));
  common(program.command('prune'))
    .description('remove old runs from the store; the latest results stay')
    .requiredOption('--keep <n>', 'how many of the newest runs to keep', wholeNumber(0))
    .action((options) => actions.prune(options));
  return program;
}

function judging(command: Command): Command {
  return command
    .option('--base <ref>', 'what a change is judged against (default: what CI names in a pull or merge request)')
    .option('--no-base', 'judge the whole project, in a pull request too')
    .option(
      '--base-report <file>',
      "results of the base: a document of --json, or a mutation testing report (default: the store's)",
    )
    .option('--allow-empty', 'a change without mutants is fine (never an unmatched pattern or an empty project)', false)
    .option('--allow-loosened', 'a change that asks for less than its base, as a lower target, only warns', false);
}

function limited(command: Command): Command {
  return command
    .option('--timeout <seconds>', "ceiling for one mutant's tests; the limit itself comes from the dry run", seconds, 120)
    .option('--deadline <seconds>', 'ceiling for one job', seconds, 900)
    .option('--concurrency <n>', 'mutants measured at once (default: the number of cores)', wholeNumber(1));
}

function common(command: Command): Command {
  return command
    .addOption(new Option('-C, --cwd <dir>', 'the project to measure').default(process.cwd(), 'here'))
    .allowExcessArguments(false)
    .helpOption('-h, --help', 'print this help')
    .configureOutput({ outputError: () => undefined })
    .exitOverride();
}

/** Too many to list in the help. */
function ruleName(text: string): FindingRuleName {
  const name = FINDING_RULE_NAMES.find((each) => each === text);
  if (name === undefined) throw new InvalidArgumentError(`there is no such rule${didYouMean(text, FINDING_RULE_NAMES)}.`);
  return name;
}

function wholeNumber(least: number, most = Number.MAX_SAFE_INTEGER): (text: string) => number {
  return (text) => {
    const number = Number(text);
    if (!/^\d+$/.test(text) || number < least || number > most)
      throw new InvalidArgumentError(`it must be a whole number${rangeOf(least, most)}.`);
    return number;
  };
}

/** The longest time that a timer of Node can be set to is some 24 days; beyond, it would end at once. */
const MOST_SECONDS = 2_000_000;

function seconds(text: string): number {
  const number = Number(text);
  if (!/^\d*\.?\d+$/.test(text) || number < 0.001 || number > MOST_SECONDS)
    throw new InvalidArgumentError(`it must be a number of seconds above 0 and up to ${MOST_SECONDS}.`);
  return number;
}

function rangeOf(least: number, most: number): string {
  return most === Number.MAX_SAFE_INTEGER ? ` from ${least} on` : ` from ${least} to ${most}`;
}

/** One line for what the parser did not understand; null where it only printed help or the version. */
export function describeParseError(error: CommanderError): string | null {
  if (error.exitCode === 0 || error.code === 'commander.help') return null;
  const line = error.message.replace(/^error: /, '').replaceAll(/\s*\n\s*/g, ' ');
  return `${line.replace(' is invalid. it ', ' is invalid: it ').replace(/\.$/, '')}: see killrate --help`;
}

export { CommanderError };
