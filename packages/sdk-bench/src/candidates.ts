// Who is compared. Versions are pinned, so that a table can be made again; raise them, and the table tells what has changed.
import { anthropicEvents, type EventScript, openaiEvents, relayEvents } from './events.ts';

export interface Candidate {
  /** Names its file in src/javascript/clients or src/python/clients. */
  id: string;
  language: 'javascript' | 'python';
  package: string;
  /** Undefined for ours: it is packed from this repository. */
  version?: string;
  /** What a server answers to the call that reads and to the call that does something. */
  replies: { read: unknown; write: unknown };
  /** What a server sends in a stream of events; undefined when the client has none. */
  events?: EventScript;
  /** A browser's program with one client and one call. JavaScript only. */
  program?: string;
}

const ours = {
  id: 'relay',
  replies: { read: { role: 'developer' }, write: { id: 'prv_1', digest: 'sha256-1' } },
  events: relayEvents,
};
const openai = {
  id: 'openai',
  package: 'openai',
  replies: { read: { object: 'list', data: [] }, write: { id: 'resp_1', object: 'response', output: [] } },
  events: openaiEvents,
};
const anthropic = {
  id: 'anthropic',
  replies: {
    read: { data: [], has_more: false, first_id: null, last_id: null },
    write: { id: 'msg_1', type: 'message', role: 'assistant', content: [], model: 'm', usage: {} },
  },
  events: anthropicEvents,
};

export const CANDIDATES: Candidate[] = [
  {
    ...ours,
    language: 'javascript',
    package: '@relay/sdk-js',
    program: `import Relay from '@relay/sdk-js';
      console.log(await new Relay({ apiKey: 'x' }).me.get());`,
  },
  {
    id: 'stripe',
    language: 'javascript',
    package: 'stripe',
    version: '23.1.0',
    replies: { read: { object: 'balance' }, write: { id: 'cus_1', object: 'customer' } },
    program: `import Stripe from 'stripe';
      console.log(await new Stripe('x').balance.retrieve());`,
  },
  {
    ...openai,
    language: 'javascript',
    version: '7.57.0',
    program: `import OpenAI from 'openai';
      console.log(await new OpenAI({ apiKey: 'x' }).models.list());`,
  },
  {
    ...anthropic,
    language: 'javascript',
    package: '@anthropic-ai/sdk',
    version: '1.14.0',
    program: `import Anthropic from '@anthropic-ai/sdk';
      console.log(await new Anthropic({ apiKey: 'x' }).models.list());`,
  },
  {
    id: 'svix',
    language: 'javascript',
    package: 'svix',
    version: '2.5.0',
    replies: {
      read: { data: [], done: true, iterator: null },
      write: {
        id: 'app_1',
        name: 'x',
        metadata: {},
        createdAt: '2026-01-01T00:00:00Z',
        updatedAt: '2026-01-01T00:00:00Z',
      },
    },
    program: `import { Svix } from 'svix';
      console.log(await new Svix('x').application.list());`,
  },
  {
    id: 'resend',
    language: 'javascript',
    package: 'resend',
    version: '6.38.0',
    replies: { read: { object: 'list', data: [] }, write: { id: 'email_1' } },
    program: `import { Resend } from 'resend';
      console.log(await new Resend('x').domains.list());`,
  },
  { ...ours, language: 'python', package: 'relay-sdk' },
  { ...openai, language: 'python', version: '3.57.0' },
  { ...anthropic, language: 'python', package: 'anthropic', version: '2.14.0' },
];

/** The package with its version, as the table names it. */
export const nameOf = ({ package: name, version }: Candidate): string => (version ? `${name} ${version}` : name);
