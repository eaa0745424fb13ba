export { type DigestedPlan, digestOf } from './previews.digest.js';
export { replacePreview } from './previews.discard.js';
export { previewChanged, previewDiscarded, previewExpired, previewNotFound } from './previews.errors.js';
export { findPreview, insertPreview, type NewPreview } from './previews.repository.js';
export { retainPreviews } from './previews.retention.js';
export { PreviewsService } from './previews.service.js';
