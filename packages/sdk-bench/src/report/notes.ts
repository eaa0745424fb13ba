// What a table cannot say by itself.

export const MEASURED = (rounds: number): string[] => [
  '**size**: a program with one client and one call, bundled for a browser by esbuild as an ES module of 2022, minified, gzipped with level 9.',
  '**installed**: the bytes of all files that `npm install` or `pip install` of the one package brings, dependencies included; in Python without what is compiled at the install.',
  `**import**: the median of ${rounds} fresh processes that import the package and end, less the median of as many that import nothing. The candidates take turns. Once by the clock, once the time of the processor that the process counts for itself.`,
];

export const NOTES: string[] = [
  'Size is not only craft. The APIs of Stripe, OpenAI and Anthropic are many times larger than ours, and so are their clients; ours will grow with Relay.',
  'The table asks what matters to us. The others do much that ours do not: they upload files and put the events of a stream together to a whole message (openai, anthropic), speak over websockets (openai), help to test webhooks (stripe), render React (resend).',
  'The defaults fit the API that they were made for. Ten minutes suit a model that thinks; 429 is left to the caller by stripe, whose server can say `Stripe-Should-Retry`.',
  'An idempotency key is worth something when the server honours it. Relay does; what other servers do is not measured. openai and anthropic have an option for a key, and send none by themselves: a POST that they send again may be done twice.',
  'That the event of an error is given and not thrown is what the Responses API of OpenAI documents; its JavaScript client throws it.',
  "Relay's contract has no operation yet that answers with a stream of events. The rows about streams ask the transport of the installed package, in the way in which such an operation will.",
  'resend returns errors, and throws none; its `partly` in the rows about typed errors means that.',
  "Where a client opens streams in more than one way, all were tried, and the best counts; the way's name is told when another does worse.",
];
