// Words that decide what a sentence asks for, and words that only look like them.

const list = (words: string) => words.trim().split(/\s+/);

/** Their typos are mended. */
export const KEYWORDS: readonly string[] = list(`
  send email emails mail mails message messages write compose draft forward reply respond
  schedule create book arrange organize organise plan calendar meeting meetings event appointment reminder remind invite
  lunch dinner breakfast standup interview conference
  post share announce publish channel space teams notify
  open file report raise submit issue issues ticket repository github
  webhook webhooks trigger invoke payload
  show list check read find search inbox mailbox unread latest newest recent gmail outlook
  subject titled called saying about body labels label
  please could would
  unless whenever never without
  tomorrow today tonight monday tuesday wednesday thursday friday saturday sunday next
  january february april august september october november december
  noon midnight morning afternoon evening minutes hours hour minute week`);

/** Words as good as keywords' neighbours, and forms of keywords that mean something else: taken as they stand. */
export const OTHER_WORDS: readonly string[] = list(`
  sent sends sender sending lend bend tend mend fend vend sand end ends spend seed seen seem sendt's
  emailed emailing mailed mailing male main maid nail fail rail tail hail sail jail mall mai mali mains nails fails rails tails males malls
  messaged messaging massage massages passage
  writes wrote written writer white writing wright
  composed composer composes drafts drafted drafting drift craft graft daft raft
  forwards forwarded forwarding replied replies replay repay reply's responds responded despond
  scheduled schedules scheduler scheduling created creates creator crate crates cream crease creating
  booked books booking cook look took hook boot boom rook nook brook boo book's bock
  arranged arranges organized organizes organised planned plans plane plant plank play place lan
  calendars meetings meeting's greeting melting meet meets sheeting seating eating beating heating events even eve eleven vent prevent seven evens
  appointments appointed reminders reminded reminds reminding remand rewind mind remain remains invited invites inviting invitee
  lunches launch lynch bunch hunch punch munch dinners diner dinners inner winner thinner breakfasts interviews interviewed conferences
  posted posts posting past host most cost lost port pose pest poster pot pots pout ghost boost roast toast
  shared shares sharing shore shame shape shade spare stare hare share's scare announced announces announcer published publisher publishes
  channels spaces spaced pace spice team teams's team's beams teas teams dreams steams notified notifies notice
  opened opens opening oven pen upon ope filed files filing fill fine fire five life pile tile mile film fil fils bile vile isle while
  reported reports reporter reporting raised raises rise praise raisin issued issuing tissue issuer tickets wicket ticker thicket
  repositories webhook's triggered triggers triggering invoked invokes payloads
  shows showed shown slow snow know how show's shot shop shoe shove stow sow hoe listed lists listen lost last lust fist mist lift lit gist
  checked checks cheque cheek chick chuck checking reads ready red real road head lead dead bead reed rend red bread tread dread reading
  finds fin kind mind bind wind hind fund fond fined searched searches research starch search's box inboxes
  late latest's later greatest lattest newer news newest's recently decent resent
  subjects titles title tilted tiled tilled calls caller calling call recalled paying staying laying praying playing swaying spaying slaying
  abort abouts bout bodies bod bold bony labelled labeled labeling libel lapel table tables cable fable
  pleased pleases lease release pleas could've would've mould cloud wound world good wood
  lever fever ever sever every clever nerve newer within
  todays tonights tomorrow's today's toda next text nest exit neat nets new net nexus
  moon soon noun nook noo warning mourning mornings evenings hours ours house hover tour four your our yours tours sour pour hour's minute's week's weeks weak seek meek peek wee geek reek
  april's may march mark june july
  test tests text rest best west fest note notes date data dates done does dose
  mary maria marie alice anna bob carl dave eve frank tom tim sam jon john joan may mark
  male's mate math max mac man map meal mean meat melt meta moth
  channel's chapel funnel tunnel panel
  lists's wrist twist least listing
  sprint print point printer
  lane line link live love move more mode model mood
  remembered remember timer timers time times timed dime lime
  board boards card cards bored
  alarm alarms alert alerts charm
  delete deleted cancel canceled cancelled remove removed clear move moved change changed update updated
  dialog log logs blog login logout
  cloud close closed clone
  sound found round bound ground pound`);
