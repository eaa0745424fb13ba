export { issueClose } from './issue-close.js';
export { issueCreate } from './issue-create.js';
export { repoList } from './repo-list.js';
