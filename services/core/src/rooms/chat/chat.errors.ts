import { RelayError } from '../../platform/errors.js';

export const sessionNotFound = () =>
  new RelayError('chat_session_not_found', 404, 'There is no such chat session of yours.');

export const invalidChat = (pointer: string, detail: string, code: string) =>
  new RelayError('invalid_request', 422, `${pointer}: ${detail}`, { errors: [{ pointer, detail, code }] });
