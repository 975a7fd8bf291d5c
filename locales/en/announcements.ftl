# Subscribing.
announcements-subscribe-title = Hear about the next event
announcements-subscribe-lead = Leave your address and we write to you about the agendas of coming events. Nothing else.
announcements-subscribe = Keep me posted
announcements-subscribe-stale = This page was open for a long time, or was changed. What you typed is all here: please send it again.
announcements-email = Your e-mail address
announcements-email-hint = You get one e-mail first, to check that it is really you.
announcements-language = Language
announcements-language-change = Change the language
announcements-privacy-title = What happens to your address
announcements-privacy = It is used for announcements and nothing else. It is never linked to a story. You can unsubscribe with one click, and then we erase the address. Only a fingerprint of it stays, for about a month, so that nobody can flood you.
announcements-subscribed-title = Check your inbox
announcements-subscribed-lead = If this address can get our e-mails, one is on its way. Click the link in it and you are done.
announcements-subscribed-help = Nothing there after ten minutes? Look in your spam folder. So that nobody is flooded, we write to an address less often each time it is typed in: try again later, or tomorrow.
announcements-subscribed-known = On the list already? Then nothing changes. The link at the end of each of our e-mails lets you choose another language or unsubscribe.
announcements-to-home = Back to the home page
announcements-subscription-title = Your subscription
announcements-unconfirmed-title = Shall we keep you posted?
announcements-unconfirmed-lead = Somebody asked for announcements of { $organisation } at this address. Was that you?
announcements-confirm = Yes, keep me posted
announcements-erase = No, erase my address
announcements-confirmed-title = You are on the list
announcements-confirmed-lead = You get an e-mail when { $organisation } announces an agenda.
announcements-unsubscribe = Unsubscribe
announcements-unsubscribed-title = You are off the list
announcements-unsubscribed-lead = Your address is erased. You get no more e-mails from us.
announcements-subscribe-again = Changed your mind? Subscribe again

# What was announced.
announcements-archive-title = Announcements
announcements-archive-lead = What we wrote to everybody who wants to be kept posted.
announcements-archive-empty = Nothing announced yet
announcements-archive-empty-text = Subscribe, and you are the first to know.
announcements-to-agenda = See the agenda

# Writing announcements.
announcements-list-title = Announcements
announcements-list-lead = Tell subscribers about an agenda: write, send yourself a test, send.
announcements-about = Which agenda
announcements-date = Day
announcements-status = State
announcements-version = version { $n }
announcements-new-title = A new announcement
announcements-new-lead = Pick an agenda. We put a text ready in every language; you make it yours.
announcements-new = Write it
announcements-no-release = No agenda of a coming event is out
announcements-no-release-text = Release an agenda first. Then you can tell people about it.
announcements-status-draft = draft
announcements-status-running = on its way
announcements-status-paused = paused
announcements-status-finished = sent
announcements-status-cancelled = cancelled
announcements-draft-lead = Nobody gets anything until you confirm on a separate page. Each button saves what you typed.
announcements-texts-title = 1. Write
announcements-texts-lead = We fill in these words in brackets for you:
announcements-subject = Subject
announcements-body = Text
announcements-preview = Look at the e-mail ({ $language })
announcements-save = Save the texts
announcements-test = test
announcements-test-title = 2. Send yourself a test
announcements-test-lead = Your texts are saved, and the e-mail goes to { $email }, as most subscribers will get it.
announcements-send-test = Send me a test
announcements-confirm-title = 3. Send
announcements-recipients = { $n ->
    [one] One person gets this e-mail.
   *[other] { $n } people get this e-mail.
}
announcements-confirm-help = Sending starts at once. You can pause it, but what has been sent cannot be taken back.
announcements-send = { $n ->
    [one] Send to one person
   *[other] Send to { $n } people
}
announcements-nobody = Nobody is subscribed yet. Share the page where people can leave their address.
announcements-texts-added = We add title, day, time, place and the agenda below your text, and what has changed for those who know an earlier one.
announcements-confirm-lead = You see every e-mail as its readers get it, and how many people get it. Nothing leaves before you confirm there.
announcements-to-confirmation = Look at everything once more
announcements-confirmation-title = Send this?
announcements-confirmation-lead = Exactly this goes out.
announcements-to-draft = Back to the draft
announcements-group-new = { $n ->
    [one] One person hears about this event for the first time
   *[other] { $n } people hear about this event for the first time
}
announcements-group-older = { $n ->
    [one] One person already got an e-mail about version { $version }
   *[other] { $n } people already got an e-mail about version { $version }
}
announcements-group-same = { $n ->
    [one] One person already got an e-mail about this version
   *[other] { $n } people already got an e-mail about this version
}
announcements-other-mail-title = Something has changed in the meantime
announcements-other-mail = A text, the agenda or the number of people is no longer what you saw. Nothing was sent: this is how it is now.
announcements-other-texts = Somebody else saved other texts in the meantime. Yours are in the fields, theirs are under each of them. Save once more to keep yours.
announcements-theirs = Saved by somebody else in the meantime
announcements-refused-title = This can no longer be sent
announcements-refused-over = The event is over.
announcements-cancel-draft = Throw this draft away
announcements-progress-title = How far it has got
announcements-progress-again = Refresh
announcements-progress-all = Recipients
announcements-progress-sent = Sent
announcements-progress-pending = Waiting
announcements-progress-in-hand = Being sent
announcements-progress-uncertain = Uncertain
announcements-progress-flagged = Perhaps sent twice
announcements-progress-failed = Not deliverable
announcements-progress-skipped = Unsubscribed in the meantime
announcements-progress-nobody = It was sent to nobody.
announcements-uncertain-title = Some e-mails are uncertain
announcements-uncertain = The connection broke just as the mail server was about to answer, so the e-mail may or may not have arrived. We send it once more after half an hour; most mail programs show only one of the two.
announcements-failed-title = Some e-mails cannot be delivered
announcements-failed = The mail server of these people refused, or kept saying “later” for two days. The others are not affected.
announcements-pause = Pause
announcements-resume = Go on
announcements-cancel = Cancel for good
announcements-said = What it says
announcements-news-agenda = The agenda is out
announcements-news-changed = The agenda has changed
announcements-news-reminder = A reminder
announcements-default-subject = [news]: [title]
announcements-default-body =
    Hello,

    {"["}news]. All of it is below.

    People tell what went wrong and what they learned from it. You only have to listen, and you may laugh.

    Until then!

# Subscribers.
announcements-subscribers-title = Subscribers
announcements-subscribers-lead = The people who want to hear from you. We only write to an address once its owner has agreed.
announcements-subscriber-confirmed = subscribed
announcements-subscriber-unconfirmed = has not agreed yet
announcements-subscriber-unsubscribed = unsubscribed, erased
announcements-since = Since
announcements-subscribers-empty = No subscribers yet
announcements-subscribers-empty-text = Put the link to the subscription page in your newsletter, or on a poster in the kitchen.

# Mails.
announcements-confirmation-mail-subject = { $organisation }: shall we keep you posted?
announcements-confirmation-mail-lead = Somebody, hopefully you, asked for announcements of { $organisation } at this address.
announcements-confirmation-mail-button = Yes, keep me posted
announcements-confirmation-mail-end = If this was not you, do nothing: you will not hear from us again.
announcements-mail-changes = What has changed
announcements-mail-slots = Agenda
announcements-mail-agenda = See the agenda
announcements-mail-why = You get this e-mail because you asked { $organisation } to keep you posted.

announcements-done-drafted = Your draft is ready. Nothing has been sent yet.
announcements-done-tested = A test is on its way to you.
announcements-done-begun = Sending has begun.
announcements-done-paused = Paused. Nothing more is sent until you go on.
announcements-done-resumed = Sending goes on.
announcements-done-cancelled = Cancelled for good.
announcements-stories = new stories in the library
announcements-new-stories = { $n ->
    [0] no new story in the library
    [one] one new story in the library
   *[other] { $n } new stories in the library
}
announcements-mail-house = The link opens the pages for colleagues in this browser. Please do not pass it on outside. No longer a colleague? Then please unsubscribe below.
announcements-subscribe-house = This list is for colleagues. Use your work address, or open the pages with the readers’ link or the poster code first.
announcements-subscribe-door = Open the readers’ door
announcements-subscribe-outside = This list is for colleagues, and we do not know this as a work address. Open the pages for colleagues first: the code on the poster is enough.
