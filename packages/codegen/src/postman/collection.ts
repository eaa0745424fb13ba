import { callable } from '@relay/contract/callable';
import type { Json } from '../json.ts';
import { capitalise } from '../names.ts';
import { type Operation, readOperations } from '../operations.ts';
import { type ReadProblem, repliesOf, requestOf } from './requests.ts';
import { checkScenario, PARTS, SCENARIO, type Step, UNCONNECTED } from './scenario.ts';
import { skipScript, testScript } from './scripts.ts';
import { stableId } from './stable-id.ts';
import { collectionVariables } from './variables.ts';

/** What the collection shows of an action of the catalog. */
export interface CatalogAction {
  id: string;
  name: string;
  description: string;
  kind: string;
  requiresConnection: boolean;
  examples: { summary: string; input: Json }[];
}

const DESCRIPTION = `Relay turns an intent into an action that a person has seen, agreed to, and that then happens once: **preview** an action,
**execute** that preview by its id and digest, **read** what happened.

## Start

1. Start a Relay on your machine (\`npx -y pnpm@12 start\` in its repository), or take one that runs somewhere.
2. Choose the environment **Relay local** or **Relay cloud**, and fill in \`apiKey\`: locally, it is in \`.relay/credentials.json\`.
   In the cloud environment, also \`baseUrl\` and \`webhookUrl\`.
3. Send **Actions > Preview an action**, look at the request that it would send, then send **Actions > Execute a preview**.
   Ids and digests go from one request to the next by themselves.

To act through an account at Google, Microsoft or GitHub, send **Connections > Connect an account**, open the \`authorizationUrl\`
of the reply in a browser, and agree. What needs an account answers \`409 connection_required\` until then.

Every folder can be run alone, from top to bottom, as can the whole collection. It makes and removes an API key, webhook
endpoints and a connection, and rotates the secret that signs webhooks (the old one works for another day): run it in a workspace for trying things out.
**Reset a provider** is sent only when \`clientId\` is filled in: it removes the OAuth client that **Configure a provider** sets.

Errors are \`application/problem+json\` with a permanent \`code\`; each has a page at
https://github.com/relay/relay/blob/main/docs/errors/README.md`;

export function collectionOf(document: Json, catalog: CatalogAction[], readProblem: ReadProblem): Json {
  const operations = new Map(
    readOperations(callable(document), new Set()).map((operation) => [operation.id, operation]),
  );
  checkScenario([...operations.keys()]);

  const itemOf = (place: string, step: Step): Json => {
    const operation: Operation = operations.get(step.operation)!;
    const name = step.name ?? operation.summary;
    const request = requestOf(document, operation, step.body);
    const event = (listen: string, exec: string[]) => ({ listen, script: { type: 'text/javascript', exec } });
    return {
      id: stableId(`${place} > ${name}`),
      name,
      event: [
        event('test', testScript(document, operation, step)),
        ...(step.skippedWithout ? [event('prerequest', skipScript(step.skippedWithout))] : []),
      ],
      request,
      // What only prepares for others, or shows an action, is like a request that has them already.
      response: step.name ? [] : repliesOf(document, operation, request, readProblem, `${place} > ${name}`),
    };
  };

  const rooms = new Map<string, Json>();
  for (const [path, steps] of Object.entries(SCENARIO)) {
    const [name = '', part] = path.split('.');
    const { 'x-displayName': title, description } = document.tags.find((tag: Json) => tag.name === name);
    const room = rooms.get(name) ?? folder(title, [], title, description);
    rooms.set(name, room);
    const place = part ? `${title} > ${capitalise(part)}` : title;
    const items = steps.map((step) => itemOf(place, step));
    room.item.push(...(part ? [folder(capitalise(part), items, place, PARTS[path])] : items));
    if (name === 'actions') room.item.push(examplesOf(catalog, place, itemOf));
  }

  return {
    info: {
      _postman_id: stableId('collection'),
      name: document.info.title,
      description: DESCRIPTION,
      schema: 'https://schema.getpostman.com/json/collection/v2.1.0/collection.json',
    },
    auth: { type: 'bearer', bearer: [{ key: 'token', value: '{{apiKey}}', type: 'string' }] },
    item: [...rooms.values()],
    variable: collectionVariables(),
  };
}

/** A folder for each action of the catalog, with a preview for each of its examples, or the read itself. */
function examplesOf(catalog: CatalogAction[], place: string, itemOf: (place: string, step: Step) => Json) {
  const title = 'Examples of each action';
  const folders = catalog.map(({ id, name, description, kind, requiresConnection, examples }) => {
    const inside = `${place} > ${title} > ${id}`;
    const items = examples.map(({ summary, input }) =>
      itemOf(inside, {
        operation: kind === 'read' ? 'actions.execute' : 'actions.preview',
        name: summary,
        body: { action: id, input },
        // An example's event or issue is not in everybody's account.
        ...(requiresConnection && { mayRefuse: [...UNCONNECTED, '422 invalid_input'] }),
      }),
    );
    return folder(id, items, inside, `${name}. ${description}`);
  });
  return folder(
    title,
    folders,
    `${place} > ${title}`,
    'What each action takes. A preview changes nothing at the provider, and neither does a read.',
  );
}

const folder = (name: string, item: Json[], place: string, description?: string): Json => ({
  id: stableId(place),
  name,
  ...(description && { description }),
  item,
});
