import * as github from './github/index.js';
import * as google from './google/index.js';
import * as microsoft from './microsoft/index.js';
import type { ActionDefinition } from './provider.js';
import { webhookSend } from './webhook/index.js';

/** Every action, in alphabetical order of ids. */
export const catalog: ActionDefinition[] = [
  github.issueClose,
  github.issueCreate,
  github.repoList,
  google.calendarCreate,
  google.calendarDelete,
  google.chatDelete,
  google.chatSend,
  google.gmailList,
  google.gmailSend,
  microsoft.calendarCreate,
  microsoft.calendarDelete,
  microsoft.outlookList,
  microsoft.outlookSend,
  microsoft.teamsSend,
  webhookSend,
];
