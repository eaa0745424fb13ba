// The surface of @relay/sdk-js, read by TypeScript from the declarations that are published.
import { fileURLToPath } from 'node:url';
import ts from 'typescript';
import { type Method, type Surface, sorted } from './surface.ts';

const declarations = ['index', 'webhooks'].map((name) =>
  fileURLToPath(new URL(`../../../sdk-js/dist/${name}.d.ts`, import.meta.url)),
);

export function javascriptSurface(): Surface {
  const program = ts.createProgram(declarations, { module: ts.ModuleKind.NodeNext, strict: true, noEmit: true });
  const checker = program.getTypeChecker();
  const exported = declarations
    .map((file) => checker.getSymbolAtLocation(program.getSourceFile(file)!)!)
    .flatMap((module) => checker.getExportsOfModule(module))
    .map((symbol) => (symbol.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(symbol) : symbol));
  const symbolOf = (name: string) => exported.find((symbol) => symbol.name === name)!;
  const typeOf = (name: string) => checker.getDeclaredTypeOfSymbol(symbolOf(name));
  const propertiesOf = (name: string) => namesOf(typeOf(name));

  const rooms: Surface['rooms'] = {};
  const visit = (type: ts.Type, path: string[]) => {
    for (const member of type.getProperties().filter(isPublic)) {
      const memberType = checker.getTypeOfSymbol(member);
      const [signature] = memberType.getCallSignatures();
      if (!signature) visit(memberType, [...path, member.name]);
      else rooms[path.join('.')] = { ...rooms[path.join('.')], [member.name]: methodOf(signature) };
    }
  };

  const methodOf = (signature: ts.Signature): Method => {
    const parameters: Method['parameters'] = {};
    for (const parameter of signature.parameters) {
      const type = checker.getNonNullableType(checker.getTypeOfSymbol(parameter));
      const name = (type.aliasSymbol ?? type.symbol)?.name ?? '';
      if (name.endsWith('Options')) continue;
      // All parameters of an operation come as one object; `wait` takes its id by place.
      const members = name.endsWith('Parameters') ? type.getProperties() : [parameter];
      for (const member of members) parameters[member.name] = isOptional(member) ? 'optional' : 'required';
    }
    return { parameters: sorted(parameters), gives: describe(checker.typeToString(signature.getReturnType())) };
  };

  visit(typeOf('Relay'), []);
  const errors = exported.filter(({ name }) => name.endsWith('Error') && symbolOf(name).valueDeclaration);
  const models = exported.filter(
    ({ name, valueDeclaration }) => !valueDeclaration && !/Parameters$|Options$/.test(name),
  );
  return {
    rooms: sorted(rooms),
    options: {
      client: propertiesOf('RelayOptions'),
      call: propertiesOf('RequestOptions'),
      wait: propertiesOf('WaitOptions'),
      verify: propertiesOf('VerifyWebhookOptions'),
    },
    errors: sorted(
      Object.fromEntries(
        errors.map(({ name }) => [name, checker.getBaseTypes(typeOf(name) as ts.InterfaceType)[0]!.symbol.name]),
      ),
    ),
    attributes: Object.fromEntries(
      ['APIError', 'StreamError'].map((name) => [
        name,
        propertiesOf(name).filter((property) => !['name', 'message', 'stack', 'cause'].includes(property)),
      ]),
    ),
    events: Object.fromEntries(
      (typeOf('RelayEvent') as ts.UnionType).types.map((event) => [
        textOf(checker.getTypeOfSymbol(event.getProperty('type')!)),
        namesOf(event),
      ]),
    ),
    reply: propertiesOf('Reply'),
    streamedReply: propertiesOf('StreamedReply'),
    models: sorted(Object.fromEntries(models.map(({ name }) => [name, membersOf(typeOf(name), checker)]))),
  };
}

const isOptional = (symbol: ts.Symbol) =>
  (symbol.flags & ts.SymbolFlags.Optional) !== 0 ||
  (symbol.valueDeclaration !== undefined &&
    ts.isParameter(symbol.valueDeclaration) &&
    symbol.valueDeclaration.questionToken !== undefined);

const isPublic = ({ valueDeclaration }: ts.Symbol) =>
  !valueDeclaration || (ts.getCombinedModifierFlags(valueDeclaration) & ts.ModifierFlags.Protected) === 0;

const namesOf = (type: ts.Type) =>
  type
    .getProperties()
    .map(({ name }) => name)
    .filter((name) => !name.includes('#private'))
    .toSorted();

const textOf = (type: ts.Type) => String((type as ts.StringLiteralType).value);

/** The values of an enum, the types of the variants that are known, or the fields of an object; a list has none. */
function membersOf(type: ts.Type, checker: ts.TypeChecker): string[] {
  if (checker.isArrayType(type)) return [];
  if (!type.isUnion()) return namesOf(type);
  const types = type.types.flatMap((member) => {
    const told = member.symbol?.name === 'UnknownVariant' ? undefined : member.getProperty('type');
    return told ? [checker.getTypeOfSymbol(told)] : [];
  });
  return [...type.types, ...types]
    .filter((member) => member.isStringLiteral())
    .map(textOf)
    .toSorted();
}

/** `APIPromise<Execution>` -> `Execution` */
function describe(returned: string): string {
  const [, kind, of] = /^(APIPromise|PagePromise|Promise)<(.+)>$/.exec(returned) ?? [];
  if (of === 'void') return 'nothing';
  if (of?.includes('ReadableStream') || of === 'ByteStream') return 'bytes';
  if (of?.startsWith('Stream<')) return `stream of ${of.slice('Stream<'.length, -1)}`;
  return kind === 'PagePromise' ? `page of ${of}` : (of ?? returned);
}
