# The readers' door.
readers-door-title = For colleagues
readers-door-lead = What is told at { $organisation } is for those who work there. Type in the code on the poster once, and this browser lets you read.
readers-code = Poster code
readers-code-hint = On the poster and the intranet: the same for everybody.
readers-open = Open
readers-wrong-code = This is not the poster code of this round. It changes with every call for stories: please look at the newest poster.
readers-old-title = This link has been replaced
readers-old = The new one is in the newest announcement, on the poster and on the intranet. The code on the newest poster opens this page as well.
readers-unknown-title = This link does not open anything
readers-unknown = Perhaps part of it was lost on the way. Please copy all of it, or type in the code on the poster.
readers-shut-title = Closed for now
readers-shut = An administrator has ended the link for readers, and nothing opens these pages at the moment. Ask whoever sent you the link for a new one.
readers-demo-title = This is a demonstration
readers-demo = So you may come in: the code on the poster is { $code }.
readers-demo-open = Let me in
readers-privacy-title = What we learn about you
readers-privacy = Nothing. All readers have the same key, so it shows that you belong here and not who you are. Your browser keeps it for pages to read; the pages where people tell a story never get it.
