export {
  deleteInputSchema,
  deleteOutputSchema,
  type EventInput,
  type EventOutput,
  eventInputSchema,
  eventOutputSchema,
} from './calendar.schema.js';
export { describeEvent, describeTimes } from './describe.js';
export { type DaysEvent, type EventTime, type EventTimes, type TimedEvent, timesOf } from './times.js';
