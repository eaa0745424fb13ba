const BY_STATUS: Record<string, string> = {
  400: 'BadRequestError',
  401: 'AuthenticationError',
  403: 'PermissionDeniedError',
  404: 'NotFoundError',
  409: 'ConflictError',
  410: 'GoneError',
  413: 'PayloadTooLargeError',
  422: 'ValidationError',
  429: 'RateLimitError',
};

/** What every client calls the error of a status: `404` -> `NotFoundError`. */
export const errorClassOf = (status: string): string =>
  BY_STATUS[status] ?? (Number(status) >= 500 ? 'ServerError' : 'APIError');
