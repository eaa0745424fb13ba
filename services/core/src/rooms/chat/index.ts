export { embeddedEngine } from './chat.embedded.js';
export type { Engine, EngineContext, EngineSuggestion, Understanding } from './chat.engine.js';
export { purgeChat, settleReplies } from './chat.retention.js';
export { chatParts } from './chat.room.js';
export { ChatService } from './chat.service.js';
export { Settlement } from './chat.settlement.js';
export { LlmEngine } from './llm/index.js';
