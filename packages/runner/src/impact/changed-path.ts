/** What a changed path that is no source can mean, by its name alone. */

/** Configuration that every test depends on. Stryker's and killrate's own are compared by what they say, elsewhere. */
const GLOBAL_NAME =
  /^(?:(?:vite|vitest)(?:[.-][\w-]+)+\.(?:[cm]?[jt]s|json)|package\.json|package-lock\.json|npm-shrinkwrap\.json|pnpm-lock\.yaml|pnpm-workspace\.yaml|\.pnpmfile\.[cm]?js|yarn\.lock|bun\.lockb?|(?:ts|js)config[\w.-]*\.json|\.npmrc|\.yarnrc(?:\.yml)?|bunfig\.toml|\.env[\w.-]*|babel\.config\.\w+|\.babelrc[\w.]*|\.swcrc|postcss\.config\.\w+|\.postcssrc[\w.]*|\.nvmrc|\.node-version|\.tool-versions)$/;

const IDLE_NAME = new RegExp(
  [
    String.raw`.*\.(?:md|mdx|markdown|png|jpe?g|gif|webp|avif|ico|bmp|svg|mp[34]|webm|mov|woff2?|ttf|otf|eot|pdf|psd|sketch|map|tsbuildinfo|log)`,
    String.raw`.*\.d\.[cm]?ts`,
    String.raw`(?:LICEN[CS]E|COPYING|NOTICE|AUTHORS|CONTRIBUTORS|CHANGELOG|CODEOWNERS|README)[\w.-]*`,
    String.raw`\.(?:git|npm|docker|eslint|prettier|stylelint|vscode)ignore|\.(?:git)?keep|\.gitattributes|\.gitmodules|\.git-blame-ignore-revs|\.mailmap|\.editorconfig`,
    String.raw`\.gitlab-ci\.yml|\.travis\.yml|azure-pipelines\.ya?ml|bitbucket-pipelines\.yml|appveyor\.yml|Jenkinsfile|\.?codecov\.ya?ml`,
    String.raw`renovate\.json5?|\.renovaterc[\w.]*|dependabot\.yml`,
    String.raw`\.(?:eslint|prettier|stylelint|commitlint|lintstaged|czr?|nyc|size-limit|release-it)(?:rc)?(?:\.\w+)?|eslintrc`,
    String.raw`(?:eslint|prettier|stylelint|commitlint|lint-staged|release|knip|typedoc|playwright|cypress)\.config\.\w+`,
    String.raw`biome\.jsonc?|\.?oxlintrc\.json|dprint\.json|\.?knip\.jsonc?|typedoc\.json|\.?cspell\.\w+|turbo\.json|nx\.json`,
    String.raw`killrate\.(?:accepted|floors)\.json|killrate\.config\.\w+|\.?stryker\.(?:conf|config)\.\w+`,
  ]
    .map((names) => `^(?:${names})$`)
    .join('|'),
  'i',
);
const IDLE_FOLDER = /(?:^|\/)(?:\.github|\.circleci|\.husky|\.vscode|\.idea|\.changeset|\.devcontainer|docs?)\//;

/** Scripts for other runners: they matter only to what imports them. */
const OTHER_RUNNER = /[.\-_](?:bench|cy|stories|test-d)\.[cm]?[jt]sx?$/;
const TEST_NAME = /[.\-_](?:test|spec)\.[cm]?[jt]sx?$/;
const TEST_FOLDER = /(?:^|\/)(?:tests?|specs?|__tests__|e2e)\//;
const FIXTURE_FOLDER = /(?:^|\/)(?:__fixtures__|fixtures?|__mocks__|mocks?)\//;

/** What is built has lost the way to its sources. */
const BUILT = /^(?:(?:\.\.\/)+(?:.+\/)?|(?:packages|libs|apps|modules)\/[^/]+\/)?(?:dist|build|out|output|lib-cov)\//;

/** Whether the whole run depends on the path: a configuration of the project or, above it, of its workspace. */
export function isGlobalInput(path: string, isTest: (path: string) => boolean): boolean {
  if (!GLOBAL_NAME.test(basename(path)) || /\.d\.[cm]?ts$/.test(path) || IDLE_FOLDER.test(path)) return false;
  if (path.startsWith('../')) return /^(?:\.\.\/)+[^/]+$/.test(path);
  // One that lies deeper among tests is the configuration of a fixture.
  return !isTest(path) || (/^(?:[^/]+\/)?[^/]+$/.test(path) && !FIXTURE_FOLDER.test(path));
}

/** Whether a path can influence no test, unless a script imports it. */
export function isIdle(path: string, isTest: (path: string) => boolean): boolean {
  if (OTHER_RUNNER.test(path)) return true;
  return !isTest(path) && (IDLE_NAME.test(basename(path)) || IDLE_FOLDER.test(path));
}

/** Whether a script is named as tests that run are. */
export function hasTestName(path: string): boolean {
  return TEST_NAME.test(path) && !isFixture(path);
}

/** Whether a script lies where tests do that need no such name. */
export function isInTestFolder(path: string): boolean {
  return TEST_FOLDER.test(path) && !isFixture(path) && !OTHER_RUNNER.test(path);
}

/** Whether a path is what tests work on, or what they put in the place of modules. */
export function isFixture(path: string): boolean {
  return FIXTURE_FOLDER.test(path);
}

/** Whether a script is named as those of other runners are. */
export function isOtherRunner(path: string): boolean {
  return OTHER_RUNNER.test(path);
}

/** Whether a path is a configuration of Vite or Vitest. */
export function isVitestConfig(path: string): boolean {
  return /^(?:vite|vitest)[.-].*\.[cm]?[jt]s$/.test(basename(path)) && isGlobalInput(path, () => false);
}

/** The script whose snapshots a path holds, as Vitest places them; null where it is no such path. */
export function snapshotOwner(path: string): string | null {
  const match = /^(.*?)__snapshots__\/([^/]+)\.snap$/.exec(path);
  return match === null ? null : `${match[1]}${match[2]}`;
}

/** Whether a path is that of something built; it begins with `../` outside of the project. */
export function isBuilt(path: string): boolean {
  return BUILT.test(path);
}

function basename(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}
