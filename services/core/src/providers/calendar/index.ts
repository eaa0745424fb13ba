export {
  deleteInputSchema,
  deleteOutputSchema,
  type EventInput,
  type EventOutput,
  eventInputSchema,
  eventOutputSchema,
} from './calendar.schema.js';
export { type DescribedEvent, describeDeletion, describeEvent } from './describe.js';
export { timesOf } from './load.js';
export { type LocalTime, localAt } from './local.js';
export type { EventTimes } from './times.js';
