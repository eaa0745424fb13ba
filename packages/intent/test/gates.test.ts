import { describe, expect, it } from 'vitest';
import { understand } from '../src/index.js';
import { context, isReadyWrite } from './contexts.js';

/** One of each kind whose text, if it has one, is closed: nothing behind it can belong to it. */
const requests = [
  'email bob@acme.example saying "hi"',
  'post "hi" in #ops',
  'schedule lunch tomorrow at noon',
  'create an issue in acme/web titled "Crash"',
  'send a webhook to https://x.example/one',
];

/** Where X stands, a request is refused, tied to something, put off, asked about, reported or only named. */
const before = `never mind: X
never mind, X
nevermind X
forget it: X
scratch that, X
cancel: X
cancelled: X
postponed: X
on hold: X
I was going to X
I was about to X
I almost had to X
I meant to X
I had planned to X
I used to X
we were supposed to X
don't let me forget to X next week
once the build is green, X
once the build is green X
assuming the build is green, X
assuming it works X
unless it rains X
unless it rains, X
if it rains X
if it rains then X
if and only if it rains, X
in case it rains, X
in the event of rain, X
should it rain, X
were it to rain, X
had it rained, X
provided it rains, X
given that it rains, X
supposing it rains X
when it rains, X
whenever it rains, X
as soon as it rains X
the moment it rains, X
after the meeting, X
before lunch, X
until it stops raining, X
by the time you read this, X
had I asked you to X
if only you could X
it would be nice to X someday
one day, X
some day X
at some point, X
eventually X
later, X
later X
not now but X
not X
no need to X
there's no need to X
you needn't X
you mustn't X
you must not X
I forbid you to X
I'd rather you didn't X
I would rather not X
refuse to X
decline to X
avoid this: X
it's wrong to X
it would be wrong to X
it is a bad idea to X
under no circumstances X
by no means X
in no case X
at no time X
nobody should X
no one may X
hardly ever X
rarely X
I doubt you should X
why would I X
why did you X
who would X
how would you X
how come you X
what happens when you X
what if you X
is it possible to X?
is it safe to X?
is it ok to X?
would it hurt to X?
do I have to X?
shall I X?
shall we X?
must I X?
ought I to X?
am I able to X?
are you allowed to X?
did you X?
have you X?
can you tell me how to X
could you explain how to X
show me how to X
teach me to X
explain how to X
what does X do
what does "X" do
what would X do
say "X"
repeat after me: X
translate: X
translate X to German
spell X
the phrase X
the command is X
the sentence X is wrong
example: X
for example X
e.g. X
such as X
like X
quote: X
he said X
she said: X
she said to X
Bob says to X
Bob asked me to X
Bob asked: X
according to Bob, X
Bob wants me to X
Bob's note: X
from Bob: X
Bob wrote: X
Bob: X
my boss: X
the docs say X
the manual reads: X
the test is to X
the plan is to X
the idea was to X
my job is to X
it's Kai's job to X
Kai will X
Kai should X
somebody has to X
they X
she will X
I will X
I'll X
we'll X later
I already asked to X
yesterday you X
last week I asked you to X
pretend to X
pretend that you X
imagine you X
imagine: X
suppose you X
hypothetically, X
theoretically X
in theory, X
let's say you X
let's pretend to X
act as if you X
think about whether to X
consider whether to X
decide whether to X
decide if you should X
wait before you X
wait, don't X
stop, do not X
hold on, X
hold off: X
hold off on this: X
ask me before you X
ask me first, then X
ask Kai whether to X
check with me and X
check with Kai before you X
I'm not sure whether to X
I'm not saying you should X
I'm not asking you to X
I never said to X
I didn't say X
nobody asked you to X
don't you dare X
don't ever X
do not ever X
please refrain from this: X
instead of this: X
rather than X
without this: X
Todo: X
todo tomorrow: X
draft: X
idea: X
note to self: X
if you were to X
would you X if asked?
maybe X
perhaps X
possibly X
X?
wouldn't it be great to X`.split('\n');
const behind = `X if it rains
X unless it rains
X once the build is green
X when the build is green
X as soon as it rains
X provided it rains
X assuming it rains
X in case it rains
X only if it rains
X, if it rains
X, but only if it rains
X, unless it rains
X - if it rains
X (if it rains)
X should it rain
X, but not now
X, but later
X at some point
X eventually
X some day
X maybe
X, maybe
X? maybe
X or don't
X or not
X, or not
X. no.
X. No!
X no
X... no, wait
X, wait
X. Wait.
X. Stop!
X, just kidding
X lol jk
X jk
X, jk
X - not
X ... NOT
X. Not!
X, never mind
X nevermind
X. nevermind that
X. Forget it.
X. Cancel that.
X. On second thought, no.
X. Actually don't.
X, or rather don't
X is what Bob said
X, said Bob
X, Bob said
X, she asked
X is the wrong thing to do
X is a bad idea
X would be a bad idea
X did not work
X failed
X is an example
X is how it is done
X, as I did yesterday
X, like last time
X hypothetically
X, hypothetically speaking
X, or should I?
X, shall I?
X, right?
X, ok?
X, don't you think?
X, do you think?
X but ask me first
X, but ask Kai first
X, after asking me
X pending approval
X, pending approval
X, subject to approval
X upon approval
X if Kai agrees
X when Kai says so
X once Kai confirms
X unless Kai objects
X. If it rains.
X. But only if it rains.
X. Unless it rains.
X. Do it only when it rains.
X. Do it tomorrow.
X. Not today.
X twice
X three times`.split('\n');

/** Behind a text that nothing closes. */
const open = `X as soon as it rains
X in case it rains
X should it rain
X, subject to approval
X upon approval
X nevermind
X lol jk
X, maybe
X, or should I?
X, shall I?
X, but later
X but ask me first
X or don't
X. No!
X - not
X. Do it tomorrow.`.split('\n');

describe('what is no request', () => {
  it.each([...before, ...behind])('is never ready: %s', (frame) => {
    expect(requests.map((request) => frame.replace('X', request)).filter(isReadyWrite)).toEqual([]);
  });

  it.each(open)('is never ready where it may be a part of a text: %s', (frame) => {
    expect(isReadyWrite(frame.replace('X', 'email bob@acme.example saying hi'))).toBe(false);
  });

  it('is asked about where a text is not closed, and its condition stands in the place of the text', () => {
    expect(understand('post hi in #ops if it rains', context)).toMatchObject({
      kind: 'question',
      about: 'conditional',
      suggestions: [{ input: { space: 'ops', text: 'hi' } }],
    });
  });
});

describe('what is a request', () => {
  it.each([
    'email bob@acme.example saying are you coming?',
    'email bob@acme.example saying see you tomorrow',
    'email bob@acme.example saying never mind',
    'email bob@acme.example saying lunch is at noon, ok?',
    'could you post "hi" in #ops?',
    'post hi in #ops please',
    'schedule lunch tomorrow at noon, please',
    'tell #ops that we should eat',
    'tell bob@acme.example what should be done',
    'tell #ops that if the disk is full we stop',
    'tell #ops: when the tests are green we ship',
    'tell bob@acme.example "once the tests are green we ship"',
    'tell bob@acme.example when are you free?',
    'tell #ops once again hello',
    'tell #ops should we stop?',
    'tell #ops on Friday we ship',
    'ask #ops if the tests are green',
    'tell #ops in 20 minutes we ship',
    'email bob@acme.example as soon as possible that we are late',
    'tell #ops that we need an answer as soon as possible',
    'tell bob@acme.example that he may answer as soon as he can',
  ])('is ready: %s', (text) => {
    expect(isReadyWrite(text)).toBe(true);
  });
});
