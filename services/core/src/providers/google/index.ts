export { calendarCreate } from './calendar-create.js';
export { calendarDelete } from './calendar-delete.js';
export { chatDelete } from './chat-delete.js';
export { chatSend } from './chat-send.js';
export { gmailList } from './gmail-list.js';
export { gmailSend } from './gmail-send.js';
