export { Browser, type Visited } from './browser.js';
export { type Call, type CallOptions, createClient, type OperationId, type Reply } from './client.js';
export { type ContractOperation, contract, operationOf, operations, operationsOf, type Role } from './contract.js';
export {
  type CoreProcess,
  type Credentials,
  type DevelopmentCore,
  spawnCore,
  spawnProgram,
  startDevelopmentCore,
} from './core-process.js';
export { freePort } from './free-port.js';
export { install } from './install.js';
export {
  answer,
  type Behaviour,
  endless,
  hang,
  inTurn,
  type Received,
  type Receiver,
  reset,
  startReceiver,
} from './receiver.js';
export { describeSharedCases, type SharedFixtures, type SharedWorld } from './shared-cases.js';
