front-welcome-title = Everybody trips. Here we talk about it.
front-welcome-lead = Pratfall is where colleagues tell each other what went wrong, and what they learned from it.
front-welcome-what = You tell a story, with or without your name. Moderators read it and blur what could give somebody away. On a fuck-up day it is told, and others need not fall over the same thing.
front-welcome-name = A pratfall is a tumble on stage. In 1966 the psychologist Elliot Aronson showed that capable people who slip up become more likeable, not less.
front-welcome-where-title = Looking for your organisation?
front-welcome-where = Go to the address your organisation gave you. It is on the poster, in the e-mail or on the intranet. We keep no public list.
front-welcome-demo-title = Have a look around
front-welcome-demo = This is a demonstration. Nothing here is real; you may try everything.
front-welcome-demo-open = Open its home page
front-welcome-demo-empty = This is a demonstration, and there is no organisation in it yet.
front-welcome-staff = Do you help behind the scenes?
front-welcome-sign-in = Sign in

front-home-title = What went wrong, and what did it teach you?
front-home-kicker = Fuck-up days at { $name }
front-home-call = We learn more from each other’s failures than from each other’s successes. Did something go wrong at work, small or large? Tell it here. You need not say who you are.
front-home-tell = Tell a story
front-home-promise = What we promise you
front-next-title = Next event
front-next-when = { $date } at { $time }
front-next-more = See what is on the agenda.
front-next-none-title = The next event starts with a story
front-next-none = Its agenda is not out yet: stories come first. Tell yours, or leave your address and we write when the agenda is there.
front-last-title = Last event
front-last-more = See what was told.
front-subscribe-title = Would you like to know what is coming?
front-subscribe-lead = We write when there is an agenda, or news about it. You can stop whenever you like.
front-subscribe = Keep me posted
front-how-title = How it works
front-how-1 = You tell
front-how-1-more = A short form, no sign-in. You get a code to come back with.
front-how-2 = It is mixed
front-how-2-more = Your story is shuffled with whatever else came in, and marked with a week and nothing more.
front-how-3 = Somebody reads
front-how-3-more = A moderator blurs what could give you or others away.
front-how-4 = It is told
front-how-4-more = By you, or read aloud by somebody else; afterwards it can be read in the library. You can withdraw it at any time.
front-safe-title = Is it safe?
front-safe = We set no cookies and note no device or time, and no name unless you give it. We say plainly what we can promise, and what we cannot.

front-promise-title = What we promise you
front-promise-lead = In plain words, with nothing in small print. What we cannot promise is here too.
front-promise-date = As it is on { $date }
front-promise-short-who = We do not know who you are: no sign-in, no cookie, no name unless you type it.
front-promise-short-named = Stories are taken with a name here: only moderators see who you are, until the agenda is released.
front-promise-short-locked = What you send is locked at once and opened later, shuffled with whatever else came in.
front-promise-short-read = Only moderators read it, and it is told when they and you agree: you choose beforehand what your silence means.
front-promise-short-code = Your code shows what becomes of it, and with it you can withdraw your story at any time.
front-promise-short-not = We cannot hide what only you could know: the facts, a way of writing or a small team can give you away.
front-promise-whole = The whole promise
front-promise-demo-title = This is a demonstration
front-promise-demo = It runs with relaxed settings: stories come out of the mix almost at once, there are few of them to hide among, and those who write without scripts need not wait before sending. Do not tell anything here that has to stay secret.
front-promise-never-title = What we never write down
front-promise-never = When you tell a story or come back for it, Pratfall does not store:
front-promise-never-who = who you are. There is no sign-in, and unless you type your name we do not know it;
front-promise-never-cookie = which device or browser you use, or its network address. There are no cookies, and nobody counts visits;
front-promise-never-when = at what time you were here. A story is marked with a week and nothing more precise;
front-promise-never-list = a list of people who tell. We never e-mail you about your story.
front-promise-road-title = What happens to your story
front-promise-road-sealed = It is locked as soon as it reaches us, in an envelope of the same size as all others. When the page says “Received”, it is on disk.
front-promise-mix-daily = Every day at { $n }, by the server’s clock, all envelopes are opened.
front-promise-mix-seconds = Here all envelopes are opened every { $n } seconds.
front-promise-mix-minutes = { $n ->
    [one] Here all envelopes are opened every minute.
   *[other] Here all envelopes are opened every { $n } minutes.
}
front-promise-mix-hours = { $n ->
    [one] Here all envelopes are opened every hour.
   *[other] Here all envelopes are opened every { $n } hours.
}
front-promise-road-mixed = Their stories are shuffled and then stored, in an order that means nothing.
front-promise-crowd = Anonymous stories come out together, { $n } or more at a time. Until there are enough, yours waits, as long as you choose: after that it comes out with fewer, or is erased unread.
front-promise-no-crowd = If yours is the only story in a mix, it comes out alone: here we do not wait until there are more.
front-promise-road-day = Until then the envelope carries its day, because every day has a lock of its own. After that only the week is left.
front-promise-road-key = The key of a day is destroyed two to three days later, once everything from that day has been opened. After that nobody can open an envelope of that day any more, not even from a copy of the database.
front-promise-road-key-backups = Only a backup of those nights still holds that key, until it is destroyed as well.
front-promise-road-rest = From then on every version of your text is stored encrypted. The keys are kept outside the database.
front-promise-road-library = Once your story comes to the library, the one text you agreed to is also stored unencrypted, so that it can be read and found. It is erased the moment you withdraw the story.
front-promise-readers-title = Who can read it
front-promise-readers = Only moderators of this organisation, until a story is accepted and its author agrees. Administrators and organisers cannot.
front-promise-readers-library = After that: everybody who reads the agenda sees its title, and everybody who reads the library sees the text you agreed to, with the lessons that came of it. If somebody reads it aloud on a day, organisers read that text once the agenda is released. Moderators may note from a short list that it is heavy, and what is in it; you see that with your code. Readers can ask you something through a moderator; you answer or you do not. A story comes to the library when its day is over or, if you chose “Only in the library”, at the next mix after your yes. What was told on a day before there was a library stays out of it.
front-promise-readers-now = { $n ->
    [0] Right now there are no moderators: nobody can read stories yet.
    [one] Right now there is one moderator.
   *[other] Right now there are { $n } moderators.
}
front-promise-readers-trail = Whenever a moderator opens a story, or an organiser its text for a day, that is written down: who, when and which story. That trail is about them, never about you.
front-promise-readers-name = Did you add your name? Then moderators see your name and address, and readers see your name once the story is on a released agenda or in the library. Nobody but moderators sees your address.
front-promise-code-title = Your code, and withdrawing
front-promise-code = Your code is the only way back. It shows where your story stands and, once it is accepted, the text as it would be told, without the words that moderators took out. Anyone who finds the code can read that, answer in your place and withdraw the story: keep it to yourself. We cannot look it up for you.
front-promise-withdraw = You can withdraw your story at any time, without a reason. It is off every page at once, and at the same moment we erase its text and the keys to it.
front-promise-taken-back = If you withdraw something, we note the day and a fingerprint of your code beside the keys for { $n } days, so that no backup brings it back.
front-promise-keep = Do you leave it with us? Nothing stays for ever. This is erased without anybody having to ask:
front-promise-keep-unreviewed = a story that nobody decides on: when nothing has happened to it for { $n } days;
front-promise-keep-declined = the text of a story that was not accepted, with all questions, answers and moderators’ notes: after { $n } days. The reason stays visible with your code;
front-promise-keep-unanswered = a story that waits for your yes: when nothing has happened to it for { $n } days;
front-promise-keep-untold = a story that may be told, on no released agenda and not in the library: when nothing has happened to it for { $n } months;
front-promise-keep-originals = once your story is on a released agenda or in the library, your own words, earlier versions, questions, answers and moderators’ notes: after { $n } days. Only the text you agreed to is left;
front-promise-keep-published = a story that was on a released agenda or is in the library: after { $n } months;
front-promise-keep-code = your code: { $n } days after the last news of your story;
front-promise-keep-trail = the trail of what moderators did: after { $n } months.
front-promise-keep-week = We know weeks, not days. So we count from the end of the week, and it can take up to a week longer. Every night the database is rewritten without what was erased.
front-promise-backups-on = Every night a backup is made: one file, locked with a key of its own that belongs on no server. Anyone who has both can open all that was in it, including envelopes that were waiting. So each is destroyed before it is { $n } days old. If one ever has to be put back, what was withdrawn since is withdrawn again, as long as our note of it was not lost as well.
front-promise-backups-off = This program makes no backups here. Whether those who run it make copies themselves, and how long they keep them, only they can tell you.
front-promise-not-title = What we cannot promise
front-promise-not = Just as important as the rest:
front-promise-not-facts = If only you knew the facts, the facts say who you are. Your way of writing can give you away too.
front-promise-not-small = Where fewer than about 25 people work, staying anonymous is hard.
front-promise-not-laptop = A work laptop or phone can record what is on its screen.
front-promise-not-network = Your network, and a server that may stand in front of this one, can see that you visited this site, and when. They do not see your text as long as the address starts with https.
front-promise-not-https = At the moment this site runs without https. Anyone listening in on the network can read along.
front-promise-not-moment = Anyone who can read the database and its log sees at which moment something came in, never what it says. Your story hides among those it comes out with. What you send later (a yes, an answer, other words) takes effect at the next mix: if nothing else came since the mix before, that moment is yours. Withdrawing a story that is out works at once, so its moment shows as well.
front-promise-not-mail = At the moment e-mails from this site, such as announcements and invitations, travel to the mail server unencrypted: anyone listening in on that network can read them. Of what you tell, they never contain more than a title on a released agenda, and the link with which readers open it.
front-promise-not-root = Somebody who rewrites the software on the server can read what comes in from then on. Somebody who has both the database and the keys can read what is stored.
front-promise-not-copies = If somebody copied the database before your text was erased, that copy still opens with our keys, until we destroy the key of the month in which your text was stored. We do that when nothing of this organisation from that month is left. Anyone who copied the keys as well can open it for ever. The text that was in the library can be read in such a copy without any key.
front-promise-not-consent = If you chose that silence means yes, we take it for a yes after 14 days or a little more. We cannot remind you: we do not know who you are.
front-promise-live = This page is made from how this site is set up right now. When that changes, the page changes with it.

front-desks-title = Where to today?
front-desks-lead = You help more than one organisation.
front-desks-none-title = You have no role yet
front-desks-none = You are signed in, but no organisation has given you a role. Ask one of its administrators to invite you.
front-desks-offer-title = { $organisation } asks you to be { $role }
front-desks-offer-administrator = You would set things up: the team, the settings, the audit trail. You would read no stories.
front-desks-offer-moderator = You would read stories before others do, make them safe to tell and decide on them.
front-desks-offer-organiser = You would plan events, put stories on agendas and announce them.
front-desks-offer-accept = Yes, I will
front-desks-offer-refuse = No, thank you
front-desk-title = Behind the scenes
front-desk-hello = Hello { $name }
front-desk-lead = This is what would help most now.
front-desk-public = See what visitors see
front-step-decide = { $n ->
    [one] One story waits for your verdict
   *[other] { $n } stories wait for your verdict
}
front-step-decide-more = { $n ->
    [one] You took it on. Somebody is curious what you make of it.
   *[other] You took them on. Their authors are curious what you make of them.
}
front-step-decide-action = Continue
front-step-read-new = { $n ->
    [one] One new story
   *[other] { $n } new stories
}
front-step-read-new-more = { $n ->
    [one] Nobody has read it yet. Take your time; make yourself a coffee first.
   *[other] Nobody has read them yet. Take your time; make yourself a coffee first.
}
front-step-read-new-action = Read
front-step-all-read = Everything has been read
front-step-all-read-more = Enjoy the quiet. Still quiet after a while? A leader’s own story usually breaks the ice.
front-step-all-read-action = Stories that are ready
front-step-plan = { $n ->
    [one] One story is ready
   *[other] { $n } stories are ready
}
front-step-plan-more = { $n ->
    [one] Give it a place on an agenda.
   *[other] Give them a place on an agenda.
}
front-step-plan-action = To the events
front-step-prepare = Prepare an event
front-step-prepare-more = Three stories and a break are enough for a fine lunch hour.
front-step-prepare-action = Events
front-step-refine = An event is coming up
front-step-refine-more = Is everything on it, the break too? Then release the agenda.
front-step-refine-action = Continue
front-step-announce = Let people know
front-step-announce-more = People who asked to be kept posted are glad to hear from you.
front-step-announce-action = Announcements
front-step-invite-moderator = Nobody can read stories yet
front-step-invite-moderator-more = Invite a moderator, ideally two: people whom others trust.
front-step-invite-moderator-action = Invite somebody
front-step-invite-organiser = Nobody prepares the events yet
front-step-invite-organiser-more = Invite an organiser. It can be you.
front-step-invite-organiser-action = Invite somebody
front-step-await-invited = { $n ->
    [one] One colleague has not signed in yet
   *[other] { $n } colleagues have not signed in yet
}
front-step-await-invited-more = { $n ->
    [one] An invitation works for seven days. Invite them again for a new link.
   *[other] Their invitations work for seven days. Invite them again for new links.
}
front-step-await-invited-action = Team
front-step-name-themes = There are no themes yet
front-step-name-themes-more = Three or four will do: planning, customers, technology…
front-step-name-themes-action = Name themes
front-step-write-call = Write the call in your own words
front-step-write-call-more = It is the first thing people read. Why are you doing this?
front-step-write-call-action = Write
front-step-all-set = Everything is set up
front-step-all-set-more = The best thing you can do now: tell a story yourself.
front-step-all-set-action = Settings
front-promise-lanes-title = How stories come in
front-promise-lanes = Right now a story can come in like this:
front-promise-lane-named = With your name and the poster code. Then the moderators know who you are.
front-promise-lane-unverified = With your name and without the poster code, { $n } stories a day at most (each server counts for itself). Anybody can type any name, so these stories are kept apart, marked “not verified”, until a moderator looks.
front-promise-lane-house = With the code from the poster or the intranet. It is the same for everybody and changes with every call for stories: it shows that you work here, not who you are.
front-promise-lane-open = Without the poster code, { $n } stories a day at most (each server counts for itself). Anybody can come in that way, so these stories are kept apart until a moderator looks, and hide only among each other.
front-promise-never-log = visits. The program logs its own troubles, never who opened which page or what was typed;
front-promise-not-quiet = At the moment the program logs more than usual. Still no texts and no visits, but more about its own work and when it did it.
front-promise-not-process = One program does everything here: it takes stories in, opens them and shows them to moderators. So it holds all keys.
front-promise-log-title = Since when this holds
front-promise-log = The promise can become stronger at any time. Once a story was told in a round, it cannot become weaker in that round. Each line below carries a number that covers all lines before it: write it down, and you can see that nobody rewrote them.
front-promise-log-since = Since { $date }
front-promise-log-first = The promise as it began.
front-promise-log-hash = Number to write down:
front-promise-log-stronger = Stronger or the same: { $n }
front-promise-log-weaker = Weaker: { $n }
front-promise-log-house-on = Stories can be sent with the poster code.
front-promise-log-house-off = Stories can no longer be sent with the poster code.
front-promise-log-open-on = Anonymous stories can also be sent without the poster code, { $n } a day at most.
front-promise-log-open-off = Anonymous stories can no longer be sent without the poster code.
front-promise-log-https-on = The site runs with https.
front-promise-log-https-off = The site runs without https.
front-promise-log-quiet-on = The program logs no more than usual.
front-promise-log-quiet-off = The program logs more than usual.
front-promise-log-lives = How long texts are kept has changed; today’s times are above.
front-promise-not-processes = Several processes share the work here: some take stories in, some open them. Each of them holds all keys.
front-home-call-named = We learn more from each other’s failures than from each other’s successes. Did something go wrong at work, small or large? Tell it here, with your name.
front-promise-people-unsaid = Nobody has said how many people can tell stories here. The fewer there are, the easier it is to guess who it was.
front-promise-people-tiny = { $n ->
    [one] One person can tell stories here. Among fewer than 10 nobody stays unknown, so only stories with a name are taken.
   *[other] { $n } people can tell stories here. Among fewer than 10 nobody stays unknown, so only stories with a name are taken.
}
front-promise-people-small = { $n } people can tell stories here: without a name, you hide among few.
front-promise-people-large = { $n } people can tell stories here.
front-promise-log-said = About this organisation: { $n }
front-promise-reach-house = Once it is told, only colleagues can read it. The pages with agendas, stories and announcements open with a link or a code that everybody in the house shares, so it does not tell us who reads. That never widens for your story: should the organisation open its pages to everybody later, yours stays with colleagues.
front-promise-reach-everybody = Once it is told, everybody can read it, colleagues and others: the pages with agendas, stories and announcements are open, and search engines may list them where the organisation asks for it. A name that you added can be read as well. While the organisation closes its pages, only colleagues can read it.
front-promise-log-readers-house = what is told from here on is for colleagues only.
front-promise-log-readers-everybody = everybody can read what is told from here on. What was told to colleagues stays with them.
front-next-closed-title = An event is coming up
front-next-closed = When, where and what is on the agenda is for colleagues: the code on the poster opens it.
front-story-title = Story of the week
front-story-more = More stories in the library
front-story-inside-title = It waits inside
front-story-inside = Stories are for colleagues here: you need the link or the code from the poster.
front-step-hidden = { $n ->
    [one] One story was hidden by a reader
   *[other] { $n } stories were hidden by readers
}
front-step-hidden-more = { $n ->
    [one] Somebody can be recognised in it, they say. Two of you decide what becomes of it.
   *[other] People can be recognised in them, they say. Two of you decide what becomes of them.
}
front-step-hidden-action = Look
front-step-questions = { $n ->
    [one] One question or answer waits
   *[other] { $n } questions or answers wait
}
front-step-questions-more = A reader asks an author something, or an author answered. Nothing goes on without you.
front-step-questions-action = Read
