// A short stream of events, in the words of each API.
export interface EventScript {
  /** Up to the event before the last one. */
  begun: string[];
  /** The event that says that the stream is whole. */
  last: string;
  /** What the server sends when something goes wrong in the middle. */
  failure: string;
}

const event = (data: object | string, name?: string) =>
  `${name ? `event: ${name}\n` : ''}data: ${typeof data === 'string' ? data : JSON.stringify(data)}\n\n`;

export const relayEvents: EventScript = {
  begun: [
    event({ type: 'start' }),
    event({ type: 'text-delta', delta: 'Hel' }),
    event({ type: 'text-delta', delta: 'lo' }),
  ],
  last: event('[DONE]'),
  failure: event({ type: 'error', errorText: 'It is overloaded.', code: 'overloaded' }, 'error'),
};

const response = { id: 'resp_1', object: 'response', created_at: 0, model: 'm', status: 'in_progress', output: [] };
const part = { type: 'output_text', text: '', annotations: [] };
const message = { id: 'msg_1', type: 'message', role: 'assistant', status: 'in_progress' };
const where = { item_id: 'msg_1', output_index: 0, content_index: 0 };
const numbered = (...list: ({ type: string } & Record<string, unknown>)[]) =>
  list.map((data, index) => event({ ...data, sequence_number: index }, data.type));

export const openaiEvents: EventScript = {
  begun: numbered(
    { type: 'response.created', response },
    { type: 'response.output_item.added', output_index: 0, item: { ...message, content: [] } },
    { type: 'response.content_part.added', ...where, part },
    { type: 'response.output_text.delta', ...where, delta: 'Hel' },
    { type: 'response.output_text.delta', ...where, delta: 'lo' },
  ),
  last: event(
    {
      type: 'response.completed',
      sequence_number: 5,
      response: {
        ...response,
        status: 'completed',
        output: [{ ...message, status: 'completed', content: [{ ...part, text: 'Hello' }] }],
      },
    },
    'response.completed',
  ),
  failure: event({ type: 'error', sequence_number: 2, code: 'server_error', message: 'It is overloaded.' }, 'error'),
};

export const anthropicEvents: EventScript = {
  begun: [
    event(
      {
        type: 'message_start',
        message: {
          id: 'msg_1',
          type: 'message',
          role: 'assistant',
          content: [],
          model: 'm',
          stop_reason: null,
          stop_sequence: null,
          usage: { input_tokens: 1, output_tokens: 1 },
        },
      },
      'message_start',
    ),
    event({ type: 'content_block_start', index: 0, content_block: { type: 'text', text: '' } }, 'content_block_start'),
    ...['Hel', 'lo'].map((text) =>
      event({ type: 'content_block_delta', index: 0, delta: { type: 'text_delta', text } }, 'content_block_delta'),
    ),
    event({ type: 'content_block_stop', index: 0 }, 'content_block_stop'),
    event(
      {
        type: 'message_delta',
        delta: { stop_reason: 'end_turn', stop_sequence: null },
        usage: { output_tokens: 2 },
      },
      'message_delta',
    ),
  ],
  last: event({ type: 'message_stop' }, 'message_stop'),
  failure: event({ type: 'error', error: { type: 'overloaded_error', message: 'It is overloaded.' } }, 'error'),
};
