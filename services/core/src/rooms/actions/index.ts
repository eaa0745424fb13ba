export { Catalog } from './actions.catalog.js';
export { Sender } from './actions.sender.js';
export { ActionsService } from './actions.service.js';
