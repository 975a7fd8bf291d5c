# The words around every page and in the components.
site-skip = Skip to content
site-nav = Main menu
site-nav-tell = Tell a story
site-nav-events = Events
site-nav-receipt = My code
site-nav-promise = Promise
site-desk = Behind the scenes
site-menu = Menu
site-sign-out = Sign out
site-languages = Language
site-motto = Falling happens. Telling helps.
site-no-traces = No cookies here, and nobody is following you.
site-promise-link = What we promise you
site-title-problem = Please check:
site-problems = { $n ->
    [one] One more thing is needed
   *[other] { $n } more things are needed
}
site-problems-kept = Everything you wrote is still here, below.
site-form-used = This form has made something already, and you have changed it since. To add this as well, send it once more.
site-optional = (optional)
site-limit = Room for { $n } characters.
site-left = Characters left:
site-over = Characters too many:
site-step-done = (done)
site-pages = Browse pages
site-pages-previous = Previous
site-pages-next = Next
site-copy = Copy the code
site-copied = Copied. Paste it somewhere only you can see.
site-picture = Save as picture
site-picture-saved = Saved. Some phones copy pictures elsewhere: keep it where only you look.
site-print = Print this page
site-print-receipt = Print as a card
site-qr = The code as a picture
site-qr-holds = A QR code that holds the receipt code as text, and no address.
site-receipt-where = Type the code in here:
site-kept-lead = Take it as not arrived yet. Nothing is lost: your text is all here. Please send it again in a moment; should it have arrived after all, it is stored only once.
site-kept-text = What you wrote, part { $n }
site-kept-again = Send it again
site-kept-undone = Take it as not done yet. Try again in a moment; doing it twice does no harm.
site-kept-retry = Try again
