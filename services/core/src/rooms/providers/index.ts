export { ProvidersService } from './providers.service.js';
