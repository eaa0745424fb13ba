export { WebhookDeliverer } from './webhooks.deliverer.js';
export { purgeDeliveries } from './webhooks.deliveries.repository.js';
export { enqueueEvent, fanOut, payloadOf } from './webhooks.outbox.js';
export { createSecret, listSecrets, openSecret, type SealedSecret } from './webhooks.secrets.js';
export { WebhooksService } from './webhooks.service.js';
