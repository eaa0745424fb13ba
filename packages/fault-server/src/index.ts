export { FaultServer } from './fault-server.ts';
export type { Received } from './run.ts';
export { fillSamples } from './samples.ts';
export { type Call, type Expectation, type FaultCase, readTable, type Table } from './table.ts';
