import { readMailbox } from '../mail/index.js';
import type { EventInput } from './calendar.schema.js';

/** The addresses of those who are invited, as they are sent. Throws PlanError. */
export const attendeesOf = ({ attendees = [] }: EventInput): string[] =>
  attendees.map((text, at) => readMailbox(text, `/attendees/${at}`).address);
