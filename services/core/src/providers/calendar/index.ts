export { attendeesOf } from './attendees.js';
export {
  deleteInputSchema,
  deleteOutputSchema,
  type EventInput,
  type EventOutput,
  eventExamples,
  eventInputSchema,
  eventOutputSchema,
} from './calendar.schema.js';
export { deletedBy, eventIdIn, warningsOfDeletion } from './deletion.js';
export { type DescribedEvent, describeDeletion, describeEvent, type FoundEvent } from './describe.js';
export { timesOf } from './load.js';
export { dayBefore, type LocalTime, localAt } from './local.js';
export type { EventTimes } from './times.js';
