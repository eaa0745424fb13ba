// What a person is asked where a request is not taken as it stands.
import type { Gate } from './understanding.js';

const SENTENCES: Record<Gate, string> = {
  negated: 'This says not to do it.',
  conditional: 'Relay cannot wait for a condition. Shall it be done now?',
  scheduled: 'Relay does it when you confirm it, not later. Shall it be done now?',
  hypothetical: 'Shall this be done?',
  question: 'Shall this be done, or do you only ask about it?',
  quoted: 'These are the words of somebody else. Shall it be done?',
  past: 'This tells of something that has been done.',
  reported: 'This tells what somebody else wants. Shall it be done?',
  multi: 'There is more than one thing to do here. Which of them shall be done?',
  unsure: 'Is this what you want?',
};

export const sentenceFor = (gate: Gate): string => SENTENCES[gate];
