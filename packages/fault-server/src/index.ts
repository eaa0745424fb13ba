export { FaultServer } from './fault-server.ts';
export type { Received, Run } from './run.ts';
export { type Call, type Expectation, type FaultCase, type Reply, readTable } from './table.ts';
