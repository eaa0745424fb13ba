export const capitalise = (word: string) => word.charAt(0).toUpperCase() + word.slice(1);

export const camelCase = (text: string) =>
  text.replace(/[-_](.)/g, (_, letter: string) => letter.toUpperCase()).replace(/^./, (letter) => letter.toLowerCase());

/** `chat.sessions.list` -> `ChatSessionsList` */
export const pascalCase = (dotted: string) => dotted.split('.').map(capitalise).join('');
