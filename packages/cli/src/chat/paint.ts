const CODES = { bold: 1, dim: 2, red: 31, green: 32, yellow: 33, cyan: 36 };

export type Paint = (colour: keyof typeof CODES, text: string) => string;

/** Colours for a terminal that shows them, unless NO_COLOR says no. */
export const paintFor = (isTerminal: boolean, environment: NodeJS.ProcessEnv): Paint =>
  isTerminal && !environment.NO_COLOR && environment.TERM !== 'dumb'
    ? (colour, text) => `\u001b[${CODES[colour]}m${text}\u001b[0m`
    : (_, text) => text;
