# Woorden rond elke pagina en in de bouwstenen.
site-skip = Naar de inhoud
site-nav = Hoofdmenu
site-nav-tell = Vertel
site-nav-events = Bijeenkomsten
site-nav-receipt = Mijn code
site-nav-promise = Belofte
site-desk = Achter de schermen
site-menu = Menu
site-sign-out = Afmelden
site-languages = Taal
site-motto = Vallen mag. Vertellen helpt.
site-no-traces = Geen cookies hier, en niemand die je volgt.
site-promise-link = Wat we je beloven
site-title-problem = Even nakijken:
site-problems = { $n ->
    [one] Er is nog één ding nodig
   *[other] Er zijn nog { $n } dingen nodig
}
site-problems-kept = Alles wat je schreef, staat hieronder nog.
site-form-used = Dit formulier is al verwerkt, en sindsdien heb je het gewijzigd. Wil je ook dit toevoegen, verstuur het dan nog eens.
site-optional = (mag leeg)
site-limit = Er passen { $n } tekens in.
site-left = Tekens die er nog bij kunnen:
site-over = Tekens te veel:
site-step-done = (klaar)
site-pages = Bladeren
site-pages-previous = Vorige
site-pages-next = Volgende
site-copy = Kopieer de code
site-copied = Gekopieerd. Plak hem waar alleen jij hem ziet.
site-picture = Bewaar als afbeelding
site-picture-saved = Bewaard. Sommige telefoons kopiëren afbeeldingen ook elders: bewaar ze waar alleen jij kijkt.
site-print = Print deze pagina
site-print-receipt = Print als kaartje
site-qr = De code als afbeelding
site-qr-holds = Een QR-code met de code als tekst, zonder adres.
site-receipt-where = Typ de code hier in:
site-kept-lead = Ga ervan uit dat het nog niet is aangekomen. Er is niets verloren: je tekst staat hier helemaal. Verstuur hem zo meteen opnieuw; was hij toch aangekomen, dan bewaren we hem maar één keer.
site-kept-text = Wat je schreef, deel { $n }
site-kept-again = Opnieuw versturen
site-kept-undone = Ga ervan uit dat het nog niet gebeurd is. Probeer het zo meteen opnieuw; twee keer kan geen kwaad.
site-kept-retry = Opnieuw proberen
