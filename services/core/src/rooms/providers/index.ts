export { type Configuration, Configurations } from './providers.configurations.js';
export { providerNotFound } from './providers.errors.js';
export { ProvidersService } from './providers.service.js';
