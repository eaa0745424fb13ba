export { Catalog } from './actions.catalog.js';
export { Reconciler } from './actions.reconciler.js';
export { Sender } from './actions.sender.js';
export { ActionsService } from './actions.service.js';
