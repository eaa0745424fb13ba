export { createSecret, listSecrets, openSecret, type SealedSecret } from './webhooks.secrets.js';
export { WebhooksService } from './webhooks.service.js';
