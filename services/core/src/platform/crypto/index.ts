export { type MasterKeys, newMasterKey, parseMasterKeys } from './master-keys.js';
export { Sealer } from './sealer.js';
