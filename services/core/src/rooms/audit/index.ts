export { Chainer } from './audit.chainer.js';
export { auditInput } from './audit.input.js';
export { rotateKey } from './audit.keys.js';
export { type Actor, type AuditEventType, actorOf, encodeData, recordAudit, systemActor } from './audit.recorder.js';
export { AuditService } from './audit.service.js';
export { Signer } from './audit.signer.js';
