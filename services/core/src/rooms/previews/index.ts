export { type DigestedPlan, digestOf } from './previews.digest.js';
export { discardPreview } from './previews.discard.js';
export { previewChanged, previewDiscarded, previewExpired, previewNotFound } from './previews.errors.js';
export { findPreview, insertPreview } from './previews.repository.js';
export { PreviewsService } from './previews.service.js';
