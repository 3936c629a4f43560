/** Labelled examples of the rule `interaction-only`. */
import type { LabelledCase } from '../labelled-case.ts';

export const rule = 'interaction-only';

const SOURCES = {
  'src/mailer.ts': 'export const send = (to) => to;\nexport const mailer = { send };\n',
  'src/signup.ts': "import { send } from './mailer';\nexport const signUp = (name) => { send(name); return { name }; };\n",
};

function inTest(body: string, top: string): string {
  return `import { expect, test, vi } from 'vitest';\nimport { mailer, send } from './src/mailer';\nimport * as mail from './src/mailer';\nimport { signUp } from './src/signup';\n${top}\ntest('signs up', async () => {\n  ${body}\n});\n`;
}

const MOCKED = "vi.mock('./src/mailer');";
const DOM = `import { fireEvent, screen } from '@testing-library/react';\nimport userEvent from '@testing-library/user-event';\n${MOCKED}`;

function flag(why: string, body: string, top = MOCKED): LabelledCase {
  return { label: 'flag', source: 'own', why, code: inTest(body, top), also: SOURCES, flags: 1 };
}

function silent(why: string, body: string, top = MOCKED): LabelledCase {
  return { label: 'silent', source: 'own', why, code: inTest(body, top), also: SOURCES };
}

export const cases: readonly LabelledCase[] = [
  flag('called', "signUp('Ada');\n  expect(send).toHaveBeenCalled();"),
  flag('called with', "signUp('Ada');\n  expect(send).toHaveBeenCalledWith('Ada');"),
  flag('called so often', "signUp('Ada');\n  expect(send).toHaveBeenCalledTimes(1);"),
  flag('not called', "signUp('');\n  expect(send).not.toHaveBeenCalled();"),
  flag('by way of vi.mocked', "signUp('Ada');\n  expect(vi.mocked(send)).toHaveBeenCalledOnce();"),
  flag('by way of a variable', "const double = vi.mocked(send);\n  signUp('Ada');\n  expect(double).toHaveBeenCalledOnce();"),
  flag('a member of a mocked object', "signUp('Ada');\n  expect(mailer.send).toHaveBeenCalled();"),
  flag('a member of the mocked module', "signUp('Ada');\n  expect(mail.send).toHaveBeenCalled();"),
  flag(
    'with a factory',
    "signUp('Ada');\n  expect(send).toHaveBeenCalled();",
    "vi.mock('./src/mailer', () => ({ send: vi.fn(), mailer: {} }));",
  ),
  flag('named by an import', "signUp('Ada');\n  expect(send).toHaveBeenCalled();", "vi.mock(import('./src/mailer'));"),
  flag('twice', "signUp('Ada');\n  expect(send).toHaveBeenCalledTimes(1);\n  expect(send).toHaveBeenLastCalledWith('Ada');"),
  flag(
    'an element is looked up to be clicked',
    `fireEvent.click(screen.getByRole('button'));\n  expect(send).toHaveBeenCalled();`,
    DOM,
  ),
  flag(
    'an element is awaited to be clicked by a user',
    `const user = userEvent.setup();\n  await user.click(await screen.findByRole('button'));\n  expect(send).toHaveBeenCalled();`,
    DOM,
  ),
  flag(
    'a helper looks elements up to fill them',
    `fill('Ada');\n  expect(send).toHaveBeenCalledWith('Ada');`,
    `${DOM}\nconst fill = (name) => fireEvent.change(screen.getByLabelText('Name'), { target: { value: name } });`,
  ),

  silent(
    'an element is looked up for itself',
    `signUp('Ada');\n  screen.getByText('Ada');\n  expect(send).toHaveBeenCalled();`,
    DOM,
  ),
  silent(
    'a helper looks an element up for itself after clicking another',
    `submit();\n  expect(send).toHaveBeenCalled();`,
    `${DOM}\nfunction submit() { fireEvent.click(screen.getByRole('button')); screen.getByText('sent'); }`,
  ),
  silent(
    'an element is looked up for a helper that asserts',
    `check(screen.getByText('Ada'));\n  expect(send).toHaveBeenCalled();`,
    `${DOM}\nconst check = (element) => { if (!element.disabled) throw new Error('not disabled'); };`,
  ),
  silent('a value besides', "expect(signUp('Ada')).toEqual({ name: 'Ada' });\n  expect(send).toHaveBeenCalled();"),
  silent(
    'a double that is passed in',
    "const done = vi.fn();\n  signUp('Ada', done);\n  expect(done).toHaveBeenCalledWith('Ada');",
  ),
  silent(
    'a double of a callback beside one of the module',
    "const done = vi.fn();\n  signUp('Ada', done);\n  expect(send).toHaveBeenCalled();\n  expect(done).toHaveBeenCalled();",
  ),
  silent('another module is mocked', "signUp('Ada');\n  expect(send).toHaveBeenCalled();", "vi.mock('./src/other');"),
  silent('nothing is mocked', "signUp('Ada');\n  expect(send).toHaveBeenCalled();", ''),
  silent('a spy on the console', "const warn = vi.spyOn(console, 'warn');\n  signUp('');\n  expect(warn).toHaveBeenCalled();"),
  silent(
    'what the double was called with is looked at',
    "signUp('Ada');\n  expect(vi.mocked(send).mock.calls[0]).toEqual(['Ada']);",
  ),
  silent(
    'a helper asserts',
    "check(signUp('Ada'));\n  expect(send).toHaveBeenCalled();",
    `${MOCKED}\nconst check = (user) => expect(user.name).toBe('Ada');`,
  ),
  silent(
    'a callee that nobody knows',
    "verify(signUp('Ada'));\n  expect(send).toHaveBeenCalled();",
    `${MOCKED}\nimport { verify } from './nowhere';`,
  ),
  silent('no assertion', "signUp('Ada');"),
];
