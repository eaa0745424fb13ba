import { issueClose, issueCreate, repoList } from './github/index.js';
import type { ActionDefinition } from './provider.js';
import { webhookSend } from './webhook/index.js';

/** Every action, in alphabetical order of ids. */
export const catalog: ActionDefinition[] = [issueClose, issueCreate, repoList, webhookSend];
