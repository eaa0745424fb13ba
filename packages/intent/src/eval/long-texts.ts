// Texts that repeat what a careless reading would go through again and again.

const BEGINNINGS = [
  '',
  'email kai@port.example saying ',
  'schedule a meeting ',
  'post in #dev ',
  'open an issue in port/gate ',
  'send a webhook to https://x.example ',
  'show emails from ',
];
const PATTERNS = [
  ...['a', '" ', "' 'a ", '{', '{"a":', 'a.', '@', 'a/', '#a ', 'a: ', '1-', ',', ' ', '12 ', '- - '],
  ...['and ', 'and email bob@x.example ', 'and delete it ', 'and then call ', 'and in #dev: ho ', 'hi. Do it. '],
  ...[
    'schedule lunch tomorrow at 3 ',
    '3/4 5 march at 3 to 4 ',
    'for an hour and a half ',
    'in 3 hours ',
    'monday next ',
  ],
  ...['if when ', 'not ', 'saying that ', 'should it ', 'an an ', 'the channel ', 'at dot ', 'emailthe '],
];

/** Each beginning with each pattern, as often as a text of this length takes. */
export const longTexts = (length: number): string[] =>
  BEGINNINGS.flatMap((beginning) =>
    PATTERNS.map((pattern) => (beginning + pattern.repeat(Math.ceil(length / pattern.length))).slice(0, length)),
  );
