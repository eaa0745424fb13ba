const SHOWN = 80;

/** How a message's text stands in a summary. */
export function onOneLine(text: string): string {
  const characters = [...text.trim().replace(/\s+/g, ' ')];
  return characters.length > SHOWN ? `${characters.slice(0, SHOWN).join('')}…` : characters.join('');
}
