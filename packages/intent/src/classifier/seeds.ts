// What the classifier learns from: phrases written for Relay, with `{a|b}` for either.

export type Label = 'email.send' | 'email.list' | 'calendar.create' | 'oos';

const lines = (text: string) =>
  text
    .trim()
    .split('\n')
    .map((line) => line.trim());

const PHRASES: Record<Label, string[]> = {
  'email.send': lines(`
    {send|write|compose|draft|start|create} {an|a new|a quick} {email|mail|message by email} to {my brother|the landlord|paula|the whole team|my manager}
    {send|shoot|drop} {paula|my sister|the office|him} {an email|a mail} {about|regarding} the {rent|picnic|budget}
    {email|mail} {paula|my manager|the plumber|my colleagues} {that i am ill|about the invoice|and ask for the keys|the photos}
    {reply|respond|answer} to {the|that|his|her|the last} {email|mail|message} {from paula|and say thanks|saying no}
    reply to {paula|my boss|the accountant}
    {i want|i need|i would like} to {send|write} {an email|a mail} to {my aunt|the school}
    {can you|could you|please} {email|mail|write to} {my aunt|the school|grandma}
    forward {this|that|the} {email|mail} to {paula|my wife}
    {send|email} this {file|picture|document} to {my aunt|the printer} by {email|mail}
    let {paula|the team} know by email that the {trip|office} is off
    new email to {paula|the bank}
    send a {reply|response} to {paula|the last email}
    write back to {paula|my cousin} that i agree
    tell {paula|my boss} by email that i will come late
    an email to {paula|my tutor} please
    mail to {paula|support}
    compose a message to {paula|my professor} about the exam
    ask {paula|the vendor} by email when it ships
    email the {report|minutes|slides} to {paula|everyone}
    create an email for {paula|the client} with the {offer|numbers}
    i have to {email|write} my {professor|lawyer}
    {send|write} {an email|a mail}
    {open|start} a new email {addressed to|for} {paula|jonas}
    reply {yes|no|thanks} to {that|this} email
    respond to {paula's|the latest} email with {ok|a thank you}
    {send|forward} the {contract|picture} to {paula's|my dad's} email
    {start|begin|open|make} {an|a new} {email|mail} {to|for} {paula|my son}
    {dictate|type|prepare} {an email|a mail} {to|for} {paula|the council}
    {i want to|let me|help me} {reply|respond|answer} {to|} {paula's|that|the latest} {email|mail|message}
    {email|mail} {paula|my dad} {a happy birthday|the address|where we meet|and tell her the news|to see if she is free}
    {shoot|drop|fire off} {a|an|} {line|email|note|mail} to {paula|my coach}
    {inform|notify|tell} {paula|my clients} {by|via|through} {email|mail} {that we moved|of the delay}
    {send|give} {paula|my boss|the teacher} {a|an} {reply|email|answer} {saying that|with|that says} {i agree|the report|yes}
    {answer|reply to} the email {i got|that came} from {paula|the school} {and say|saying} {ok|no}
    {please|} {email|mail} {paula|jonas} {at|on} her {work|private} {address|account}
    send {it|this|that} {by|in|as} {an|} {email|mail} to {paula|my friend}
    {email|mail} {someone|a friend|my family}
    {can|could|would} you {email|mail|reply to} {paula|my boss} {for me|and say hello|about tomorrow}
    write {an email|a mail} {saying|that says|telling them} {i quit|we are late}`),
  'email.list': lines(`
    {do i have|are there|have i got|did i get|is there} any {new|unread|recent|important|more} {emails|mail|messages in my inbox|email}
    {check|open|show|read|refresh|look at|go through} my {email|emails|inbox|mail|mailbox|gmail|outlook}
    {show|list|read|tell|give} me {my|the} {latest|newest|unread|recent|last} {emails|mails|email|mail}
    {what is|what's|whats} {new|in|the latest} in my {inbox|mailbox|email}
    {any|is there} {mail|email|emails} from {paula|my landlord|the bank}
    {has|did} {paula|my boss|anyone} {emailed|email|mail|write|send} me {today|yet|an email|}
    {did|have} i {receive|received|get} an email {from paula|about the loan|with the ticket|today}
    {find|search for|look for|look up} {the|an|all} {email|emails|mails} {from paula|about the lease|with the invoice}
    how many {unread|new} {emails|mails|messages in the inbox} {do i have|are there|did i get}
    {who|has anyone} {emailed|mailed|wrote} me {today|this morning|}
    read {out|me|} the {email|mail|message} {from paula|i got last|that just came}
    {what|what does|tell me what} {is in|does} the {email|mail} from {paula|the bank} {say|}
    check {for|if i have|whether there are|if there is} {new|any new|any} {emails|mail}
    new {emails|mail}
    unread {emails|mails}
    {show|open} {emails|mail} {from|by} {paula|last week|today|this month}
    what did {paula|the bank} {email|write in the email}
    {please|} {check|update} my inbox
    tell me {about|if i got} {my new|any} {emails|email}
    when did {paula|he} {last|} email me
    do i need to answer any emails
    what is the subject of the {last|newest} {email|mail}
    is there an email {about|on} the {flight|order}
    summarize my {emails|inbox}
    {has|did} {paula|the shop} {replied|answer|reply|respond} {to my email|by email}
    {let me know|inform me|notify me|alert me} {if|when|about|of} {i get|there are|} {any|new|an} {emails|email|mail} {from paula|from work|}
    {is there|do i have|have i} {anything|something} {new|important|} in my {email|inbox|mailbox|mail}
    {what|which} {emails|mails} {did i get|do i have|are new|came in|have i received} {today|from paula|this week|}
    {see|check} if {paula|the bank|anyone|i} {has|have|} {emailed|written|replied|got any email|received mail} {me|back|}
    {give me|tell me|i want|i need} {a summary|the list|the subject|the subjects|details} of {my|the} {new|latest|unread} {emails|email|mail}
    {go to|take me to|bring up|pull up} my {email|inbox|emails|mailbox}
    {are there|were there|have there been} {any|} {replies|answers|responses} to my {email|mail}
    {latest|recent|newest} {emails|mails} {please|from paula|}
    {did|has} the {email|mail} from {paula|the airline} {arrive|come|arrived|come in} {yet|}
    {look|search} {in|through} my {email|mail|inbox} for {the code|paula's address|anything from school}
    {email|inbox|mail} {check|update|status|please}
    {how|what} {about|is} my {inbox|emails} {looking|like|}
    {have|did} {you|we|i} {got|get|receive|seen} {an|the|any} {email|mail|emails} {about|from} {the party|paula|school}`),
  'calendar.create': lines(`
    {schedule|set up|arrange|plan|book|organize} a {meeting|call|sync|session|conference} with {paula|the team|finance} {for|on|} {friday|tomorrow|the tenth|next week}
    {add|put|enter|save|insert} {the|my|a} {dentist appointment|football match|concert|birthday|party|event} {to|on|in|into} {my|the} calendar
    remind me {to|about} {water the plants|the rent|call grandma|the exam|my flight} {tomorrow|at six|on sunday|in an hour|}
    {set|create|make|add|give me} a reminder {for|to|about|of} {the meeting|buy stamps|paula's birthday|my pills|the party} {tomorrow|on monday|at noon|}
    {create|make|add|set|start} {an|a new} {event|appointment|calendar event|calendar entry} {for|on|called|} {friday|dinner|the third of june|gym}
    mark {my calendar|the date} for {the wedding|june third}
    {put|pencil|block} {lunch|dinner|two hours|the trip} {in|on|into} my {calendar|agenda|schedule}
    {i have|there is} a {meeting|dentist appointment|dinner} {on|at} {monday|nine} {add it|put it in the calendar|remind me}
    {don't let me forget|make sure i remember} {paula's birthday|the meeting on monday}
    make an appointment with {the doctor|the dentist|my lawyer} {for|on} {tuesday|may fifth}
    {repeat|set} {this|the|a} {event|meeting|reminder} every {week|monday|day|month}
    {notify|alert|remind} me {an hour|a day|ten minutes|a week} before {the meeting|the game|my appointment}
    schedule {lunch|dinner|drinks|a visit|gym|a haircut} {with paula|for me|} {on thursday|tomorrow evening|at seven}
    invite {paula|my friends|the team} to {the meeting|dinner|my party} on {friday|sunday}
    book {a time|a slot|an hour|time} {for|with} {the review|paula} on {friday|monday}
    add {paula's party|a reminder|meeting} to {saturday|the calendar|my schedule}
    save the date {for|of} {the wedding|my exam}
    {i need|i want} {a meeting|to meet} with {paula|the architects} on {monday|wednesday}
    calendar {add|new event} {lunch|meeting|yoga} {tomorrow|at one}
    new {meeting|event|appointment|reminder} {tomorrow|on friday|for monday}
    set {a|my} {meeting|appointment|event} {for|at|on} {three|the fifteenth|friday}
    reminder for {the exam|my anniversary} on {the first|sunday}
    {please|} remember {my|the} {meeting|anniversary|party} on {friday|the ninth}
    send {a meeting|a calendar} {invite|invitation} to {paula|the board}
    note in my calendar that paula visits on {sunday|friday}
    {i have|i've got|there's} {a|an|my} {exam|meeting|party|interview|date|dinner|appointment} {on friday|tomorrow at five|at ten am|next week|this saturday}
    {give me|send me|set up|i need|i want|i'd like} a {reminder|notification|alert} {for|about|before|of|on} {the meeting|my appointment|dinner|the concert|tuesday}
    {tell|notify|alert|warn|let} me {know|} {an hour|a day|thirty minutes|two days} {before|ahead of} {my|the} {meeting|party|appointment|flight}
    {don't let me forget|do not let me forget|help me remember|make sure i don't forget|i must not forget} {to|} {the meeting|call paula|paula's wedding|my doctor's appointment}
    {update|change} my calendar {to add|with|to include} {the party|paula's visit|a trip}
    {add|put} {paula|my sister|the team} to {the|my} {meeting|event|appointment|lunch} {on friday|tomorrow|}
    {set|make|schedule|create|add} {a|an|the} {repeating|recurring|weekly|monthly|daily|yearly} {event|meeting|reminder|appointment} {for|on|called} {gym|friday|rent}
    {mark|block|keep|free up|reserve|clear out} {friday|the tenth|tomorrow afternoon|next weekend} {for|as} {the trip|busy|vacation|family}
    {plan|make plans for|schedule|set} {a|my|the} {trip|vacation|party|date|game|class} {on|for} {saturday|the twentieth|next month}
    {birthday|meeting|appointment|dinner} {of|with} paula {on friday|tomorrow at six|at nine am} {remind me|add to calendar|set a reminder|}
    {please|} {make|take} a note {of|about} {my|the} {meeting|appointment} {on friday|tomorrow}
    {today|tomorrow|friday} at {five|ten am|noon} {i have|there is|add|set} a {meeting|class|lunch}
    {add|create|put} {an|this|the|} {event|date|meeting} {for|on} {march fifth|friday|the ninth} {at|from} {two|nine am} {to|until|} {four|}
    {schedule|plan|fix|arrange} {it|that|this|something} {for|on|with} {friday|paula|tomorrow}
    {make|keep} {me|} {a|} reminder {that|to} {paula is coming|pay the bill|the shop closes}
    {event|appointment|reminder} {add|create|new|set} {paula's party|dentist|meeting at two}
    remind me {when|that|of|on|at|in|every|before|tomorrow|next} {the game starts|paula comes|friday|six|day to stretch|an hour|the meeting|i have class}`),
  oos: lines(`
    {what|what's|tell me what|whats} {is on|on|is in} my {calendar|schedule|agenda} {today|tomorrow|this week|for friday|}
    {do i have|are there|have i got} any {meetings|appointments|events|plans|reminders} {today|tomorrow|this weekend|on friday|}
    {when|where|what time} is {my next|the|my} {meeting|appointment|event|birthday|dentist appointment|party} {with paula|tomorrow|}
    {show|tell|list|read|give} me {my|the|all} {events|meetings|schedule|calendar|reminders|appointments|agenda} {for today|this month|of tomorrow|}
    {cancel|delete|remove|clear|erase|drop} {my|the|all|this|tomorrow's} {meeting|appointment|event|events|reminder|reminders|calendar} {with paula|on friday|for today|}
    {remove|delete|take} {it|lunch|the party} {from|off} my {calendar|schedule}
    {move|reschedule|change|postpone|push|shift} {my|the} {meeting|appointment|event} {to|by} {friday|an hour}
    {am i|is paula|will i be} {free|busy|available} {tomorrow|on monday|at three}
    what {am i|are we} doing {tonight|on sunday}
    how {long|many} {is the meeting|meetings do i have|days until my birthday}
    who is {coming to|in|at} the meeting
    {set|wake me|create|add|turn off|cancel|change|show} {an alarm|my alarm|up at six|the alarm|alarms} {for seven|tomorrow|every day|}
    {set|start|stop} {a|the} timer for {ten|twenty} minutes
    {what|how} is the weather {today|in rome|tomorrow|going to be}
    {will it|is it going to|does it} {rain|snow} {today|this week|in oslo}
    {do i need|should i take} {an umbrella|a jacket}
    {play|put on|start|shuffle|resume} {some jazz|my playlist|the radio|music|the next song|a podcast|my audiobook|rock|that song again}
    {i want to hear|i like|save|skip|pause|stop} {this song|the music|some blues|this track}
    {what|which} {song|artist|album|station} is {this|playing}
    {turn|switch} {on|off|up|down} the {lights|volume|heating|tv|fan|plug|vacuum}
    {make|set|dim|change} the {lights|room|lamp} {brighter|red|in the kitchen|lower}
    {mute|louder|quieter|volume up|be quiet|silence}
    {make|brew} {me|} {a|some} coffee
    {what|tell me|give me|any} {is the news|the news|latest headlines|news about sports|news on politics}
    {add|put|remove|delete} {milk|eggs|bread|it|this} {to|from|on} my {shopping|grocery|todo|to do} list
    {create|make|start|open|read|show|delete|what is on} {a|my|the} {new|shopping|todo} list
    {order|get me|i want} {a pizza|thai food|dinner|sushi|takeaway} {from|for} {the italian|two|tonight}
    {find|book|get|call} {me|} {a taxi|a cab|an uber|a train ticket|a flight to rome|a table for two|a hotel}
    {when|what time} does the {next|} {train|bus|shop|museum} {leave|open|close|arrive}
    how {do i get|far is it|is the traffic} {to the airport|to work|downtown}
    {what|which} time is it {in tokyo|now|}
    what {day|date} is {it|today|tomorrow|next friday}
    {who|what|where|when|how old|how tall|how big} {is|was|are} {the president|a black hole|everest|madrid|einstein|mozart born}
    {what is|calculate|how much is} {seven times eight|twenty plus four|ten percent of fifty}
    {convert|how many} {euros|dollars|miles} {to|in} {pounds|a kilometer}
    {define|what does|spell|what is the meaning of} {entropy|this word mean|rhythm}
    {translate|how do you say} {good morning|thank you} in {french|spanish}
    {tell|say} {me|} {a joke|something funny|a story|another joke}
    {how are you|who are you|thank you|good job|what can you do|you are great|good night|never mind|stop|ok}
    {what is|how is} the {stock|price|exchange rate} of {apple|gold|the dollar}
    {post|tweet|share|write} {on|to|this on} {twitter|facebook|instagram|my wall}
    {complain|send a tweet} to {the airline|the bank} about the {delay|service}
    {what's new|any notifications|what is trending} on {facebook|twitter}
    {what is|what's|give me|tell me|find|look up} {paula's|my sister's|the bank's} {number|phone number|address|email address|email|birthday}
    {add|save|create|store|put} {a new contact|paula to my contacts|this email address|this number|this email to my contacts|a new email address}
    {call|phone|ring} {paula|home|the restaurant|mom}
    {text|message|send a text to|sms} {paula|mom|my wife}
    {recommend|suggest|find|are there any|what is} {a good restaurant|a movie|a bar nearby|events near me|something to do|shows in town|a book}
    {what|which} {movies|concerts|events} are {on|happening|playing} {tonight|in town|this weekend|nearby}
    {how do i|how to|give me a recipe|how long to} {cook rice|make pancakes|for soup|boil an egg}
    {play|start|open|let's play} {chess|a game|a quiz|tetris}
    {continue|read|open|stop} {my book|the audiobook|chapter three|reading}
    {delete|archive|remove|mark} {the|this|all|my} {email|emails|mail|message|messages} {from paula|as read|}
    {unsubscribe|block|filter} {from|} {that newsletter|this sender|spam}
    change my {email|mail} {password|signature|address}
    {delete|remove|add|rename} {the|my|a} {file|folder|document|photo|list|item|contact}
    {how do|how can|can|could} {i|one|you} {send|write} {an email|emails|a mail} {with relay|at all|to many people|}
    {what is|explain|what does} {a webhook|an api|an inbox|email}
    {i like|i hate|i am|she is|he was|it is} {cats|mondays|tired|late|sick|hungry}
    {open|close|start|launch} {the app|the door|the browser|settings|the garage}
    {charge|find} my phone
    {is|are} {the store|the shops|the pharmacy} {open|closed} {today|now|on sunday}
    {did|have} i {send|sent|write|reply to} {the|that|an} {email|mail}
    {set|change|update} {the|my} {temperature|language|location|time zone|wallpaper}
    {vacuum|clean} the {floor|house|hall}
    remind me what {i said|is on the list|my plans are|the meeting is about}
    {what|which} reminders {do i have|are set}
    {rate|like|dislike|thumbs up} this {song|movie}
    {find|search|google|look for} {pictures of cats|a hotel in rome|cheap flights|the nearest station}
    {tell me about|describe|who won} {the match|the war|greece|the election}
    {meetings|events|appointments|schedule|calendar|agenda|plans|reminders} {for|on|of} {today|tomorrow|this week|friday|the month}
    {what's|what is|what are|tell me|give me|i want to know|let me know} my {schedule|agenda|plans|appointments|next event|meetings|upcoming events} {for today|like|tomorrow|}
    {is there|are there|do i have|was there} {a|an|any|anything} {meeting|event|appointment|scheduled|planned|going on} {today|on friday|with paula|this month}
    {check|open|look at|show|pull up|see|read} my {calendar|schedule|agenda|reminders|events} {for friday|today|}
    {delete|remove|cancel|clear|erase|get rid of} {the|my|that|next|every} {event|reminder|meeting|appointment|entry} {on|for|with|from|} {my calendar|friday|paula|}
    {start|turn on|switch on|run|prepare} {the|my} {coffee|coffee machine|coffee maker|espresso|vacuum|robot}
    {coffee|espresso|latte} {please|now|at seven}
    {i want|i need|get me} {a|some} {coffee|taxi|song|recipe|ticket|new phone}
    {i have|i've got} {a headache|a dog|two brothers|no idea|a question|nothing to do}
    {i need|i want} to {relax|know more|wake up at six|listen to music|eat|go home}
    {add|save|store|put|create|set} {paula|a contact|new contact|jonas|this} {as a contact|in my contacts|to my contacts|to contacts|with email|email address}
    {what|whats|what's} {email|email address|mail} {does paula have|is paula using|do i have for paula}
    {when|where|who} {did|was|is} {i|my|the} {last|next} {meeting|event|visit} {with paula|}
    {add|put|remove|write} {an item|tomatoes|cheese|task|call paula} {on|to|from|into} {my|the|a} {list|to do list|shopping list|groceries}
    {what|which} {day|date|time} {does|is|was|will} {the|my} {game|easter|new year|party|show} {start|be|on|}
    {how|what} {do|should|can} i {make|wear|cook|do} {today|tonight|for dinner|pasta}
    {set|change|make} {the|my} {alarm|clock|ringtone|wake up time|temperature|lights} {for|to} {seven|the morning|blue}
    {play|start|open} {the|a|my} {game|quiz|movie|show|playlist|video|episode} {with me|now|}`),
};

/** Every phrase, with its alternatives written out; at most 24 of one line, spread evenly. */
export function* seeds(): Generator<[phrase: string, label: Label]> {
  for (const label of Object.keys(PHRASES) as Label[])
    for (const line of PHRASES[label]) {
      const all = expanded(line);
      const step = Math.max(1, all.length / 24);
      for (let index = 0; index < all.length; index += step) yield [all[Math.floor(index)]!, label];
    }
}

function expanded(line: string): string[] {
  const [, before, options, after] = /^(.*?)\{([^}]*)\}(.*)$/.exec(line) ?? [];
  if (options === undefined) return [line.replaceAll(/\s+/g, ' ').trim()];
  return options.split('|').flatMap((option) => expanded(`${before}${option}${after}`));
}
