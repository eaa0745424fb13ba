// Where GitHub documents what its actions state about themselves.

export const SCOPES =
  'https://docs.github.com/en/apps/oauth-apps/building-oauth-apps/scopes-for-oauth-apps#available-scopes';
export const LIMITS = 'https://docs.github.com/en/rest/using-the-rest-api/rate-limits-for-the-rest-api';
export const CREATE_ISSUE = 'https://docs.github.com/en/rest/issues/issues#create-an-issue';
export const UPDATE_ISSUE = 'https://docs.github.com/en/rest/issues/issues#update-an-issue';
export const LIST_REPOSITORIES =
  'https://docs.github.com/en/rest/repos/repos#list-repositories-for-the-authenticated-user';
