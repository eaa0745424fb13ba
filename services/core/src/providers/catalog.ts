import { issueClose, issueCreate, repoList } from './github/index.js';
import * as google from './google/index.js';
import { calendarCreate, calendarDelete, outlookList, outlookSend, teamsSend } from './microsoft/index.js';
import type { ActionDefinition } from './provider.js';
import { webhookSend } from './webhook/index.js';

/** Every action, in alphabetical order of ids. */
export const catalog: ActionDefinition[] = [
  issueClose,
  issueCreate,
  repoList,
  google.calendarCreate,
  google.calendarDelete,
  google.chatDelete,
  google.chatSend,
  google.gmailList,
  google.gmailSend,
  webhookSend,
];
