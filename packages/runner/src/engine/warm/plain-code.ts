/** Code that does nothing but make a value: it calls nothing that is not known, changes nothing, and does not fail, with a mutant in it either. */
import type { Node } from '../../impact/source-functions.ts';

/** Judges the expressions of one module by what its top level declares. */
export class PlainCode {
  /** What is declared at the top level in whatever way: it may stand in for what is global. */
  readonly #declared = new Set<string>();
  /** What can be read without anything being run: functions, classes, constants, and what sources of the project export. */
  readonly #readable = new Set<string>();
  readonly #classes = new Map<string, Node>();

  constructor(program: Node) {
    for (const statement of program.body as Node[]) this.#declare(statement);
    for (const name of assignedIn(program)) this.#classes.delete(name);
  }

  /** Whether to evaluate an expression, or what a mutant puts into it, gives a value and does nothing else. */
  isPlain(node: Node): boolean {
    switch (node.type) {
      case 'Literal':
      case 'ArrowFunctionExpression':
      case 'FunctionExpression':
        return true;
      case 'TSAsExpression':
      case 'TSSatisfiesExpression':
      case 'TSNonNullExpression':
      case 'TSTypeAssertion':
        return this.isPlain(node.expression as Node);
      case 'TemplateLiteral':
        return (node.expressions as Node[]).every(isPrimitive);
      case 'UnaryExpression':
      case 'BinaryExpression':
      case 'LogicalExpression':
      case 'ConditionalExpression':
        return isPrimitive(node);
      case 'Identifier':
        return this.#readable.has(String(node.name)) || this.#isGlobal(node, 'undefined', 'NaN', 'Infinity');
      case 'ArrayExpression':
        return (node.elements as (Node | null)[]).every((element) => element === null || this.isPlain(element));
      case 'ObjectExpression':
        return (node.properties as Node[]).every((property) => this.#isPlainProperty(property));
      case 'NewExpression':
        return this.#isPlainNew(node);
      case 'CallExpression':
        return this.#isPlainCall(node);
      default:
        return false;
    }
  }

  #declare(statement: Node): void {
    const { type } = statement;
    if (type.startsWith('Export') && statement.declaration !== null && typeof statement.declaration === 'object')
      this.#declare(statement.declaration as Node);
    else if (type === 'ImportDeclaration') {
      const isOfProject = String((statement.source as Node).value).startsWith('.');
      for (const { local } of statement.specifiers as { local: Node }[]) this.#add(local, isOfProject);
    } else if (type === 'VariableDeclaration')
      for (const { id } of statement.declarations as { id: Node }[])
        for (const name of identifiersIn(id)) this.#add(name, statement.kind === 'const' && id.type === 'Identifier');
    else if (type === 'FunctionDeclaration' || type === 'ClassDeclaration') {
      const id = statement.id as Node | null;
      if (id === null) return;
      this.#add(id, true);
      if (type === 'ClassDeclaration') this.#classes.set(String(id.name), statement);
    } else if (statement.id !== null && typeof statement.id === 'object') this.#add(statement.id as Node, false);
  }

  #add({ name }: Node, isReadable: boolean): void {
    this.#declared.add(String(name));
    if (isReadable) this.#readable.add(String(name));
  }

  #isGlobal({ type, name }: Node, ...names: string[]): boolean {
    return type === 'Identifier' && names.includes(String(name)) && !this.#declared.has(String(name));
  }

  #isPlainProperty({ type, computed, key, value }: Node): boolean {
    if (type !== 'Property') return false;
    return (computed !== true || (key as Node).type === 'Literal') && this.isPlain(value as Node);
  }

  /** A collection of what is written there, or an object of a class of the module whose constructor only takes in what it is given. */
  #isPlainNew({ callee, arguments: given }: Node): boolean {
    const [made, args] = [callee as Node, given as Node[]];
    if (!args.every((arg) => this.isPlain(arg))) return false;
    const [first] = args;
    if (this.#isGlobal(made, 'Set'))
      return args.length <= 1 && (first === undefined || first.type === 'ArrayExpression' || typeof first.value === 'string');
    if (this.#isGlobal(made, 'Map')) return args.length <= 1 && (first === undefined || isListOfPairs(first));
    if (this.#isGlobal(made, 'WeakMap', 'WeakSet')) return args.length === 0;
    return made.type === 'Identifier' && this.#isPlainClass(String(made.name), new Set());
  }

  #isPlainCall({ callee, arguments: given }: Node): boolean {
    const { type, computed, object, property } = callee as Node;
    const isFreeze = type === 'MemberExpression' && computed !== true && this.#isGlobal(object as Node, 'Object');
    const args = given as Node[];
    return isFreeze && (property as Node).name === 'freeze' && args.length === 1 && args.every((arg) => this.isPlain(arg));
  }

  #isPlainClass(name: string, asked: Set<string>): boolean {
    const found = this.#classes.get(name);
    if (found === undefined || asked.has(name)) return false;
    const { superClass, decorators, body } = found;
    if (Array.isArray(decorators) && decorators.length > 0) return false;
    asked.add(name);
    const above = superClass as Node | null;
    if (above !== null && !(above.type === 'Identifier' && this.#isPlainClass(String(above.name), asked))) return false;
    return ((body as Node).body as Node[]).every((member) => this.#isPlainMember(member));
  }

  #isPlainMember({ type, kind, value, computed, decorators, static: isStatic }: Node): boolean {
    if (computed === true || (Array.isArray(decorators) && decorators.length > 0)) return false;
    // A setter would be called by what a constructor assigns.
    if (type === 'MethodDefinition') return kind === 'constructor' ? this.#isPlainConstructor(value as Node) : kind !== 'set';
    if (type === 'PropertyDefinition') return isStatic === true || value === null || this.isPlain(value as Node);
    return type === 'StaticBlock' || type === 'TSAbstractMethodDefinition' || type === 'TSAbstractPropertyDefinition';
  }

  #isPlainConstructor({ params, body }: Node): boolean {
    if (body === null) return true;
    const isName = (param: Node): boolean =>
      param.type === 'Identifier' ||
      (param.type === 'RestElement' && isName(param.argument as Node)) ||
      (param.type === 'TSParameterProperty' && isName(param.parameter as Node));
    return (params as Node[]).every(isName) && ((body as Node).body as Node[]).every((statement) => this.#isPlainStep(statement));
  }

  /** `super(name)` or `this.name = name`. */
  #isPlainStep({ type, expression }: Node): boolean {
    if (type !== 'ExpressionStatement') return false;
    const step = expression as Node;
    const isGiven = (node: Node): boolean => node.type === 'Identifier' || this.isPlain(node);
    if (step.type === 'CallExpression')
      return (step.callee as Node).type === 'Super' && (step.arguments as Node[]).every(isGiven);
    const left = step.left as Node;
    if (step.type !== 'AssignmentExpression' || step.operator !== '=' || left.type !== 'MemberExpression') return false;
    return (left.object as Node).type === 'ThisExpression' && left.computed !== true && isGiven(step.right as Node);
  }
}

const OPERATORS = new Set('+ - * / % ** ! ~ void typeof && || ?? == != === !== < <= > >= | & ^ << >> >>>'.split(' '));

/** Made of numbers, strings and truth values alone: no operator fails on these, or calls anything. A bigint can be divided by nothing. */
function isPrimitive(node: Node): boolean {
  const { type, operator, value, raw } = node;
  if (type === 'Literal') return raw === 'null' || ['string', 'number', 'boolean'].includes(typeof value);
  if (type === 'TemplateLiteral') return (node.expressions as Node[]).every(isPrimitive);
  if (type === 'UnaryExpression') return OPERATORS.has(String(operator)) && isPrimitive(node.argument as Node);
  if (type === 'ConditionalExpression')
    return [node.test, node.consequent, node.alternate].every((each) => isPrimitive(each as Node));
  if (type !== 'BinaryExpression' && type !== 'LogicalExpression') return false;
  return OPERATORS.has(String(operator)) && isPrimitive(node.left as Node) && isPrimitive(node.right as Node);
}

/** A map is made of any arrays, but not of what a mutant puts into an empty list of them. */
function isListOfPairs({ type, elements }: Node): boolean {
  const pairs = type === 'ArrayExpression' ? (elements as (Node | null)[]) : [];
  return pairs.length > 0 && pairs.every((pair) => pair?.type === 'ArrayExpression');
}

/** The names in a pattern, and those of the values that it falls back to. */
function identifiersIn(value: unknown): Node[] {
  if (typeof value !== 'object' || value === null) return [];
  const node = value as Node;
  return node.type === 'Identifier' ? [node] : Object.values(node).flatMap((child) => identifiersIn(child));
}

/** The names to which something is assigned, anywhere. */
function assignedIn(value: unknown): string[] {
  if (typeof value !== 'object' || value === null) return [];
  const node = value as Node;
  const target = node.type === 'AssignmentExpression' ? identifiersIn(node.left).map(({ name }) => String(name)) : [];
  return [...target, ...Object.values(node).flatMap((child) => assignedIn(child))];
}
