// The inputs of e-mail actions, and what a list of mails looks like, whichever provider it is: JSON Schema 2020-12.

/** What all attachments of a mail may hold together, in bytes: providers take requests of 4 MB, and base64 adds a third. */
export const MOST_ATTACHED_BYTES = 2.5 * 1024 * 1024;

const ADDRESS_FORM = '`a@b.c`, or `Name <a@b.c>`';

const addresses = (description: string, minItems: number) => ({
  type: 'array',
  minItems,
  maxItems: 100,
  items: { type: 'string', minLength: 3, maxLength: 500, description: `One address: ${ADDRESS_FORM}.` },
  description,
});

const attachment = {
  type: 'object',
  additionalProperties: false,
  required: ['filename', 'contentType', 'contentBase64'],
  properties: {
    filename: { type: 'string', minLength: 1, maxLength: 200, description: 'Its name, without a path.' },
    contentType: {
      type: 'string',
      pattern: '^[A-Za-z0-9][A-Za-z0-9!#$&^_.+-]{0,63}/[A-Za-z0-9][A-Za-z0-9!#$&^_.+-]{0,63}$',
      description: 'A media type without parameters, such as `application/pdf`.',
    },
    contentBase64: { type: 'string', description: 'Its content in standard base64 (with + and /), padded.' },
  },
} as const;

export const mailInputSchema = {
  type: 'object',
  additionalProperties: false,
  required: ['to', 'body'],
  properties: {
    to: addresses(`Who gets it: ${ADDRESS_FORM} each.`, 1),
    cc: addresses('Who gets a copy, seen by all.', 0),
    bcc: addresses('Who gets a copy that nobody else sees.', 0),
    subject: { type: 'string', maxLength: 900, description: 'One line.' },
    body: { type: 'string', maxLength: 200_000, description: 'The text, or the HTML, of the mail.' },
    bodyType: {
      type: 'string',
      enum: ['text', 'html'],
      default: 'text',
      description: 'What `body` is. HTML is sent together with a plain text that is made of it.',
    },
    attachments: { type: 'array', maxItems: 20, items: attachment, description: '2.5 MB together.' },
  },
};

export const mailListInputSchema = {
  type: 'object',
  additionalProperties: false,
  properties: {
    query: {
      type: 'string',
      minLength: 1,
      maxLength: 500,
      description: "What to look for, in the words of the provider's search.",
    },
    from: {
      type: 'string',
      minLength: 1,
      maxLength: 254,
      description: 'Only mails of this sender: an address, or a part of one.',
    },
    unreadOnly: { type: 'boolean', default: false },
    limit: { type: 'integer', minimum: 1, maximum: 50, default: 10, description: 'How many, newest first.' },
  },
};

/** Those that every provider understands; what a `query` may hold is the provider's own. */
export const mailListExamples = [
  { summary: 'The ten newest mails', input: {} },
  { summary: 'What Ada wrote that is not read yet', input: { from: 'ada@example.com', unreadOnly: true, limit: 5 } },
];

const mailbox = {
  type: 'object',
  additionalProperties: false,
  required: ['name', 'address'],
  properties: { name: { type: ['string', 'null'] }, address: { type: 'string' } },
};

export const mailListOutputSchema = {
  type: 'object',
  additionalProperties: false,
  required: ['messages'],
  properties: {
    messages: {
      type: 'array',
      description: 'Newest first.',
      items: {
        type: 'object',
        additionalProperties: false,
        required: ['id', 'threadId', 'from', 'to', 'subject', 'date', 'snippet', 'unread'],
        properties: {
          id: { type: 'string' },
          threadId: { type: 'string', description: 'The conversation that it belongs to.' },
          from: { anyOf: [mailbox, { type: 'null' }], description: 'Null where the mail does not tell.' },
          to: { type: 'array', items: mailbox },
          subject: { type: 'string', description: 'Empty where it has none.' },
          date: { type: 'string', format: 'date-time', description: 'When it arrived.' },
          snippet: { type: 'string', description: 'How its text begins.' },
          unread: { type: 'boolean' },
        },
      },
    },
  },
};

export interface MailInput {
  to: string[];
  cc?: string[];
  bcc?: string[];
  subject?: string;
  body: string;
  bodyType: 'text' | 'html';
  attachments?: Array<{ filename: string; contentType: string; contentBase64: string }>;
}

export interface MailListInput {
  query?: string;
  from?: string;
  unreadOnly: boolean;
  limit: number;
}

/** One mail of a list, as every provider's adapter gives it. */
export interface ListedMail {
  id: string;
  threadId: string;
  from: { name: string | null; address: string } | null;
  to: Array<{ name: string | null; address: string }>;
  subject: string;
  date: string;
  snippet: string;
  unread: boolean;
}
