// Gmail: the third party keeps and reads messages; what it lets pass and Gmail would not is refused here.
import type { Account } from '../accounts.js';
import { json, type Reply } from '../gate/http.js';
import { forwarded, type Peer } from '../gate/peer.js';
import { bodyOf, type Call, type Route } from '../gate/routes.js';
import { googleError } from './errors.js';
import { decodedWords, headersOf } from './mime.js';

const SCOPE = 'https://www.googleapis.com/auth/gmail';
/** These read more than headers. */
const READ_ALL = [`${SCOPE}.readonly`, `${SCOPE}.modify`, 'https://mail.google.com/'];

/** A message in somebody's mailbox. */
export interface Mail {
  id: string;
  labels: string[];
  /** By their names in lower case; the last one of a name. */
  headers: Record<string, string>;
  text: string;
  html: string;
  /** As it was sent: MIME. */
  raw: string;
  at: Date;
}

interface Resource {
  id: string;
  threadId: string;
  labelIds: string[];
  internalDate: string;
  raw?: string;
  payload?: Part & { headers?: Array<{ name: string; value: string }> };
}
interface Part {
  mimeType?: string;
  body?: { data?: string };
  parts?: Part[];
}

export class Mailboxes {
  constructor(
    private readonly peer: Peer,
    private readonly accounts: Account[],
  ) {}

  /** Somebody's mails, newest first; of one label, such as SENT or INBOX. */
  async list(accountName: string, label?: 'SENT' | 'INBOX'): Promise<Mail[]> {
    const as = this.accounts.find(({ name }) => name === accountName)!;
    const get = async <Body>(path: string) => (await this.peer.send({ method: 'GET', path, as })).body as Body;
    const query = label ? `?labelIds=${label}` : '';
    const { messages = [] } = await get<{ messages?: Array<{ id: string }> }>(`/gmail/v1/users/me/messages${query}`);
    return Promise.all(
      messages.map(async ({ id }) => {
        const path = `/gmail/v1/users/me/messages/${id}`;
        const [full, raw] = await Promise.all([
          get<Resource>(`${path}?format=full`),
          get<Resource>(`${path}?format=raw`),
        ]);
        return toMail(full, raw);
      }),
    );
  }

  /** Puts a copy into the inboxes of those who have an account here. */
  async deliver(raw: string): Promise<void> {
    const headers = headersOf(raw);
    const recipients = ['to', 'cc', 'bcc']
      .map((name) => headers[name] ?? '')
      .join(' ')
      .toLowerCase();
    const copy = Buffer.from(raw.replace(/^bcc:.*\r?\n([ \t].*\r?\n)*/im, '')).toString('base64url');
    for (const account of this.accounts) {
      if (!recipients.includes(account.email)) continue;
      await this.peer.send({
        method: 'POST',
        path: '/gmail/v1/users/me/messages',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ raw: copy, labelIds: ['INBOX', 'UNREAD'] }),
        as: account,
      });
    }
  }
}

export function gmailRoutes(mailboxes: Mailboxes, peer: Peer): Route[] {
  const forward = (call: Call): Promise<Reply> => forwarded(call, peer);
  const send = async (call: Call): Promise<Reply> => {
    const raw = Buffer.from(String(bodyOf(call).raw ?? ''), 'base64url').toString('utf8');
    const headers = headersOf(raw);
    if (!['to', 'cc', 'bcc'].some((name) => headers[name]))
      return googleError(call.path, { code: 400, message: 'Recipient address required', reason: 'invalidArgument' });
    const reply = await forward(call);
    if (reply.status !== 200) return reply;
    await mailboxes.deliver(raw);
    const { id, threadId, labelIds } = reply.body as Resource;
    return json(200, { id, threadId, labelIds });
  };
  const base = '/gmail/v1/users/{userId}';
  return [
    {
      method: 'GET',
      path: `${base}/messages`,
      operation: 'gmail.users.messages.list',
      handle: (call) => {
        if (call.query.has('q') && !call.scopes.some((scope) => READ_ALL.includes(scope)))
          return googleError(call.path, {
            code: 403,
            message: "Metadata scope does not support 'q' parameter",
            reason: 'forbidden',
          });
        return forward(call);
      },
    },
    {
      method: 'GET',
      path: `${base}/messages/{id}`,
      operation: 'gmail.users.messages.get',
      handle: async (call) => decodedHeaders(await forward(call)),
    },
    {
      method: 'POST',
      path: `${base}/messages/send`,
      operation: 'gmail.users.messages.send',
      handle: send,
    },
    { method: 'GET', path: `${base}/labels`, operation: 'gmail.users.labels.list', handle: forward },
    {
      method: 'GET',
      path: `${base}/profile`,
      operation: 'gmail.users.getProfile',
      handle: ({ account }) =>
        json(200, { emailAddress: account.email, messagesTotal: 0, threadsTotal: 0, historyId: '1' }),
    },
  ];
}

/** Gmail gives headers as people read them; the third party as they crossed the wire. */
function decodedHeaders(reply: Reply): Reply {
  const { payload } = reply.body as Resource;
  for (const header of payload?.headers ?? []) header.value = decodedWords(header.value);
  return reply;
}

function toMail(full: Resource, raw: Resource): Mail {
  const headers = full.payload?.headers ?? [];
  return {
    id: full.id,
    labels: full.labelIds,
    headers: Object.fromEntries(headers.map(({ name, value }) => [name.toLowerCase(), decodedWords(value)])),
    text: bodyOfType(full.payload, 'text/plain'),
    html: bodyOfType(full.payload, 'text/html'),
    raw: Buffer.from(raw.raw ?? '', 'base64url').toString('utf8'),
    at: new Date(Number(full.internalDate)),
  };
}

function bodyOfType(part: Part | undefined, type: string): string {
  if (!part) return '';
  if (part.mimeType?.startsWith(type) && part.body?.data)
    return Buffer.from(part.body.data, 'base64url').toString('utf8');
  return (part.parts ?? []).map((inner) => bodyOfType(inner, type)).find((text) => text !== '') ?? '';
}
