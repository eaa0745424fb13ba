import { RelayError } from '../../platform/errors.js';

export const endpointNotFound = () =>
  new RelayError('endpoint_not_found', 404, 'There is no such webhook endpoint in this workspace.');

export const deliveryNotFound = () =>
  new RelayError('delivery_not_found', 404, 'There is no such delivery of this webhook endpoint.');

export const endpointLimit = (most: number) =>
  new RelayError('endpoint_limit', 409, `A workspace has ${most} webhook endpoints at the most; delete one first.`);

export const endpointDisabled = () =>
  new RelayError('endpoint_disabled', 409, 'This webhook endpoint is disabled; enable it first.');

export const deliveryPending = () =>
  new RelayError('delivery_pending', 409, 'This delivery is pending: Relay is trying already.');

/** The URL may not be sent to; `reason` says why and repeats nothing of it but its host. */
export const urlRefused = (reason: string) => invalidUrl(reason, 'url_refused');

export const urlMasked = () =>
  invalidUrl('This URL is masked, as Relay shows it; send the whole one, or leave it out.', 'url_masked');

const invalidUrl = (detail: string, code: string) =>
  new RelayError('invalid_request', 422, detail, { errors: [{ pointer: '/url', detail, code }] });
