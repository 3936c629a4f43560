/** `pnpm start`: the example's coverage and its kill rate, side by side. */
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const example = fileURLToPath(new URL('../examples/reservation/', import.meta.url));
const killrate = fileURLToPath(new URL('../packages/runner/dist/bin.js', import.meta.url));
const vitest = fileURLToPath(new URL('../examples/reservation/node_modules/vitest/vitest.mjs', import.meta.url));

console.log('The example, examples/reservation: a small bank for poker players, with a suite such as a language model writes.\n');
run(vitest, ['run', '--coverage', '--reporter=dot'], { stdio: ['ignore', 'ignore', 'inherit'] });
const coverage = JSON.parse(readFileSync(`${example}coverage/coverage-summary.json`, 'utf8')).total;

const { stdout } = run(killrate, ['run', '-C', example, '--json'], {
  stdio: ['ignore', 'pipe', 'inherit'],
  maxBuffer: 64 * 1024 * 1024,
});
const { totals, modules } = JSON.parse(stdout);

const rows = [
  ['', 'line coverage', 'kill rate', 'target'],
  ['whole suite', percent(coverage.lines.pct), percent(totals.killRate), ''],
];
for (const module of modules)
  rows.push([`  ${module.name}`, '', percent(module.killRate), module.target === null ? '' : percent(module.target)]);
const widths = rows[0].map((_, column) => Math.max(...rows.map((row) => row[column].length)));
console.log(
  `\n${rows.map((row) => row.map((cell, column) => (column === 0 ? cell.padEnd(widths[column]) : cell.padStart(widths[column]))).join('   ')).join('\n')}`,
);
console.log(
  `\nEvery line is run; ${totals.survived} of ${totals.killed + totals.timeout + totals.survived + totals.noCoverage} small changes to them go unnoticed.`,
);
console.log(
  '\nnext, on your own project:   npx --yes pnpm@12 --silent killrate doctor -C PATH\n                             npx --yes pnpm@12 --silent killrate run src/FILE -C PATH',
);

function run(script, args, options) {
  const result = spawnSync(process.execPath, [script, ...args], { cwd: example, encoding: 'utf8', ...options });
  if (result.status !== 0) {
    console.error(`${script} ended with code ${result.status}`);
    process.exit(result.status ?? 1);
  }
  return result;
}

function percent(value) {
  return value === null ? 'not measured' : `${value.toFixed(1)} %`;
}
