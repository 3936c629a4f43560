import { expect, test } from 'vitest';
import { baseOfCi } from './ci.ts';

test.each<[string, NodeJS.ProcessEnv, string | null]>([
  ['GitHub Actions', { GITHUB_BASE_REF: 'main' }, 'main'],
  ['GitHub Actions, a push', { GITHUB_BASE_REF: '', GITHUB_REF: 'refs/heads/main' }, null],
  [
    'GitLab CI, by the commit where the request began',
    { CI_MERGE_REQUEST_IID: '7', CI_MERGE_REQUEST_DIFF_BASE_SHA: 'abc123', CI_MERGE_REQUEST_TARGET_BRANCH_NAME: 'main' },
    'abc123',
  ],
  [
    'GitLab CI, by the branch',
    { CI_MERGE_REQUEST_IID: '7', CI_MERGE_REQUEST_DIFF_BASE_SHA: '', CI_MERGE_REQUEST_TARGET_BRANCH_NAME: 'main' },
    'main',
  ],
  ['Bitbucket Pipelines', { BITBUCKET_PR_ID: '7', BITBUCKET_PR_DESTINATION_BRANCH: 'develop' }, 'develop'],
  ['Bitbucket Pipelines, a push', { BITBUCKET_PR_ID: '', BITBUCKET_PR_DESTINATION_BRANCH: 'develop' }, null],
  ['Azure Pipelines', { SYSTEM_PULLREQUEST_TARGETBRANCH: 'refs/heads/release/1.x' }, 'release/1.x'],
  ['Jenkins', { CHANGE_ID: '7', CHANGE_TARGET: 'main' }, 'main'],
  ['Jenkins, a branch', { CHANGE_TARGET: 'main' }, null],
  ['Buildkite', { BUILDKITE: 'true', BUILDKITE_PULL_REQUEST: '7', BUILDKITE_PULL_REQUEST_BASE_BRANCH: 'main' }, 'main'],
  ['Buildkite, a branch', { BUILDKITE: 'true', BUILDKITE_PULL_REQUEST: 'false', BUILDKITE_PULL_REQUEST_BASE_BRANCH: '' }, null],
  [
    'Buildkite, a branch that once had a request',
    { BUILDKITE: 'true', BUILDKITE_PULL_REQUEST: 'false', BUILDKITE_PULL_REQUEST_BASE_BRANCH: 'main' },
    null,
  ],
  ['Travis CI', { TRAVIS: 'true', TRAVIS_PULL_REQUEST: '7', TRAVIS_BRANCH: 'main' }, 'main'],
  ['Travis CI, a branch', { TRAVIS: 'true', TRAVIS_PULL_REQUEST: 'false', TRAVIS_BRANCH: 'main' }, null],
  ['Woodpecker', { CI_PIPELINE_EVENT: 'pull_request', CI_COMMIT_TARGET_BRANCH: 'main' }, 'main'],
  ['Woodpecker, a push', { CI_PIPELINE_EVENT: 'push', CI_COMMIT_TARGET_BRANCH: 'main' }, null],
  ['Drone', { DRONE_PULL_REQUEST: '7', DRONE_TARGET_BRANCH: 'main' }, 'main'],
  ['AppVeyor', { APPVEYOR_PULL_REQUEST_NUMBER: '7', APPVEYOR_REPO_BRANCH: 'main' }, 'main'],
  ['no CI', {}, null],
  ['a system beside one whose variable is empty', { GITHUB_BASE_REF: '', CHANGE_ID: '7', CHANGE_TARGET: 'main' }, 'main'],
  ['a branch with a name like a ref within', { CHANGE_ID: '7', CHANGE_TARGET: 'old/refs/heads/main' }, 'old/refs/heads/main'],
  ['a system that names no branch', { CHANGE_ID: '7', CHANGE_TARGET: '' }, null],
])('the base of %s', (_, env, base) => {
  expect(baseOfCi(env)).toBe(base);
});
