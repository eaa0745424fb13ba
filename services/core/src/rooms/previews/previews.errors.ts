import { RelayError } from '../../platform/errors.js';

export const previewNotFound = () =>
  new RelayError('preview_not_found', 404, 'There is no such preview in this workspace.');

export const previewExecuted = () =>
  new RelayError('preview_executed', 409, 'This preview has been executed; what happened cannot be discarded.');

export const previewChanged = () =>
  new RelayError(
    'preview_changed',
    409,
    'The digest is not that of this preview; read the preview again and confirm what it shows now.',
  );

export const previewExpired = () =>
  new RelayError('preview_expired', 410, 'This preview has expired; preview the action again.');

export const previewDiscarded = () =>
  new RelayError('preview_discarded', 410, 'This preview was discarded or replaced; preview the action again.');
