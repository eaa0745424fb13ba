export { calendarCreate } from './calendar-create.js';
export { calendarDelete } from './calendar-delete.js';
export { outlookList } from './outlook-list.js';
export { outlookSend } from './outlook-send.js';
export { teamsSend } from './teams-send.js';
