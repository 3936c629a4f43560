/** What imports and exports stand for: following names from module to module. */
import type { Node } from 'oxc-parser';
import { DATA, isKnownLibrary, type Meaning, UNKNOWN } from './meaning.ts';
import type { StaticProject } from './project.ts';
import type { Script } from './script.ts';

/** What an import of `name` from a specifier stands for. */
export function importOf(project: StaticProject, importer: string, specifier: string, name: string): Meaning {
  const found = project.resolve(importer, specifier);
  switch (found.kind) {
    case 'file':
      return project.exportOf(found.path, name);
    case 'external':
      return libraryOf(specifier, name);
    case 'own':
      return { kind: 'unit', path: specifier, name };
    case 'unknown':
      return isKnownLibrary(specifier) ? libraryOf(specifier, name) : UNKNOWN;
    default:
      return found satisfies never;
  }
}

function libraryOf(library: string, name: string): Meaning {
  return { kind: 'library', library, path: name === '*' ? [] : [name] };
}

/** What a module of the project gives out under a name. */
export function findExport(project: StaticProject, path: string, name: string): Meaning {
  if (!/\.[cm]?[jt]sx?$/.test(path)) return DATA;
  if (!project.isTestCode(path)) return { kind: 'unit', path, name };
  if (name === '*') return { kind: 'module', path };
  const script = project.script(path);
  if (script === null) return UNKNOWN;
  const entries = script.exports.flatMap((statement) => statement.entries);
  const named = entries.find(({ exportName }) => (exportName.kind === 'Default' ? 'default' : exportName.name) === name);
  if (named !== undefined) {
    const { moduleRequest, importName, localName } = named;
    if (moduleRequest !== null) {
      return importOf(project, path, moduleRequest.value, importName.kind === 'All' ? '*' : (importName.name ?? 'default'));
    }
    if (localName.name !== null) return meaningOfName(project, script, localName.name);
    return name === 'default' ? meaningOfDefault(project, script) : UNKNOWN;
  }
  const stars = entries.filter(({ importName }) => importName.kind === 'AllButDefault');
  const found =
    name === 'default' ? [] : stars.map(({ moduleRequest }) => importOf(project, path, moduleRequest?.value ?? '', name));
  return (
    found.find(({ kind }) => kind === 'code' || kind === 'instance') ?? (found.length === 1 ? (found[0] ?? UNKNOWN) : UNKNOWN)
  );
}

function meaningOfName(project: StaticProject, script: Script, name: string): Meaning {
  const binding = script.topLevel(name);
  return binding === null ? UNKNOWN : project.meaningOf(script, binding.identifier);
}

function meaningOfDefault(project: StaticProject, script: Script): Meaning {
  const statement = script.program.body.find((each) => each.type === 'ExportDefaultDeclaration');
  return statement === undefined ? UNKNOWN : project.meaningOf(script, statement.declaration as Node);
}
