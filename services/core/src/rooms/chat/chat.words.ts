// The sentences that chat says.
import type { Preview } from '../../generated/types.js';
import type { RelayError } from '../../platform/errors.js';
import { type ActionDefinition, type JsonObject, oauthProviders } from '../../providers/index.js';
import { type Missing, propertiesOf } from './chat.checks.js';

const QUESTIONS: Record<string, string> = {
  to: 'Who shall get it? Give one or more e-mail addresses.',
  cc: 'Who shall get a copy?',
  bcc: 'Who shall get a copy that nobody else sees?',
  attendees: 'Who shall be invited? Give their e-mail addresses.',
  subject: 'What is the subject?',
  body: 'What shall it say?',
  text: 'What shall the message say?',
  title: 'What shall it be called?',
  start: 'When shall it begin?',
  end: 'When shall it end?',
  space: 'Which space shall it go to?',
  teamId: 'Which team is the channel in?',
  channelId: 'Which channel shall it go to?',
  chatId: 'Which chat shall it go to?',
  repository: 'In which repository? Write it as owner/name.',
  url: 'Which URL shall it go to?',
  payload: 'What shall be sent? Give JSON.',
  connectionId: 'Which account shall it go through?',
};

/** What is asked for one field, besides what is known of a list. */
export function questionFor(
  action: ActionDefinition | undefined,
  { name, choices, because: reason }: Missing,
  input: JsonObject,
): string {
  const known = input[name];
  const because = reason ?? (Array.isArray(known) && known.length > 0 ? `Besides ${known.join(', ')}:` : undefined);
  const described = action && (propertiesOf(action)[name]?.description as string | undefined);
  const question = QUESTIONS[name] ?? `What shall ${name} be?${described ? ` ${described}` : ''}`;
  const lines = choices?.map(({ label }, index) => `${index + 1}. ${label}`) ?? [];
  return [because ? `${because} ${question}` : question, ...lines].join('\n');
}

export const offer = (assumptions: string[], { summary, warnings }: Preview): string =>
  [
    ended(summary),
    ...assumptions.map((text) => `I took it that: ${ended(text)}`),
    ...warnings.map(({ detail }) => `Mind: ${ended(detail)}`),
    'Please look at it and confirm.',
  ].join('\n');

/** Why an account has to be connected, and where. */
export function connectFirst(provider: string, url: string | null, { code, message }: RelayError): string {
  const name = oauthProviders.find(({ id }) => id === provider)?.name ?? provider;
  const why =
    code === 'connection_required'
      ? `No account at ${name} is connected.`
      : code === 'connection_not_active' // its reason does not say whose it is
        ? `The account at ${name} cannot be used. ${ended(message)}`
        : ended(message);
  return url === null
    ? `${why} ${name} has to be configured for this workspace first.`
    : `${why} Connect it here, then say "go on": ${url}`;
}

/** How many things a read has found; what they are is data, and never part of a sentence. */
export function found(action: ActionDefinition, output: JsonObject | null): string {
  const [name, list] = Object.entries(output ?? {}).find(([, value]) => Array.isArray(value)) ?? [];
  if (!Array.isArray(list) || name === undefined) return `${action.name}: done.`;
  if (list.length === 0) return `There are no ${name}.`;
  return list.length === 1 ? `There is 1 of the ${name}.` : `There are ${list.length} ${name}.`;
}

const NOTHING: Record<string, string> = {
  empty: 'Say what shall happen.',
  too_long: 'That is too long for me. Say it in fewer than 8,000 characters.',
  negated: 'All right, nothing is done.',
  past: 'That sounds like something that was done already, so nothing is done.',
  quoted: 'These are the words of somebody else, so nothing is done. Say it in your own words if you want it.',
  reported: 'That tells what somebody else wants, so nothing is done. Say it yourself if you want it.',
  hypothetical: 'That is not a request, so nothing is done. Say it as one if you want it.',
};
export const nothing = (reason: string): string =>
  NOTHING[reason] ??
  'I did not find anything in it that I could do. I can send and list mails, create events and issues, post to Google Chat and Teams, and send webhooks.';

export const firstOf = (most: number, all: number): string =>
  `These are the first ${most} of ${all} things. Ask for the others afterwards.`;

export const EXACTLY = 'Shall it say exactly that?';
export const NOT_TAKEN = 'I did not take that as an answer.';
export const STILL_OFFERED = 'What was offered before that still waits for its approval.';
export const DISMISSED = 'All right, nothing is done.';
export const WORDS_CONFIRM_NOTHING = 'Words alone confirm nothing. Here it is once more:';
export const UNKNOWN_APPROVAL = 'I do not know this approval, or it is not valid any more. Nothing was done by it.';
export const DECLINED = 'It was declined before, so nothing is done.';
export const ANSWERED = 'It was answered meanwhile, so it cannot be changed any more.';
export const EXECUTED = 'It was executed already, in another way, so it cannot be changed any more.';
export const EDITED_MEANWHILE = 'It was changed together with the approval, so it has to be approved anew.';

export const ended = (text: string) => (/[.!?…]$/.test(text) ? text : `${text}.`);
