# The days on which stories are told.
events-title = Events
events-lead = A room, a few chairs, and people who say what went wrong. Everybody is welcome to listen.
events-coming = Coming up
events-past = Earlier
events-none-title = No new event announced yet
events-none-text = It all starts with a story. Yours, perhaps?
events-is-past = This event is over. Thank you to everybody who told something.
events-when = When
events-where = Where
events-from-afar = Join remotely
events-from-to = { $from }–{ $to }
events-from-to-later = { $from } – { $date }, { $to }
events-zone = (time zone { $zone })
events-date-and-time = { $date }, { $time }
events-in-language = { $language ->
    [nl] This agenda is in Dutch.
    [fr] This agenda is in French.
   *[en] This agenda is in English.
}
events-agenda = Agenda
events-agenda-later = The agenda is still being made. The date and the place are settled.
events-minutes = { $n } min
events-to-calendar = Put it in my calendar
events-version = Version { $n }
events-not-released = Not released yet
events-released-at = Released on { $at }
events-changes-since = New since the version before:
events-changes-all = All changes
events-changes-title = What has changed
events-changes-lead = Every version of the agenda, newest first.
events-back-agenda = Back to the agenda
events-json = Agenda as data (JSON)
events-first-release = The first version.
events-no-changes-left = Nothing to show: what changed is no longer told.

events-change-title = It was called “{ $from }”; it is now called “{ $to }”.
events-change-intro = The text about the day is new.
events-change-translation = { $language ->
    [nl] The title or the text in Dutch is new.
    [fr] The title or the text in French is new.
   *[en] The title or the text in English is new.
}
events-change-starts = It starts on { $to }, not on { $from }.
events-change-minutes = It lasts { $to } minutes instead of { $from }.
events-change-time-zone = All times are now those of { $to }, no longer of { $from }.
events-change-place = The place is now { $to }, no longer { $from }.
events-change-link = The address to join remotely is now { $to }.
events-change-link-gone = You can no longer join remotely.
events-change-added = New, at { $time }.
events-change-removed = No longer on the agenda.
events-change-moved = Now at { $to } instead of { $from }.
events-change-resized = Now { $to } minutes instead of { $from }.

events-desk-lead = Pick a date, add stories, and release the agenda when it is ready. Until then it stays behind the scenes.
events-desk-lead-read = All events, and how far each one is. Organisers prepare them.
events-desk-none-title = No event yet
events-desk-none-text = Pick a date first: an hour, a room and two stories are enough to start with.
events-new = New event
events-edit = Change the date, place or text
events-form-lead = People see a change only when you release the agenda.
events-field-title = Title
events-field-title-example = The Friday fuck-ups
events-field-intro = What is it about?
events-field-intro-hint = One or two sentences are enough.
events-field-date-label = Date
events-field-time-label = It starts at
events-field-minutes-label = Minutes
events-field-time-zone-label = Time zone
events-field-time-zone-hint = The one of the place where you meet.
events-field-place = Place
events-field-link-label = Address for joining remotely
events-field-link-hint = Begins with https://. Everybody who sees the agenda sees this address.
events-field-language = Language of the title and the text
events-field-language-hint = Breaks and the rest of the agenda are in it too. Stories keep their own language.
events-translations = Title and text in other languages
events-translations-lead = You can leave these out. People then see the language chosen above.
events-field-translation-main = This is now the language of the agenda: write this in the fields at the top and empty this one, or choose another language.
events-save = Save

events-field-date = Please give a date that exists, such as 2026-12-03.
events-field-date-year = Please give a year between 2020 and 2099.
events-field-time = Please give a time such as 14:30.
events-field-time-skipped = This time does not exist: the clocks go forward that night. Please choose another one.
events-field-time-twice = This time comes twice: the clocks go back that night. Please choose one before or after that hour.
events-field-time-zone = We do not know this time zone. Example: Europe/Brussels
events-field-minutes-day = Please give a whole number of minutes, from 5 to 1440.
events-field-minutes-slot = Please give a whole number of minutes, from 1 to 480.
events-field-link = Please give a full address that begins with https:// and has no name or password in it.

events-agenda-of = Agenda: { $title }
events-see-public = See what everybody sees
events-balance = { $used } of { $planned } minutes are filled.
events-balance-left = { $n ->
    [one] One minute is left.
   *[other] { $n } minutes are left.
}
events-warning-empty = Nothing is on the agenda yet. Add a story.
events-warning-overrun = { $n ->
    [one] The agenda is one minute too long. Make something shorter, or the day longer.
   *[other] The agenda is { $n } minutes too long. Make something shorter, or the day longer.
}
events-warning-unconfirmed = { $n ->
    [one] One story here cannot be told at the moment. Take it off before you release.
   *[other] { $n } stories here cannot be told at the moment. Take them off before you release.
}
events-slot-untold = A story that cannot be told
events-slot-unconfirmed = Cannot be told
events-slot-over = Past the end
events-slot-change = Change
events-slot-change-label = Change: { $title }
events-told-by-author = The author tells it
events-told-by-reader = Somebody reads it aloud
events-told-by-library = Only to be read
events-move-up = Earlier
events-move-down = Later
events-remove = Take off
events-add-title = Add to the agenda
events-add-story-title = Stories that may be told
events-add-break-title = A break
events-add-free-title = Something else
events-add-free-example = Welcome
events-add = Add
events-add-label = Add: { $title }
events-break-usual = Coffee and catching your breath
events-full = The agenda is full: there is room for 100 items.
events-no-stories = No story may be told yet. They appear here once the moderators and the author agree.
events-all-stories-on-it = All stories that may be told are on the agenda.
events-release-title = Release
events-release-lead = A release is what everybody sees, with a number and a list of changes. Later changes stay behind the scenes until the next one.
events-pending = This is what changes for everybody:
events-nothing-pending = Everybody already sees the agenda as it is here.
events-release = Release version { $n }
events-lessons = What came of it
events-by = By { $name }

events-done-released = Released. Everybody can see it now.
events-done-unchanged = Nothing has changed since the last version, so there is no new one.
events-done-unconfirmed = Not released: a story on the agenda cannot be told at the moment. Take it off first.
events-for-colleagues = A story for colleagues
events-papers = Papers for the day
events-papers-lead = The run sheet of the latest release, and a cue card for each story that is read aloud: the words its author agreed to, and no others. The audit trail says that you read them. Nobody can take back what is printed: destroy the cards after the day.
events-papers-print = Print them
events-papers-run = Run sheet
events-papers-opening = Say first: what is told here stays here, and nobody tries to guess who wrote it.
events-papers-closing = Say at the end: if a story stays with you, talk to somebody you trust. We stay here for a while.
events-papers-when = When
events-papers-what = What
events-papers-who = Who tells it
events-papers-card = Cue card
events-papers-aloud = about { $n } min aloud
events-papers-untold = { $n ->
    [one] One story on this agenda can’t be told any more: it has no cue card.
   *[other] { $n } stories on this agenda can’t be told any more: they have no cue cards.
}
events-slot-short = takes about { $n } min to read aloud
events-warning-short = { $n ->
    [one] One story takes longer to read aloud than its slot.
   *[other] { $n } stories take longer to read aloud than their slots.
}
events-warning-heavy = Heavy stories follow each other. A break or something light between them helps.
events-warning-heavy-end = The day ends with a heavy story. End with something that lets people breathe.
events-warning-no-break = { $n } minutes without a break: people listen for about 90.
