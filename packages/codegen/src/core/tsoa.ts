// generated/controllers.ts -> (tsoa) -> generated/routes.ts and generated/tsoa.spec.json
import { join } from 'node:path';
import { DefaultRouteGenerator, generateRoutes, generateSpec } from '@tsoa/cli';
import ts from 'typescript';
import type { Json } from '../json.ts';

/** tsoa's own extension point: its template, but arguments are bound by the contract's validator. */
class ContractRouteGenerator extends DefaultRouteGenerator {
  // tsoa tells its template the method's name; the contract knows the operation by its id.
  protected override buildContext() {
    const context = super.buildContext();
    for (const [index, controller] of this.metadata.controllers.entries())
      for (const [position, method] of controller.methods.entries())
        Object.assign(context.controllers[index]!.actions[position]!, { operationId: method.operationId });
    return context;
  }

  override buildContent(template: string) {
    const swaps = [
      [
        "import {  fetchMiddlewares, ExpressTemplateService } from '@tsoa/runtime';",
        "import { fetchMiddlewares } from '@tsoa/runtime';\nimport { ContractTemplateService } from '../contract/tsoa.js';",
      ],
      ['new ExpressTemplateService(', 'new ContractTemplateService('],
      ['getValidatedArgs({ args:', "getValidatedArgs({ operationId: '{{operationId}}', args:"],
    ] as const;
    const swapped = swaps.reduce((text, [from, to]) => {
      if (!text.includes(from)) throw new Error(`tsoa: its route template no longer has ${from}`);
      return text.replaceAll(from, to);
    }, template);
    return super.buildContent(swapped);
  }
}

export async function runTsoa(project: string, document: Json): Promise<void> {
  // tsoa's command line cannot spell NodeNext; its API takes the options of tsconfig.json.
  const parsed = ts.getParsedCommandLineOfConfigFile(
    join(project, 'tsconfig.json'),
    {},
    {
      ...ts.sys,
      onUnRecoverableConfigFileDiagnostic: ({ messageText }) => {
        throw new Error(String(messageText));
      },
    },
  );
  const { options } = parsed!;
  const generated = join(project, 'src/generated');
  const entryFile = join(generated, 'controllers.ts');
  const common = { entryFile, controllerPathGlobs: [entryFile], noImplicitAdditionalProperties: 'ignore' as const };
  const metadata = await generateSpec(
    {
      ...common,
      outputDirectory: generated,
      specFileBaseName: 'tsoa.spec',
      specVersion: 3,
      name: document.info.title,
      version: document.info.version,
      securityDefinitions: document.components.securitySchemes,
    },
    options,
  );
  const routes = {
    ...common,
    routesDir: generated,
    routesFileName: 'routes.ts',
    middleware: 'express',
    esm: true,
    bodyCoercion: false,
    authenticationModule: join(project, 'src/contract/authentication.ts'),
    iocModule: join(project, 'src/contract/ioc.ts'),
    routeGenerator: ContractRouteGenerator,
  };
  await generateRoutes(routes as never, options, [], metadata);
}
