export { FaultServer } from './fault-server.ts';
export type { Received, Run } from './run.ts';
export { fillSamples } from './samples.ts';
export { type Call, type Expectation, type FaultCase, type Reply, readTable, type Table } from './table.ts';
