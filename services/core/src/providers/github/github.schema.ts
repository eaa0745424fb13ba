// What GitHub's actions share of their schemas.

/** `owner/name`, as GitHub allows them; neither is `.` or `..`, which would be another path. */
export const REPOSITORY = '^[A-Za-z0-9][A-Za-z0-9_-]{0,99}/(?!\\.{1,2}$)[A-Za-z0-9._-]{1,100}$';

export const repository = {
  type: 'string',
  pattern: REPOSITORY,
  maxLength: 201,
  description: 'The repository, as `owner/name`.',
} as const;

export const issueNumber = {
  type: 'integer',
  minimum: 1,
  maximum: 2147483647,
  description: 'The number of the issue, as it stands behind the `#`.',
} as const;

export const issueUrl = { type: 'string', format: 'uri', description: 'Where a person reads it.' } as const;
