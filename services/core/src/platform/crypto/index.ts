export { type MasterKeys, newMasterKey, parseMasterKeys } from './master-keys.js';
export { SealError, Sealer } from './sealer.js';
