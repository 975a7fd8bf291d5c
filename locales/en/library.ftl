# Stories that were told, or told to be read.
library-title = Library
library-lead = What went wrong, what it taught, and who is better off for it: everybody who reads it.
library-stories = Stories
library-by = By { $name }
library-filter-theme = What it is about
library-filter-language = Written in
library-filter-all = All
library-widen = Remove this filter
library-newer = Newer
library-older = Older
library-nothing-title = Nothing here
library-nothing-text = No story fits all of this. Fewer filters find more.
library-all = Show all stories
library-empty-title = No story yet
library-empty-text = Somebody has to go first. A leader’s own story usually breaks the ice.
library-feed = New stories as a feed (Atom)
library-feed-title = New stories at { $n }
library-week = week { $week } of { $year }
library-since = In the library since
library-told-on = Told on { $date }:
library-part-what-happened = What happened
library-part-made-sense = Why it made sense then
library-part-cost = What it cost
library-part-learned = What I learned
library-part-advice = What I would tell a colleague
library-lessons = What came of it
library-similar = Read on
library-search = Search all stories, in any language
library-search-button = Search
library-search-hint = Half a word is enough. Put words that belong together in quotation marks. A minus leaves a word out: server -invoice.
library-search-more = Filters and tips
library-search-left-out = That is too long for one search. This part was left out: “{ $rest }”.
library-search-busy = Many people are searching right now. Try again in a moment: what you typed is still here.
library-search-slow = This search took too long. A rarer word or a filter makes it faster.
library-search-order = Order
library-search-order-fit = Best first
library-search-order-week = Newest first
library-search-count = { $n ->
    [one] One story found.
   *[other] { $n } stories found.
}
library-search-count-more = More than { $n } stories found. These are the newest { $n }, best matches first.
library-search-meant = No story has “{ $typed }”. These have “{ $meant }”.
library-search-any = No story has all of these words. These have at least one.
library-search-nothing-title = Nothing found
library-search-nothing = Try another word, or fewer of them.
library-search-silent-title = Search for another word
library-search-silent = These words are in nearly every story. Type one that says what it is about.
library-search-wider = Search all stories
library-search-first = First results
library-search-next = More results
library-me-too-title = Did this happen to you too?
library-me-too = Me too
library-me-too-hint = One press, and nobody learns that it was you. How many there are is shown roughly, from the next mix on.
library-me-too-few = This happened to a few others.
library-me-too-5 = This happened to five others or more.
library-me-too-10 = This happened to ten others or more.
library-me-too-25 = This happened to twenty-five others or more.
library-after-back = Back to the story
library-after-me-too = Thank you
library-after-me-too-more = The person who told this is less alone now. Your press counts from the next mix on.
library-after-me-too-tomorrow = Enough for today
library-after-me-too-tomorrow-more = Many pressed today, so this one does not count. Press again tomorrow.
library-hide-link = Do you recognise yourself or somebody else? Hide this story
library-hide-title = Hide this story
library-hide-lead = It disappears from every page at once. You need not say who you are.
library-hide-who = Who can be recognised?
library-hide-who-me = I can
library-hide-who-somebody = Somebody else
library-hide = Hide it now
library-hide-then-title = What happens then?
library-hide-then = Two moderators look at it. It comes back only if both say that nobody can be recognised, perhaps in other words than now.
library-hide-stale = This page was open for a long time. Please press the button again.
library-after-hidden = It is hidden
library-after-hidden-more = Nobody can read it any more. Two moderators will look at it.
library-after-asked-again = A moderator looks at it
library-after-asked-again-more = This story was hidden before, and two people found that nobody can be recognised. So it stays where it is until a moderator has looked again.
library-hidings-title = Hidden stories
library-hidings-lead = Somebody said that people can be recognised in these. Read each as if you knew everybody in it; two of you decide.
library-hidings-none-title = Nothing is hidden
library-hidings-none = If a reader hides a story because somebody can be recognised, you see it here.
library-hidings-hidden = It is on no page now.
library-hidings-again = It was shown again before, so it is still there: you alone decide.
library-hidings-kept = Stays hidden
library-hidings-who-me = Somebody recognises themselves.
library-hidings-who-somebody = Somebody recognises somebody else.
library-hidings-given-show = { $n ->
    [0] Nobody says yet that it can be shown.
    [one] One person says that it can be shown.
   *[other] { $n } people say that it can be shown.
}
library-hidings-given-keep = { $n ->
    [0] Nobody says yet that it should stay hidden.
    [one] One person says that it should stay hidden.
   *[other] { $n } people say that it should stay hidden.
}
library-hidings-mine-show = You would show it.
library-hidings-mine-keep = You would keep it hidden.
library-hidings-show = Show it again
library-hidings-keep = Keep it hidden
library-done-verdict = Noted. A second person decides with you.
library-done-shown = It may be read again. It is back on agendas now, and in the library from the next mix on.
library-done-kept = It stays hidden.
library-packs = Reading packs
library-pack-empty = The stories of this pack cannot be read any more.
library-packs-title = Reading packs
library-packs-lead = A few stories in an order, with an introduction: for somebody’s first weeks, or before a first team.
library-pack = Reading pack
library-pack-new = Make a pack
library-pack-make = Make it
library-pack-title = Title
library-pack-intro = Introduction
library-pack-shown = Show it in the library
library-pack-is-shown = In the library
library-pack-is-not-shown = Not shown yet
library-pack-save = Save
library-pack-stories = Stories, in the order of reading
library-pack-none = No story yet.
library-pack-absent = This story cannot be read at present.
library-pack-up = Move up
library-pack-take-out = Take out
library-pack-add-which = A story of the library
library-pack-add = Add it
library-pack-remove = Remove this pack
