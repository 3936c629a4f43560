/** What a CI system says of the change it builds. */

/** The branch or commit that a pull or merge request is to go into, as a name to try with git; null outside of one. */
export function baseOfCi(env: NodeJS.ProcessEnv): string | null {
  for (const [isChange, base] of SYSTEMS) {
    const name = isChange(env) ? base(env) : undefined;
    if (name !== undefined && name !== '') return name.replace(/^refs\/heads\//, '');
  }
  return null;
}

type System = readonly [isChange: (env: NodeJS.ProcessEnv) => boolean, base: (env: NodeJS.ProcessEnv) => string | undefined];

/** By the variables that each system documents for builds of a pull or merge request. */
const SYSTEMS: readonly System[] = [
  // GitHub Actions, Gitea and Forgejo
  [(env) => isSet(env.GITHUB_BASE_REF), (env) => env.GITHUB_BASE_REF],
  // GitLab CI
  [
    (env) => isSet(env.CI_MERGE_REQUEST_IID),
    (env) => env.CI_MERGE_REQUEST_DIFF_BASE_SHA || env.CI_MERGE_REQUEST_TARGET_BRANCH_NAME,
  ],
  // Bitbucket Pipelines
  [(env) => isSet(env.BITBUCKET_PR_ID), (env) => env.BITBUCKET_PR_DESTINATION_BRANCH],
  // Azure Pipelines
  [(env) => isSet(env.SYSTEM_PULLREQUEST_TARGETBRANCH), (env) => env.SYSTEM_PULLREQUEST_TARGETBRANCH],
  // Jenkins, multibranch
  [(env) => isSet(env.CHANGE_ID), (env) => env.CHANGE_TARGET],
  // Buildkite
  [(env) => isSet(env.BUILDKITE) && isTrue(env.BUILDKITE_PULL_REQUEST), (env) => env.BUILDKITE_PULL_REQUEST_BASE_BRANCH],
  // Travis CI
  [(env) => isSet(env.TRAVIS) && isTrue(env.TRAVIS_PULL_REQUEST), (env) => env.TRAVIS_BRANCH],
  // Woodpecker
  [(env) => env.CI_PIPELINE_EVENT === 'pull_request', (env) => env.CI_COMMIT_TARGET_BRANCH],
  // Drone
  [(env) => isSet(env.DRONE_PULL_REQUEST), (env) => env.DRONE_TARGET_BRANCH],
  // AppVeyor
  [(env) => isSet(env.APPVEYOR_PULL_REQUEST_NUMBER), (env) => env.APPVEYOR_REPO_BRANCH],
];

function isSet(value: string | undefined): boolean {
  return value !== undefined && value !== '';
}

/** These systems write `false` where there is no pull request, and its number where there is one. */
function isTrue(value: string | undefined): boolean {
  return isSet(value) && value !== 'false';
}
