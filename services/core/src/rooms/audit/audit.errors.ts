import { RelayError } from '../../platform/errors.js';

export const workspaceNotFound = () =>
  new RelayError('workspace_not_found', 404, 'This key is not of a workspace with this id, if there is one.');
