// The words that the grammar is made of.

const set = (words: string): ReadonlySet<string> => new Set(words.trim().split(/\s+/));

export const MAIL_NOUNS = set('email emails e-mail e-mails mail mails');
export const MAILBOXES = set('inbox mailbox gmail outlook inboxes');
export const EVENT_NOUNS =
  set(`meeting meetings event events appointment appointments call lunch dinner breakfast brunch coffee drinks standup stand-up sync
  catchup catch-up review retro retrospective interview demo session reminder reminders birthday party conference workshop webinar training checkup
  check-up dentist doctor haircut 1:1 one-on-one kickoff kick-off huddle briefing debrief anniversary deadline planning gig concert class lesson visit
  offsite onboarding presentation rehearsal vacation holiday wedding barbecue bbq invite invitation gathering seminar lecture slot block
  walkthrough appt mtg check-in checkin all-hands townhall hangout zoom gym yoga workout hearing exam picnic reunion ceremony`);
export const CALENDARS = set('calendar calendars agenda diary schedule planner');
export const ISSUE_NOUNS = set('issue issues bug bugs ticket tickets bug-report');
export const HOOK_NOUNS = set('webhook webhooks web-hook hook');
export const CHAT_PLACES = set('channel space room chat chatroom groupchat thread');

export const SEND = set(
  'send write compose draft shoot drop forward dispatch deliver prepare fire start new pass get create make submit relay',
);
export const TELL = set('message ping dm tell notify inform ask text let msg update remind alert warn thank give chat');
export const POST = set(
  'post share announce publish say send write put drop message tell ping notify broadcast update let reply leave type push relay submit add warn alert give ask remind',
);
export const WEB = set(
  'send call trigger ping hit fire post put patch invoke notify deliver push make do issue dispatch execute run submit forward relay publish emit use request curl poke kick launch activate update touch inform tell',
);
export const CREATE = set(
  'create open file raise report submit log make new add start write register post put track document capture record enter turn need',
);
export const SCHEDULE = set('schedule book arrange organize organise plan pencil block reserve calendar slot hold');
export const PUT = set(
  'set put add create make new mark save enter insert note place fix throw stick include input record hold invite setup jot drop squeeze',
);
export const LOOK = set(
  'show list check read get fetch find search look see display open pull give tell bring browse view scan refresh load review summarize summarise go retrieve query grab know hear access inform notify alert',
);

/** What is arranged by others than a calendar. */
export const NOT_EVENTS =
  set(`alarm alarms timer timers playlist song songs music album taxi cab uber lyft flight flights hotel ticket tickets train table restaurant
  seat ride reservation list lists contact contacts recipe lights light volume radio podcast thermostat temperature pizza food groceries order
  item items eggs milk bread route directions file folder document note notes account user password webhook repository repo branch photo tweet status joke
  stopwatch countdown delivery takeout brightness station channel`);

/** Services that Relay does not send through. */
export const ELSEWHERE =
  set(`slack discord whatsapp telegram signal sms imessage twitter facebook instagram linkedin jira linear trello asana notion gitlab bitbucket
  tweet snapchat messenger skype zendesk mattermost x.com mastodon reddit yahoo icloud`);

export const NEGATIONS =
  set(`not never don't dont do'nt don;t donot won't wont can't cannot cant shouldn't shouldnt mustn't no without neither nor stop avoid refrain
  nobody skip cancel hold isn't isnt wouldn't needn't nothing none instead undo didn't didnt rather abort ain't dnt quit cease forbid unsend except excluding nicht kein keine niemals nunca jamais`);
// Who begins in another language may go on with words that are known here.
export const CONDITIONS = set(
  'if unless whenever when once until till provided assuming otherwise supposing incase should wenn falls sobald sofern si cuando quand lorsque',
);
export const QUESTION_WORDS = set(
  'how what why who which where when does do did is are was were has have had can could should would will whose am',
);
export const REPORTING =
  set(`said says say told tells asked asks wants wanted wrote writes mentioned suggested suggests suggesting reads claims claimed thinks thought
  believes requested requests recommends recommended ordered insisted insists reminded explained replied demanded begged yelled shouted quoted states stated
  translate phrase sentence example instance spell define meaning means dreamed heard written supposed instructed expected required obliged according e.g eg`);
export const HYPOTHETICAL = set(
  'suppose supposing imagine hypothetically what-if theoretically perhaps maybe might pretend wondering wonder thinking considering would could should wish hypothetical',
);

export const WEEKDAYS = set(
  'monday tuesday wednesday thursday friday saturday sunday mon tue tues wed thu thur thurs fri sat sun',
);
export const TIME_WORDS =
  set(`on at this next coming today tomorrow tonight for in from to until till between and the of o'clock oclock noon midday midnight morning
  afternoon evening night am pm a.m. p.m. week weeks day days month hour hours minute minutes mins later half past quarter every by after before around
  january february march april may june july august september october november december jan feb mar apr jun jul aug sep sept oct nov dec
  one two three four five six seven eight nine ten eleven twelve fifteen thirty forty-five first second third fourth fifth`);

export const PRONOUNS = set('him her them me us you it everyone everybody all team');
export const CONNECTORS = new Set([
  ...set(
    'and then also plus & additionally afterwards afterward furthermore finally lastly secondly or but instead , . ; ! ? - / +',
  ),
  '\n',
]);
