export { type Actor, type AuditEventType, actorOf, recordAudit, systemActor } from './audit.recorder.js';
export { AuditService } from './audit.service.js';
