import type { NoSuccess } from './provider.js';

/** Whether a gateway answers for a server that it lost: that one may have taken the request. */
export const isGatewayStatus = (status: number): boolean => [502, 503, 504].includes(status);

/** What such an answer means for a write; `server` is who may have taken it, such as `the receiver` or `GitHub`. */
export function gatewayAnswer(status: number, server: string): NoSuccess {
  const detail = `A gateway in front of ${server} answered ${status}; nobody can tell from here whether ${server} took the request. Look there before you send it again.`;
  return {
    status: 'outcome_unknown',
    error: { code: 'gateway_error', detail, retryable: false, providerStatus: status },
  };
}
