export { LlmEngine } from './llm.engine.js';
