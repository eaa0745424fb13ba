// What the effect class of an action means for whoever confirms it.
const MEANINGS: Record<string, string> = {
  'at-most-once':
    'Sent at most once. If the reply is lost, nobody can tell what happened: Relay says so and does not send again.',
  'provider-key': 'May be sent again if the reply is lost: the receiver knows a repeat by its id and drops it.',
  natural: 'May be sent again if the reply is lost: a repeat changes nothing.',
  probe: 'If the reply is lost, Relay looks whether it happened before it sends again.',
};

export const meaningOf = (effectClass: string): string => MEANINGS[effectClass] ?? `Effect class ${effectClass}.`;
