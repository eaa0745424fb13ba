// Every way in which the contract and the code can come apart fails the build.
import { execFile } from 'node:child_process';
import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { generateCore } from '@relay/codegen/core';
import { assertNoDrift, differences, surface } from '@relay/codegen/drift';
import { contract } from '@relay/testing';
import ts from 'typescript';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

// biome-ignore lint/suspicious/noExplicitAny: an OpenAPI document is changed by name
type Json = any;
const core = fileURLToPath(new URL('..', import.meta.url));
const run = promisify(execFile);

describe('the drift gate', () => {
  let understood: Json;
  beforeAll(async () => {
    understood = JSON.parse(await readFile(join(core, 'src/generated/tsoa.spec.json'), 'utf8'));
  });

  const executions = '/api/executions';
  const preview = '/api/actions/preview';
  const keys = '/api/api-keys';
  const schemas = (document: Json) => document.components.schemas;
  const mutations: Record<string, (document: Json) => void> = {
    'a path renamed': ({ paths }) => {
      paths['/api/acts'] = paths['/api/actions'];
      delete paths['/api/actions'];
    },
    'a method changed': ({ paths }) => {
      paths[preview].put = paths[preview].post;
      delete paths[preview].post;
    },
    'an operation removed': ({ paths }) => delete paths['/api/me'],
    'an operationId changed': ({ paths }) => (paths[preview].post.operationId = 'actions.plan'),
    'a tag changed': ({ paths }) => (paths[preview].post.tags = ['previews']),
    'a role changed': ({ paths }) => (paths[preview].post.security[0].apiKey = ['viewer']),
    'a security alternative added': ({ paths }) => paths[preview].post.security.push({ session: ['developer'] }),
    'an operation made public': ({ paths }) => (paths[preview].post.security = []),
    'the default security changed': (document) => (document.security[0].apiKey = ['admin']),
    'a parameter renamed': ({ paths }) => (paths[executions].get.parameters[0].name = 'actionId'),
    'a parameter made required': ({ paths }) => (paths[executions].get.parameters[0].required = true),
    'a parameter moved': ({ paths }) => (paths[executions].get.parameters[0].in = 'header'),
    'a parameter of another type': ({ components }) => (components.parameters.Limit.schema = { type: 'string' }),
    'a parameter added': ({ paths }) =>
      paths[keys].get.parameters.push({ name: 'role', in: 'query', schema: { type: 'string' } }),
    'an enum value removed': (document) => schemas(document).Role.enum.pop(),
    'an enum value added': (document) => schemas(document).ExecutionStatus.enum.push('queued'),
    'a body property added': (document) =>
      (schemas(document).ExecutePreviewRequest.properties.dryRun = { type: 'boolean' }),
    'a body property removed': (document) => delete schemas(document).PreviewRequest.properties.replaces,
    'a body property made required': (document) => schemas(document).PreviewRequest.required.push('replaces'),
    'a body property no longer nullable': (document) =>
      (schemas(document).CreateApiKeyRequest.properties.expiresAt.type = 'string'),
    'a union branch removed': (document) => schemas(document).Execution.properties.error.oneOf.pop(),
    'a constant changed': (document) => (schemas(document).Health.properties.status.const = 'fine'),
    'a map value of another type': (document) =>
      (schemas(document).PlannedRequest.properties.headers.additionalProperties = { type: 'number' }),
    'an array item of another type': (document) =>
      (schemas(document).Action.properties.scopes.items = { type: 'number' }),
    'a body made optional': ({ paths }) => (paths[preview].post.requestBody.required = false),
    'a status changed': ({ paths }) => {
      const { responses } = paths[preview].post;
      responses['200'] = responses['201'];
      delete responses['201'];
    },
    'an error reply removed': ({ paths }) => delete paths[preview].post.responses['409'],
    'a media type changed': ({ components }) => {
      const { content } = components.responses.Problem;
      content['application/json'] = content['application/problem+json'];
      delete content['application/problem+json'];
    },
    'a reply header added': ({ paths }) =>
      (paths[preview].post.responses['201'].headers = { Location: { schema: { type: 'string' } } }),
    'a reply property of another type': (document) =>
      (schemas(document).ActionPage.properties.nextCursor = { type: 'number' }),
  };

  it('finds nothing where nothing drifted', () => {
    expect(differences(surface(contract), surface(understood))).toEqual([]);
  });

  it.each(Object.entries(mutations))('finds %s', (_, mutate) => {
    const document = structuredClone(contract);
    mutate(document);
    expect(differences(surface(document), surface(understood))).not.toEqual([]);
  });

  it('finds a controller that was edited by hand', async () => {
    const edited = structuredClone(understood);
    edited.paths['/api/api-keys'].get.security = [{ apiKey: ['viewer'] }];
    expect(() => assertNoDrift(contract, edited)).toThrow(
      /drift: .* 1 place\(s\)[\s\S]*GET \/api\/api-keys > security/,
    );
  });
});

describe('the build', () => {
  let project: string;
  beforeAll(async () => {
    // Below core, so that the copy resolves the same packages.
    await mkdir(join(core, 'node_modules/.cache'), { recursive: true });
    project = await mkdtemp(join(core, 'node_modules/.cache/drift-'));
    for (const part of ['src', 'migrations', 'tsconfig.json', 'package.json'])
      await cp(join(core, part), join(project, part), { recursive: true });
  });
  afterAll(() => rm(project, { recursive: true, force: true }));

  /** Generates from a changed contract and compiles; returns what the compiler says. */
  async function build(mutate: (document: Json) => void): Promise<string[]> {
    const document = structuredClone(contract);
    mutate(document);
    const contractFile = join(project, 'contract/openapi.json');
    await mkdir(dirname(contractFile), { recursive: true });
    await writeFile(contractFile, JSON.stringify(document));
    const { default: openapiTS, astToString } = await import('openapi-typescript');
    const types = await openapiTS(document, {
      rootTypes: true,
      rootTypesNoSchemaPrefix: true,
      alphabetize: true,
      defaultNonNullable: false,
    });
    await writeFile(join(project, 'contract/types.d.ts'), astToString(types));
    await generateCore(project, contractFile);
    const { options, fileNames } = ts.parseJsonConfigFileContent(
      {
        ...ts.readConfigFile(join(project, 'tsconfig.json'), ts.sys.readFile).config,
        include: ['src', 'migrations'],
        exclude: ['**/*.test.ts', '**/testing.ts'],
      },
      ts.sys,
      project,
    );
    const program = ts.createProgram(fileNames, options);
    return ts
      .getPreEmitDiagnostics(program)
      .map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, '\n'));
  }

  it('passes with the contract as it is', async () => {
    expect(await build(() => {})).toEqual([]);
  }, 60_000);

  it('fails when a reply gains a required field that no service gives', async () => {
    const errors = await build(({ components: { schemas } }) => {
      schemas.Me.properties.plan = { type: 'string' };
      schemas.Me.required.push('plan');
    });
    expect(errors.join()).toContain("'plan' is missing");
  }, 60_000);

  it('fails when nobody implements an operation', async () => {
    const errors = await build(({ paths }) => {
      paths['/api/ping'] = { get: { ...structuredClone(paths['/api/me'].get), operationId: 'me.ping' } };
    });
    expect(errors.join()).toContain("'ping' is missing");
  }, 60_000);

  it('fails when an enum loses a value that the code uses', async () => {
    const errors = await build(({ components: { schemas } }) => {
      schemas.ExecutionStatus.enum = ['pending', 'succeeded', 'failed', 'outcome_unknown'];
    });
    expect(errors.join()).toContain('\'"running"\'');
  }, 60_000);

  it.each<[string, RegExp, (document: Json) => void]>([
    [
      'two success replies',
      /exactly one 2xx response/,
      ({ paths }) => (paths['/api/me'].get.responses['202'] = { description: 'x' }),
    ],
    ['two tags', /exactly one tag/, ({ paths }) => paths['/api/me'].get.tags.push('system')],
    [
      'an operationId of another room',
      /reads me\.something/,
      ({ paths }) => (paths['/api/me'].get.operationId = 'you.get'),
    ],
    [
      'a cookie for a program',
      /cookies are for pages only/,
      ({ paths }) => (paths['/api/me'].get.parameters = [{ name: 'c', in: 'cookie', schema: { type: 'string' } }]),
    ],
    [
      'a form as its body',
      /one application\/json request body/,
      ({ paths }) =>
        (paths['/api/api-keys'].post.requestBody.content = { 'multipart/form-data': { schema: { type: 'object' } } }),
    ],
  ])('refuses %s with a sentence', async (_, sentence, mutate) => {
    await expect(build(mutate)).rejects.toThrow(sentence);
  });

  it('refuses a reference that leads nowhere', async () => {
    const text = await readFile(fileURLToPath(import.meta.resolve('@relay/contract/openapi.yaml')), 'utf8');
    const broken = text.replace("'#/components/schemas/AuditEventPage'", "'#/components/schemas/AuditEventPag'");
    expect(broken).not.toBe(text);
    const directory = await mkdtemp(join(tmpdir(), 'relay-lint-'));
    await writeFile(join(directory, 'openapi.yaml'), broken);
    const contractPackage = fileURLToPath(new URL('../../packages/contract/', new URL('..', import.meta.url)));
    const redocly = join(contractPackage, 'node_modules/.bin/redocly');
    const lint = run(redocly, [
      'lint',
      join(directory, 'openapi.yaml'),
      '--config',
      join(contractPackage, 'redocly.yaml'),
    ]);
    await expect(lint).rejects.toMatchObject({ stdout: expect.stringContaining("Can't resolve $ref") });
    await rm(directory, { recursive: true });
  }, 60_000);
});
