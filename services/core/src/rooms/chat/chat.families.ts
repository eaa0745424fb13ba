// Actions that a sentence does not tell apart: the same thing, done by whichever provider.

const SAME: Record<string, string> = {
  'microsoft.outlook.send': 'google.gmail.send',
  'microsoft.outlook.list': 'google.gmail.list',
  'microsoft.calendar.create': 'google.calendar.create',
  'microsoft.teams.send': 'google.chat.send',
};
/** The same for actions that only differ in their provider. */
export const familyOf = ({ action }: { action: string }) => SAME[action] ?? action;

/** Whether two suggestions are of the same sort, whichever provider does it. */
export const isSame = (one: { action: string }, other: { action: string }) => familyOf(one) === familyOf(other);
