export { every, type Loop } from './every.js';
export { migrateTimedJobs, startTimedJobs, type TimedJob, type TimedJobs } from './timed-jobs.js';
