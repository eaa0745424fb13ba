// The input and output of webhook.send, as JSON Schema 2020-12.

/** Headers that Relay or HTTP itself owns. */
export const RESERVED_HEADERS = [
  'connection',
  'content-length',
  'expect',
  'host',
  'keep-alive',
  'proxy-authorization',
  'proxy-connection',
  'te',
  'traceparent',
  'tracestate',
  'trailer',
  'transfer-encoding',
  'upgrade',
  'webhook-id',
  'webhook-signature',
  'webhook-timestamp',
];

export const inputSchema = {
  type: 'object',
  additionalProperties: false,
  required: ['url'],
  properties: {
    url: {
      type: 'string',
      format: 'uri',
      pattern: '^[Hh][Tt][Tt][Pp][Ss]?://',
      maxLength: 2048,
      description: 'An http or https URL of a public host, where to send it.',
    },
    method: { type: 'string', enum: ['POST', 'PUT', 'PATCH'], default: 'POST', description: 'The HTTP method.' },
    headers: {
      type: 'object',
      maxProperties: 50,
      propertyNames: {
        type: 'string',
        pattern: "^[!#$%&'*+.^_`|~0-9A-Za-z-]{1,100}$",
        description: "1 to 100 letters, digits and any of !#$%&'*+-.^_`|~",
      },
      additionalProperties: {
        type: 'string',
        maxLength: 8192,
        pattern: '^[\\t\\x20-\\x7e]*$',
        description: 'Printable ASCII characters, and tabs.',
      },
      description: 'More headers. Values of those that hold secrets are sealed at rest and masked when shown.',
    },
    payload: { default: {}, description: 'Any JSON; it is sent as the body.' },
    receiverDeduplicates: {
      type: 'boolean',
      default: false,
      description:
        'Say true only if the receiver drops a second delivery with the same webhook-id: then a lost reply may be retried.',
    },
  },
} as const;

export const outputSchema = {
  type: 'object',
  required: ['status', 'contentType', 'body', 'bodyTruncated'],
  properties: {
    status: { type: 'integer', description: "The receiver's HTTP status." },
    contentType: { type: ['string', 'null'] },
    body: { type: 'string', description: "The start of the receiver's reply, as UTF-8 text." },
    bodyTruncated: { type: 'boolean', description: 'Whether the reply was longer than what is kept.' },
  },
} as const;

export interface WebhookInput {
  url: string;
  method: 'POST' | 'PUT' | 'PATCH';
  headers?: Record<string, string>;
  payload: unknown;
  receiverDeduplicates: boolean;
}
