export { every, type Loop } from './every.js';
export { migrateTimedJobs, startTimedJobs, type TimedJob } from './timed-jobs.js';
