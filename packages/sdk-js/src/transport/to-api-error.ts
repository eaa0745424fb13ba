import * as errors from '../errors.js';

const classes: Record<number, typeof errors.APIError> = {
  400: errors.BadRequestError,
  401: errors.AuthenticationError,
  403: errors.PermissionDeniedError,
  404: errors.NotFoundError,
  409: errors.ConflictError,
  410: errors.GoneError,
  413: errors.PayloadTooLargeError,
  422: errors.ValidationError,
  429: errors.RateLimitError,
};

/** The error of a reply, in the class of its status. */
export function toAPIError(reply: errors.FailedReply): errors.APIError {
  const ErrorClass = classes[reply.status] ?? (reply.status >= 500 ? errors.ServerError : errors.APIError);
  return new ErrorClass(reply);
}
