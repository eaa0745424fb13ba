/** What is there in the beginning. */
export const REPOSITORIES = [
  { owner: 'ada', name: 'engine', description: 'Notes on an analytical engine', language: 'TypeScript' },
  { owner: 'ada', name: 'letters', description: 'Correspondence', private: true },
  { owner: 'grace', name: 'compiler', description: 'A compiler', language: 'C' },
];
