/** Opening a file at a line in the editor of whoever started the server. */
import { spawn } from 'node:child_process';
import { basename } from 'node:path';
import { UserError } from '../errors.ts';

/** The command of the editor that the environment names, in words; null where it names none. */
export function editorOf(env: NodeJS.ProcessEnv): string[] | null {
  const named = env.KILLRATE_EDITOR ?? env.VISUAL ?? env.EDITOR ?? '';
  const words = named.trim().split(/\s+/).filter(Boolean);
  return words.length === 0 || isOfTerminal(words[0] ?? '') ? null : words;
}

/** An editor that draws in the terminal would draw over the server's. */
function isOfTerminal(command: string): boolean {
  return /^(?:vi|vim|nvim|nano|pico|emacs|micro|hx|helix|kak|joe|ed|ex|ne|mcedit)$/.test(nameOf(command));
}

function nameOf(command: string): string {
  return basename(command).replace(/\.(?:exe|cmd|bat)$/i, '');
}

/** The arguments that open `path` at `line`. */
function argumentsFor(command: string, path: string, line: number): string[] {
  const name = nameOf(command);
  if (/^(?:code|code-insiders|codium|vscodium|cursor|windsurf)$/.test(name)) return ['--goto', `${path}:${line}`];
  if (/^(?:idea|webstorm|phpstorm|pycharm|rubymine|goland|clion|rider)(?:64|\.sh)?$/.test(name))
    return ['--line', String(line), path];
  if (/^(?:gvim|mvim|gedit|kate)$/.test(name)) return name === 'kate' ? ['--line', String(line), path] : [`+${line}`, path];
  return [`${path}:${line}`];
}

/** Starts the editor; resolves once it runs. @throws UserError where there is none, or it does not start. */
export async function openInEditor(env: NodeJS.ProcessEnv, path: string, line: number): Promise<void> {
  const [command, ...own] = editorOf(env) ?? [];
  if (command === undefined)
    throw new UserError('no editor is known: set KILLRATE_EDITOR, as in KILLRATE_EDITOR=code, and start killrate serve again');
  const child = spawn(command, [...own, ...argumentsFor(command, path, line)], { detached: true, stdio: 'ignore' });
  await new Promise<void>((resolve, reject) => {
    child.once('spawn', resolve);
    child.once('error', (error) => reject(new UserError(`the editor ${command} does not start: ${error.message}`)));
  });
  child.unref();
}
