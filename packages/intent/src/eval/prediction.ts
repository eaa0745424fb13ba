// An understanding in the words that rows are written in.
import type { ActionId, Suggestion, Understanding } from '../understanding.js';
import type { Slots } from './rows.js';

export interface Prediction {
  id: string;
  intent: string;
  slots: Slots;
  missing: string[];
}

const INTENTS: Record<ActionId, string> = {
  'google.gmail.send': 'email.send',
  'microsoft.outlook.send': 'email.send',
  'google.gmail.list': 'email.list',
  'microsoft.outlook.list': 'email.list',
  'google.calendar.create': 'calendar.create',
  'microsoft.calendar.create': 'calendar.create',
  'google.chat.send': 'chat.send',
  'microsoft.teams.send': 'chat.send',
  'github.issue.create': 'github.issue.create',
  'webhook.send': 'webhook.send',
};
const NAMES: Record<string, string> = { space: 'channel', channelId: 'channel', chatId: 'channel', repository: 'repo' };
/** Rows know of no team: it is asked for all the same. */
const UNTOLD = new Set(['teamId', 'timeZone']);

export function predictionOf(id: string, understanding: Understanding): Prediction {
  const none = { id, intent: 'none', slots: {}, missing: [] };
  if (understanding.kind === 'none') return none;
  const { suggestions } = understanding;
  if (suggestions.length > 1) return { ...none, intent: 'multi' };
  const isQuestion = understanding.kind === 'question';
  if (isQuestion && understanding.about === 'multi') return { ...none, intent: 'multi' };
  if (isQuestion && !['contact', 'target', 'unsure'].includes(understanding.about)) return none;
  const suggestion = suggestions[0]!;
  const missing = suggestion.missing.filter((name) => !UNTOLD.has(name)).map((name) => NAMES[name] ?? name);
  if (isQuestion && understanding.about === 'target' && missing.length === 0) missing.push('target');
  if (suggestion.blockedBy) missing.push('confirmation');
  const slots = Object.fromEntries(Object.entries(slotsOf(suggestion)).filter(([name]) => !missing.includes(name)));
  return { id, intent: INTENTS[suggestion.action], slots, missing };
}

function slotsOf({ action, input }: Suggestion): Slots {
  const named = Object.entries(input)
    .filter(([name]) => !UNTOLD.has(name))
    .map(([name, value]) => [NAMES[name] ?? name, value]);
  return {
    ...Object.fromEntries(named),
    ...(action !== 'github.issue.create' && action !== 'webhook.send' && { provider: action.split('.')[0] }),
  };
}
