// Verbs that somebody is told to do something by, beyond those that Relay has an action for.

const set = (words: string): ReadonlySet<string> => new Set(words.trim().split(/\s+/));

/** Hardly anything but verbs. */
export const VERBS =
  set(`accept activate add adjust allow announce apologise apologize approve arrange ask assign attach become bring browse calculate cancel celebrate
  choose collect compare compile compose compute configure confirm congratulate connect convert correct create deactivate decide decline define delete
  deliver deploy describe dim disable disconnect discuss distribute divide eat eject empty enable enter erase examine execute explain extend fetch
  fill finish fix fold follow forget forward generate get give go grab greet hang hide identify ignore improve inform insert inspect install introduce
  invite invoke join keep learn leave lend let lie listen locate log lower make mention merge modify mute notify obtain offer organise organize paint
  participate perform ping plug postpone prepare press prevent proceed prove provide publish put quit raise react read rebase reboot recommend
  reconnect redeploy reduce refuse reject relax remember remind remove rename renew reopen repair replace reply reschedule resolve respond restart
  restore resume retrieve retweet revert revoke roll rotate save say schedule see select sell send serve shorten shut sing sit skip snooze solve speak
  spend submit subscribe subtract suggest summarise summarize take teach tell terminate thank throw tidy transfer translate tweet undo uninstall
  unlock unmute unpin unplug unsubscribe untag verify wait wake walk wear wipe withdraw write`);

/** Verbs that are as often the name of a thing. */
export const ALSO_NOUNS =
  set(`alert answer archive back begin block book broadcast build buy call change charge chat check clone comment commit compliment cook copy crash
  cut dance debug demo design dial display document download draw drink drive drop dump edit email exercise export file filter find flag flip float
  fly format google guess hack hand help hire hold host hug hunt import increase index iron issue jog joke jump kill knock label laugh launch lift
  light like limit line link list load lock look love mail map mark match measure meet message mind mix monitor move name need note number order pack
  page park pass patch pause pay phone photograph pick pin place plan play point poll post practice print project promise pull purchase push question
  queue quote race rate record refresh refund register release rent repeat report request research reserve reset rest return review reward ride ring
  run scan score scroll search set shake share ship shop shout show shuffle sign signal skate sketch ski sleep smile sort sound spell split spray
  stand star start stash stay stop store stream study swap swim switch sync tag talk target test text tie time title track train travel trigger try
  turn type update upgrade upload use vacuum view visit volunteer vote warn wash watch water wish work worry wrap zip zoom`);

/** Verbs that are as often said of how something is. */
export const ALSO_ADJECTIVES = set('clean clear close complete cool correct dry empty free open secure separate warm');
