export { MeService } from './me.service.js';
