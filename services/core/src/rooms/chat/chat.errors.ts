import { brokenConstraint } from '../../platform/db/index.js';
import { RelayError } from '../../platform/errors.js';

export const sessionNotFound = () =>
  new RelayError('chat_session_not_found', 404, 'There is no such chat session of yours.');

const OF_SESSION = ['chat_messages_session_fkey', 'chat_suggestions_session_fkey'];

/** Whether nothing could be written, since the session was deleted meanwhile. */
export const isSessionGone = (error: unknown): boolean => OF_SESSION.includes(brokenConstraint(error) ?? '');

export const invalidChat = (pointer: string, detail: string, code: string) =>
  new RelayError('invalid_request', 422, `${pointer}: ${detail}`, { errors: [{ pointer, detail, code }] });
