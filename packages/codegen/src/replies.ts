// What an operation answers: the success that its kind is told by, and every other reply that the contract names.
import { dereference, type Json } from './json.ts';

export interface OtherReply {
  status: string;
  description: string;
  /** Undefined where there is no body, such as with a redirect. */
  media: string | undefined;
  type: string;
}
export interface Replies {
  status: string;
  description: string;
  /** `events` is text/event-stream; `page` is for browsers (`x-page`); `stream` is anything else that is not JSON. */
  kind: 'json' | 'empty' | 'events' | 'page' | 'stream';
  /** Whether 204 may be answered in the place of events. */
  mayBeEmpty: boolean;
  media: string[];
  replyType: string;
  /** The schema of a reply that is JSON, or of an event; it may be a `$ref`. */
  replySchema: Json | undefined;
  headers: Array<{ name: string; required: boolean; type: string }>;
  /** Errors, redirects, and the 204 in the place of events. */
  others: OtherReply[];
}

export function readReplies(
  document: Json,
  source: Json,
  typeOf: (schema: Json) => string,
  refuse: (why: string) => never,
): Replies {
  const replies = Object.entries<Json>(source.responses).map(([status, raw]) => ({
    status,
    ...dereference(document, raw),
  }));
  const [success, empty, ...more] = replies.filter(({ status }) => /^2\d\d$/.test(status));
  if (!success || more.length > 0) return refuse(ONE_SUCCESS);
  const media = mediaOf(success);
  const mayBeEmpty = empty?.status === '204' && kindOf(media) === 'events';
  if (empty && !mayBeEmpty) refuse(ONE_SUCCESS);
  const kind = source['x-page'] ? 'page' : kindOf(media);
  const replySchema = kind === 'json' || kind === 'events' ? success.content[media[0]!].schema : undefined;
  return {
    status: success.status,
    description: success.description,
    kind,
    mayBeEmpty,
    media,
    replyType: replySchema ? typeOf(replySchema) : 'void',
    replySchema,
    headers: Object.entries<Json>(success.headers ?? {}).map(([name, raw]) => {
      const header = dereference(document, raw);
      return { name, required: header.required === true, type: typeOf(header.schema) };
    }),
    others: replies
      .filter((reply) => reply !== success)
      .map(({ status, description, content = {} }) => {
        const [first] = Object.entries<Json>(content);
        return { status, description, media: first?.[0], type: first ? typeOf(first[1].schema) : 'void' };
      }),
  };
}

const ONE_SUCCESS = 'exactly one 2xx response, or events and 204';

const mediaOf = ({ content = {} }: Json): string[] => Object.keys(content);

function kindOf(media: string[]): Replies['kind'] {
  if (media.length === 0) return 'empty';
  if (media[0] === 'text/event-stream') return 'events';
  return media.length === 1 && media[0] === 'application/json' ? 'json' : 'stream';
}
