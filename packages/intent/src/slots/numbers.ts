/** Amounts as words. */
export const ENGLISH_NUMBERS: Readonly<Record<string, number>> = {
  one: 1,
  two: 2,
  three: 3,
  four: 4,
  five: 5,
  six: 6,
  seven: 7,
  eight: 8,
  nine: 9,
  ten: 10,
  twelve: 12,
  fifteen: 15,
  twenty: 20,
};

/** Amounts of hours and minutes as words. */
const NUMBERS: Record<string, number> = {
  ...ENGLISH_NUMBERS,
  a: 1,
  an: 1,
  eleven: 11,
  thirty: 30,
  forty: 40,
  'forty-five': 45,
  'forty five': 45,
  fifty: 50,
  sixty: 60,
  ninety: 90,
};

export const numberOf = (text: string): number => NUMBERS[text] ?? Number(text);
