// Between the page and Relay: it holds the API key, checks who asks, and hands on a few calls.
import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type Body, type Call, callsOf } from './calls.ts';
import { resumeChat, streamChat } from './chat.ts';
import { refusal } from './guard.ts';
import { type Page, SECURITY_HEADERS, sendPage } from './page.ts';
import { problem, readJson, sendJson, sendProblem, toProblem } from './replies.ts';
import type { Settings } from './settings.ts';

export interface Running {
  url: string;
  stop(): Promise<void>;
}

export async function startServer(settings: Settings, page: Page): Promise<Running> {
  const calls = callsOf(settings);
  const server = createServer((request, response) => {
    handle(request, response).catch((error) => sendProblem(response, toProblem(error, settings.baseUrl)));
  });

  async function handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    for (const [name, value] of Object.entries(SECURITY_HEADERS)) response.setHeader(name, value);
    const refused = refusal(request, portOf(server));
    if (refused) return sendProblem(response, problem(403, 'refused', refused));
    const [path = ''] = (request.url ?? '').split('?');
    const file = request.method === 'GET' ? page.get(path) : undefined;
    if (file) return sendPage(response, file);
    if (request.method === 'POST' && path === '/api/chat')
      return withBody(request, response, (body) => streamChat(settings, body, response));
    const [, resumed] = /^\/api\/chat\/([\w-]+)\/stream$/.exec(path) ?? [];
    if (request.method === 'GET' && resumed) return resumeChat(settings, resumed, response);
    const call = calls.find(({ method, path: pattern }) => method === request.method && pattern.test(path));
    if (!call) return sendProblem(response, problem(404, 'not_found', 'There is nothing here.'));
    return answer(call, path, request, response);
  }

  // Loopback only: whoever reaches this server acts with its key.
  server.listen(settings.port, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${portOf(server)}`,
    stop: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

async function answer(call: Call, path: string, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const [, id = ''] = call.path.exec(path)!;
  const work = async (body: Body) => {
    const result = await call.answer(body, id);
    sendJson(response, result === undefined ? 204 : 200, result);
  };
  return request.method === 'POST' ? withBody(request, response, work) : work({});
}

async function withBody(
  request: IncomingMessage,
  response: ServerResponse,
  work: (body: Body) => Promise<void>,
): Promise<void> {
  const body = await readJson(request);
  if (body) return work(body);
  sendProblem(response, problem(400, 'malformed_json', 'The body must be a JSON object of at most 1 MB.'));
}

const portOf = (server: Server) => (server.address() as AddressInfo).port;
