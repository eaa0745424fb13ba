export { SystemService } from './system.service.js';
