# Inschrijven.
announcements-subscribe-title = Blijf op de hoogte
announcements-subscribe-lead = Laat je adres achter en we schrijven je over het programma van komende bijeenkomsten. Verder niets.
announcements-subscribe = Hou me op de hoogte
announcements-subscribe-stale = Deze pagina stond lang open, of is gewijzigd. Wat je intikte, staat er nog: verstuur het opnieuw.
announcements-email = Je e-mailadres
announcements-email-hint = Je krijgt eerst één mail, om zeker te zijn dat jij het bent.
announcements-language = Taal
announcements-language-change = Wijzig de taal
announcements-privacy-title = Wat er met je adres gebeurt
announcements-privacy = We gebruiken het alleen voor aankondigingen. Het wordt nooit aan een verhaal gekoppeld. Uitschrijven kan met één klik, en dan wissen we je adres. Alleen een vingerafdruk ervan blijft nog ongeveer een maand, zodat niemand je kan overspoelen.
announcements-subscribed-title = Kijk in je mailbox
announcements-subscribed-lead = Als dit adres onze mail kan krijgen, is er een bericht onderweg. Klik op de link erin en het is geregeld.
announcements-subscribed-help = Na tien minuten nog niets? Kijk in je spammap. Om niemand te overspoelen schrijven we minder vaak naar een adres naarmate het vaker wordt ingetikt: probeer het later opnieuw, of morgen.
announcements-subscribed-known = Was je al ingeschreven? Dan verandert er niets. Met de link onderaan elke mail van ons kun je een andere taal kiezen of je uitschrijven.
announcements-to-home = Terug naar de startpagina
announcements-subscription-title = Je inschrijving
announcements-unconfirmed-title = Zullen we je op de hoogte houden?
announcements-unconfirmed-lead = Iemand vroeg op dit adres om aankondigingen van { $organisation }. Was jij dat?
announcements-confirm = Ja, hou me op de hoogte
announcements-erase = Nee, wis mijn adres
announcements-confirmed-title = Je bent ingeschreven
announcements-confirmed-lead = Je krijgt een mail als { $organisation } een programma aankondigt.
announcements-unsubscribe = Schrijf me uit
announcements-unsubscribed-title = Je bent uitgeschreven
announcements-unsubscribed-lead = Je adres is gewist. Je krijgt geen mail meer van ons.
announcements-subscribe-again = Toch weer? Schrijf je opnieuw in

# Wat er aangekondigd is.
announcements-archive-title = Aankondigingen
announcements-archive-lead = Wat we schreven aan iedereen die op de hoogte wil blijven.
announcements-archive-empty = Nog niets aangekondigd
announcements-archive-empty-text = Schrijf je in, dan weet je het als eerste.
announcements-to-agenda = Bekijk het programma

# Aankondigingen schrijven.
announcements-list-title = Aankondigingen
announcements-list-lead = Laat abonnees weten dat er een programma is: schrijf, stuur jezelf een test, verstuur.
announcements-about = Welk programma
announcements-date = Dag
announcements-status = Status
announcements-version = versie { $n }
announcements-new-title = Een nieuwe aankondiging
announcements-new-lead = Kies een programma. We zetten in elke taal een tekst klaar; jij maakt er je eigen tekst van.
announcements-new = Schrijf een aankondiging
announcements-no-release = Er is geen programma van een komende bijeenkomst vrijgegeven
announcements-no-release-text = Geef eerst een programma vrij. Dan kun je erover schrijven.
announcements-status-draft = ontwerp
announcements-status-running = onderweg
announcements-status-paused = gepauzeerd
announcements-status-finished = verstuurd
announcements-status-cancelled = stopgezet
announcements-draft-lead = Niemand krijgt iets tot je op een aparte pagina bevestigt. Elke knop bewaart wat je typte.
announcements-texts-title = 1. Schrijven
announcements-texts-lead = Deze woorden tussen haakjes vullen we voor je in:
announcements-subject = Onderwerp
announcements-body = Tekst
announcements-preview = Bekijk de mail ({ $language })
announcements-save = Bewaar de teksten
announcements-test = test
announcements-test-title = 2. Jezelf een test sturen
announcements-test-lead = Je teksten worden bewaard en de mail gaat naar { $email }, zoals de meeste abonnees hem krijgen.
announcements-send-test = Stuur me een test
announcements-confirm-title = 3. Versturen
announcements-recipients = { $n ->
    [one] Eén persoon krijgt deze mail.
   *[other] { $n } mensen krijgen deze mail.
}
announcements-confirm-help = Het versturen begint meteen. Je kunt pauzeren, maar wat weg is, kun je niet terugnemen.
announcements-send = { $n ->
    [one] Verstuur naar één persoon
   *[other] Verstuur naar { $n } mensen
}
announcements-nobody = Er zijn nog geen abonnees. Deel de pagina waar mensen hun adres kunnen achterlaten.
announcements-texts-added = Onder je tekst zetten we titel, dag, tijd, plaats en het programma, en wat er veranderd is voor wie al een eerder programma kreeg.
announcements-confirm-lead = Je ziet elke mail zoals de abonnees hem krijgen, en hoeveel mensen hem krijgen. Er vertrekt niets voor je daar bevestigt.
announcements-to-confirmation = Bekijk alles nog een keer
announcements-confirmation-title = Dit versturen?
announcements-confirmation-lead = Precies dit wordt verstuurd.
announcements-to-draft = Terug naar het ontwerp
announcements-group-new = { $n ->
    [one] Eén persoon hoort voor het eerst van deze bijeenkomst
   *[other] { $n } mensen horen voor het eerst van deze bijeenkomst
}
announcements-group-older = { $n ->
    [one] Eén persoon kreeg al een mail over versie { $version }
   *[other] { $n } mensen kregen al een mail over versie { $version }
}
announcements-group-same = { $n ->
    [one] Eén persoon kreeg al een mail over deze versie
   *[other] { $n } mensen kregen al een mail over deze versie
}
announcements-other-mail-title = Er is intussen iets veranderd
announcements-other-mail = Een tekst, het programma of het aantal mensen is niet meer wat je zag. Er is niets verstuurd: zo is het nu.
announcements-other-texts = Iemand anders bewaarde intussen andere teksten. Die van jou staan in de velden, die van de ander eronder. Bewaar nog een keer om die van jou te houden.
announcements-theirs = Intussen bewaard door iemand anders
announcements-refused-title = Dit kan niet meer verstuurd worden
announcements-refused-over = De bijeenkomst is voorbij.
announcements-cancel-draft = Gooi dit ontwerp weg
announcements-progress-title = Hoever het staat
announcements-progress-again = Kijk opnieuw
announcements-progress-all = Ontvangers
announcements-progress-sent = Verstuurd
announcements-progress-pending = In de wachtrij
announcements-progress-in-hand = Bezig
announcements-progress-uncertain = Onzeker
announcements-progress-flagged = Misschien twee keer verstuurd
announcements-progress-failed = Niet te bezorgen
announcements-progress-skipped = Intussen uitgeschreven
announcements-progress-nobody = De aankondiging is naar niemand verstuurd.
announcements-uncertain-title = Sommige mails zijn onzeker
announcements-uncertain = De verbinding viel weg net toen de mailserver moest antwoorden. De mail is dus misschien aangekomen, misschien niet. Na een half uur sturen we hem nog één keer; de meeste mailprogramma’s tonen er maar één.
announcements-failed-title = Sommige mails zijn niet te bezorgen
announcements-failed = De mailserver van deze mensen weigerde, of zei twee dagen lang ‘later’. De anderen merken er niets van.
announcements-pause = Pauzeer
announcements-resume = Ga door
announcements-cancel = Stop voorgoed
announcements-said = Wat erin staat
announcements-news-agenda = Het programma staat klaar
announcements-news-changed = Het programma is veranderd
announcements-news-reminder = Een herinnering
announcements-default-subject = [news]: [title]
announcements-default-body =
    Dag,

    {"["}news]. Alles staat hieronder.

    Mensen vertellen wat er misging en wat ze ervan leerden. Jij hoeft alleen te luisteren, en lachen mag.

    Tot dan!

# Abonnees.
announcements-subscribers-title = Abonnees
announcements-subscribers-lead = Wie van je wil horen. We schrijven pas naar een adres als de eigenaar ja heeft gezegd.
announcements-subscriber-confirmed = ingeschreven
announcements-subscriber-unconfirmed = heeft nog niet bevestigd
announcements-subscriber-unsubscribed = uitgeschreven, gewist
announcements-since = Sinds
announcements-subscribers-empty = Nog geen abonnees
announcements-subscribers-empty-text = Zet de link naar de inschrijfpagina in je nieuwsbrief, of op een affiche in de keuken.

# Mails.
announcements-confirmation-mail-subject = { $organisation }: zullen we je op de hoogte houden?
announcements-confirmation-mail-lead = Iemand, hopelijk jij, vroeg op dit adres om aankondigingen van { $organisation }.
announcements-confirmation-mail-button = Ja, hou me op de hoogte
announcements-confirmation-mail-end = Was jij het niet? Doe dan niets: je hoort niets meer van ons.
announcements-mail-changes = Wat er veranderd is
announcements-mail-slots = Programma
announcements-mail-agenda = Bekijk het programma
announcements-mail-why = Je krijgt deze mail omdat je { $organisation } vroeg om je op de hoogte te houden.

announcements-done-drafted = Je ontwerp staat klaar. Er is nog niets verstuurd.
announcements-done-tested = Er is een test naar jou onderweg.
announcements-done-begun = Het versturen is begonnen.
announcements-done-paused = Gepauzeerd. Er vertrekt niets meer tot je doorgaat.
announcements-done-resumed = Het versturen gaat door.
announcements-done-cancelled = Voorgoed stopgezet.
announcements-stories = nieuwe verhalen in de bibliotheek
announcements-new-stories = { $n ->
    [0] geen nieuw verhaal in de bibliotheek
    [one] één nieuw verhaal in de bibliotheek
   *[other] { $n } nieuwe verhalen in de bibliotheek
}
announcements-mail-house = De link opent de pagina’s voor collega’s in deze browser. Geef hem niet door aan anderen. Ben je geen collega (meer)? Schrijf je dan hieronder uit.
announcements-subscribe-house = Deze lijst is voor collega’s. Gebruik je werkadres, of open eerst de pagina’s met de lezerslink of de code op de affiche.
announcements-subscribe-door = Open de deur voor lezers
announcements-subscribe-outside = Deze lijst is voor collega’s, en dit kennen we niet als werkadres. Open eerst de pagina’s voor collega’s: de code op de affiche volstaat.
