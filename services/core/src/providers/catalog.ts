import type { ActionDefinition } from './provider.js';
import { webhookSend } from './webhook/index.js';

/** Every action, in alphabetical order of ids. */
export const catalog: ActionDefinition[] = [webhookSend];
