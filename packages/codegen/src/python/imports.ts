/** What one generated file imports. */
export class Imports {
  readonly #modules: Modules = new Map();
  readonly #types: Modules = new Map();

  add(module: string, ...names: string[]): void {
    addTo(this.#modules, module, names);
  }

  /** For type checkers alone. */
  addType(module: string, ...names: string[]): void {
    this.add('typing', 'TYPE_CHECKING');
    addTo(this.#types, module, names);
  }

  /** The import statements in the order that ruff wants: the standard library, packages, relative ones. */
  render(): string {
    const modules = [...this.#modules.keys()].sort();
    const groups = [isStandard, isPackage, isRelative].map((belongs) => modules.filter(belongs));
    const blocks = groups
      .filter((group) => group.length > 0)
      .map((group) => statements(this.#modules, group).join('\n'));
    const types = statements(this.#types, [...this.#types.keys()].sort()).map((line) => `    ${line}`);
    return [...blocks, ...(types.length > 0 ? [['if TYPE_CHECKING:', ...types].join('\n')] : [])].join('\n\n');
  }
}

type Modules = Map<string, Set<string>>;

function addTo(modules: Modules, module: string, names: string[]): void {
  const known = modules.get(module) ?? new Set();
  for (const name of names) known.add(name);
  modules.set(module, known);
}

function statements(modules: Modules, names: string[]): string[] {
  return names.map((name) => `from ${name} import ${[...modules.get(name)!].sort(byKindAndName).join(', ')}`);
}

const isRelative = (module: string) => module.startsWith('.');
const isPackage = (module: string) => /^(pydantic|typing_extensions)\b/.test(module);
const isStandard = (module: string) => !isRelative(module) && !isPackage(module);

/** Constants, then classes, then functions, each by name. */
function byKindAndName(a: string, b: string): number {
  const kind = (name: string) => (/^[A-Z][A-Z0-9_]+$/.test(name) ? 0 : /^[A-Z]/.test(name) ? 1 : 2);
  return kind(a) - kind(b) || (a < b ? -1 : 1);
}
