// The short answers that chat understands: a yes, a no, and `go on`. Whoever writes in another language may answer in it.

/** Nothing but marks: letters of other scripts are words, such as a `not`. */
const BEGIN = '^[\\s\\p{P}\\p{S}]*';
const END = '[\\s\\p{P}]*$';
/** In UTF-16 units: what is longer is no short answer, and is not gone through again and again. */
const LONGEST = 200;
const short = (answers: string) => {
  const pattern = new RegExp(`${BEGIN}(?:${answers})${END}`, 'iu');
  return (text: string) => text.length <= LONGEST && pattern.test(text);
};

const agrees = short(
  '(?:y|yes|yep|yeah|sure|ok|okay|please do|do it|do both|both|all|go ahead|go on|now|confirm(?:ed)?|correct)\\b[\\s\\p{P}]*(?:please|now|do it|do that)?',
);
const agreesElsewhere = short(
  "(?:ja|jawohl|genau|s[ií]|claro|oui|d['\u2019]accord|はい|ええ)[\\s\\p{P}]*(?:bitte|gerne|por favor|s['\u2019]il (?:te|vous) pla[iî]t|お願いします)?",
);
const refuses = short(
  "(?:(?:no|oh|please|actually|wait|sorry|stop)\\b[\\s\\p{P}]*)*(?:n|no|nope|no thanks|no thank you|never ?mind|cancel(?: that| it| this)?|stop(?: it| that)?|no[\\s\\p{P}]+wait|forget (?:it|that|about it)|none|(?:don['\u2019]?t|do not)(?: (?:send|do|post|create|book|schedule|make|file|open|call|e-?mail|mail)(?: (?:it|that|this|them|anything|the \\w+))?)?)\\b[\\s\\p{P}]*(?:please|yet|now)?",
);
const refusesElsewhere = short('(?:nein|lieber nicht|non?|いいえ|やめて)[\\s\\p{P}]*(?:danke|merci|gracias|ください)?');
const goesOn = short('(?:done|connected|continue|(?:try |once )?again|retry|ready)\\b');

export const isYes = (text: string) => agrees(text) || agreesElsewhere(text);
export const isNo = (text: string) => refuses(text) || refusesElsewhere(text);
/** A no to what was asked, which takes back nothing else. */
export const isBareNo = short('(?:n|no|nope|nein|non|いいえ)');
export const isAgain = (text: string) => isYes(text) || goesOn(text);
