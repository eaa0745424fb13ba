// Google's own clients compile requests here and send none: their adapter gives back what would have been sent.
import type { calendar_v3 } from '@googleapis/calendar';
import type { chat_v1 } from '@googleapis/chat';
import type { gmail_v1, MethodOptions } from '@googleapis/gmail';
import type { LookRequest, PlanFacts, PlannedRequest } from '../provider.js';
import { USER_AGENT } from '../user-agent.js';

interface Clients {
  gmail: gmail_v1.Gmail;
  calendar: calendar_v3.Calendar;
  chat: chat_v1.Chat;
}

const HOSTS = {
  gmail: 'https://gmail.googleapis.com',
  calendar: 'https://www.googleapis.com',
  chat: 'https://chat.googleapis.com',
};

type Adapter = NonNullable<MethodOptions['adapter']>;
type Outgoing = Parameters<Adapter>[0];

const compileOnly = {
  retry: false, // an adapter that throws would be called three times
  universe_domain: 'googleapis.com', // the environment must not move the host
  adapter: (async (outgoing: Outgoing) => ({
    status: 200,
    headers: new Headers(),
    data: toPlanned(outgoing),
  })) as unknown as Adapter,
};

// Loaded when first needed: they take as long as the rest of a start, and a third of its memory.
const clients: { [Api in keyof Clients]: () => Promise<Clients[Api]> } = {
  gmail: once(async () => (await import('@googleapis/gmail')).gmail({ version: 'v1', ...compileOnly })),
  calendar: once(async () => (await import('@googleapis/calendar')).calendar({ version: 'v3', ...compileOnly })),
  chat: once(async () => (await import('@googleapis/chat')).chat({ version: 'v1', ...compileOnly })),
};

type Urls = Pick<PlanFacts, 'providerUrls'>;
type Call<Api extends keyof Clients> = (
  client: Clients[Api],
  options: { rootUrl: string },
) => Promise<{ data: unknown }>;

/**
 * The request of one call of a client. Name the call's parameters one by one: never spread an input into them, for `headers`, `auth`
 * and `media` among them are options. `options` is the call's second argument; without it, an upload would go to the real host.
 */
export async function compile<Api extends keyof Clients>(
  api: Api,
  { providerUrls }: Urls,
  call: Call<Api>,
): Promise<PlannedRequest> {
  const base = providerUrls.google ?? HOSTS[api];
  const { data } = await call(await clients[api](), { rootUrl: `${base}/` });
  const request = data as PlannedRequest;
  if (!request.url.startsWith(`${base}/`)) throw new Error(`a request for ${base} was compiled for ${request.url}`);
  return request;
}

/** The same for a request that only reads. */
export async function compileLook<Api extends keyof Clients>(
  api: Api,
  urls: Urls,
  call: Call<Api>,
): Promise<LookRequest> {
  const request = await compile(api, urls, call);
  if (request.method !== 'GET') throw new Error(`a look was compiled as ${request.method}`);
  return { ...request, method: 'GET' };
}

// The clients' other headers tell of the machine that made the preview, or are the sender's.
const KEPT = ['accept', 'content-type'];

function toPlanned({ method = 'GET', url, headers, body }: Outgoing): PlannedRequest {
  if (body != null && typeof body !== 'string') throw new Error('a body that is no text was compiled');
  const kept = [...headers].filter(([name]) => KEPT.includes(name));
  return {
    method,
    url: url.href,
    headers: { ...Object.fromEntries(kept), 'user-agent': USER_AGENT },
    body: body ?? null,
    addedAtSend: ['authorization'],
  };
}

function once<T>(make: () => Promise<T>): () => Promise<T> {
  let made: Promise<T> | undefined;
  return () => {
    made ??= make();
    return made;
  };
}
