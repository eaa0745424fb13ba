// Where Microsoft documents what its actions state about themselves.

export const LIMITS = 'https://learn.microsoft.com/graph/throttling-limits#outlook-service-limits';
export const TEAMS_LIMITS = 'https://learn.microsoft.com/graph/throttling-limits#microsoft-teams-service-limits';
/** Each of these names the least permission that it needs. */
export const SEND_MAIL = 'https://learn.microsoft.com/graph/api/user-sendmail';
export const LIST_MESSAGES = 'https://learn.microsoft.com/graph/api/user-list-messages';
export const CREATE_EVENT = 'https://learn.microsoft.com/graph/api/user-post-events';
export const DELETE_EVENT = 'https://learn.microsoft.com/graph/api/event-delete';
export const SEND_MESSAGE = 'https://learn.microsoft.com/graph/api/chatmessage-post';
/** Of `transactionId`. */
export const EVENT = 'https://learn.microsoft.com/graph/api/resources/event#properties';
