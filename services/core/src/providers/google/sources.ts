// Where Google documents what its actions state about themselves. Pages of methods name the scopes that each one takes.

export const SEND_MAIL = 'https://developers.google.com/workspace/gmail/api/reference/rest/v1/users.messages/send';
export const LIST_MAILS = 'https://developers.google.com/workspace/gmail/api/reference/rest/v1/users.messages/list';
export const GMAIL_LIMITS = 'https://developers.google.com/workspace/gmail/api/reference/quota';
export const INSERT_EVENT = 'https://developers.google.com/workspace/calendar/api/v3/reference/events/insert';
export const DELETE_EVENT = 'https://developers.google.com/workspace/calendar/api/v3/reference/events/delete';
export const CALENDAR_LIMITS = 'https://developers.google.com/workspace/calendar/api/guides/quota';
export const CREATE_MESSAGE =
  'https://developers.google.com/workspace/chat/api/reference/rest/v1/spaces.messages/create';
export const DELETE_MESSAGE =
  'https://developers.google.com/workspace/chat/api/reference/rest/v1/spaces.messages/delete';
export const CHAT_LIMITS = 'https://developers.google.com/workspace/chat/limits';

export const SCOPE = 'https://www.googleapis.com/auth/';
