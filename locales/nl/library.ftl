# Verhalen die verteld werden, of die om te lezen zijn.
library-title = Bibliotheek
library-lead = Wat er misliep, wat het leerde, en wie er iets aan heeft: iedereen die het leest.
library-stories = Verhalen
library-by = Door { $name }
library-filter-theme = Waarover het gaat
library-filter-language = Geschreven in
library-filter-all = Alle
library-widen = Niet alleen dit
library-newer = Nieuwer
library-older = Ouder
library-nothing-title = Hier staat niets
library-nothing-text = Geen verhaal past bij dit alles. Met minder filters vind je meer.
library-all = Toon alle verhalen
library-empty-title = Nog geen verhaal
library-empty-text = Iemand moet de eerste zijn. Een verhaal van een leidinggevende breekt meestal het ijs.
library-feed = Nieuwe verhalen als feed (Atom)
library-feed-title = Nieuwe verhalen bij { $n }
library-week = week { $week } van { $year }
library-since = In de bibliotheek sinds
library-told-on = Verteld op { $date }:
library-part-what-happened = Wat er gebeurde
library-part-made-sense = Waarom het toen logisch leek
library-part-cost = Wat het kostte
library-part-learned = Wat ik leerde
library-part-advice = Wat ik een collega zou zeggen
library-lessons = Wat ervan kwam
library-similar = Lees verder
library-search = Zoek in de verhalen, in elke taal
library-search-button = Zoek
library-search-hint = Een half woord is genoeg. ‘Woorden tussen aanhalingstekens’ blijven samen; een minteken sluit uit: server -factuur.
library-search-order = Volgorde
library-search-order-fit = Beste eerst
library-search-order-week = Nieuwste eerst
library-search-count = { $n ->
    [one] Er past één verhaal.
   *[other] Er passen { $n } verhalen.
}
library-search-count-more = Er passen meer dan { $n } verhalen. Hier staan de { $n } nieuwste, de beste eerst.
library-search-meant = In geen enkel verhaal staat ‘{ $typed }’. In deze staat ‘{ $meant }’.
library-search-any = Geen verhaal heeft dit allemaal. Deze hebben er iets van.
library-search-nothing-title = Niets gevonden
library-search-nothing = Probeer een ander woord, of minder woorden.
library-search-silent-title = Nog niets om te zoeken
library-search-silent = Deze woorden staan in bijna elk verhaal. Typ er een dat zegt waarover het gaat.
library-search-wider = Zoek in alle verhalen
library-search-first = Eerste resultaten
library-search-next = Meer resultaten
library-me-too-title = Overkwam dit jou ook?
library-me-too = Mij ook
library-me-too-hint = Eén druk op de knop, en niemand komt te weten dat jij het was. Met hoeveel jullie zijn, staat er ongeveer bij, vanaf de volgende mix.
library-me-too-few = Dit overkwam enkele anderen.
library-me-too-5 = Dit overkwam vijf anderen of meer.
library-me-too-10 = Dit overkwam tien anderen of meer.
library-me-too-25 = Dit overkwam vijfentwintig anderen of meer.
library-after-back = Terug naar het verhaal
library-after-me-too = Dank je wel
library-after-me-too-more = Wie dit vertelde, is nu minder alleen. Jij telt mee vanaf de volgende mix.
library-after-me-too-tomorrow = Genoeg voor vandaag
library-after-me-too-tomorrow-more = Er drukten vandaag al veel mensen op de knop, dus deze keer telt niet mee. Druk er morgen nog eens op.
library-hide-link = Herken je jezelf of iemand anders? Verberg dit verhaal
library-hide-title = Verberg dit verhaal
library-hide-lead = Het verdwijnt meteen van elke pagina. Je hoeft niet te zeggen wie je bent.
library-hide-who = Wie is herkenbaar?
library-hide-who-me = Ikzelf
library-hide-who-somebody = Iemand anders
library-hide = Verberg het nu
library-hide-then-title = Wat gebeurt er dan?
library-hide-then = Twee moderatoren bekijken het. Het komt alleen terug als ze allebei vinden dat niemand herkenbaar is, misschien in andere woorden dan nu.
library-hide-stale = Deze pagina stond lang open. Druk nog eens op de knop.
library-after-hidden = Het is verborgen
library-after-hidden-more = Niemand kan het nog lezen. Twee moderatoren bekijken het.
library-after-asked-again = Een moderator bekijkt het
library-after-asked-again-more = Dit verhaal was al eens verborgen, en twee mensen vonden dat niemand herkenbaar is. Daarom blijft het staan tot een moderator opnieuw gekeken heeft.
library-hidings-title = Verborgen verhalen
library-hidings-lead = Iemand zei dat hierin mensen herkenbaar zijn. Lees elk verhaal alsof je iedereen erin kent; jullie beslissen met twee.
library-hidings-none-title = Er is niets verborgen
library-hidings-none = Verbergt een lezer een verhaal omdat iemand herkenbaar is, dan zie je het hier.
library-hidings-hidden = Het staat nu op geen enkele pagina.
library-hidings-again = Het werd al eens opnieuw getoond en staat er dus nog: jij beslist alleen.
library-hidings-kept = Blijft verborgen
library-hidings-who-me = Iemand herkent zichzelf.
library-hidings-who-somebody = Iemand herkent iemand anders.
library-hidings-given-show = { $n ->
    [0] Nog niemand zegt dat het getoond mag worden.
    [one] Eén persoon zegt dat het getoond mag worden.
   *[other] { $n } mensen zeggen dat het getoond mag worden.
}
library-hidings-given-keep = { $n ->
    [0] Nog niemand zegt dat het verborgen moet blijven.
    [one] Eén persoon zegt dat het verborgen moet blijven.
   *[other] { $n } mensen zeggen dat het verborgen moet blijven.
}
library-hidings-mine-show = Jij zou het tonen.
library-hidings-mine-keep = Jij zou het verborgen houden.
library-hidings-show = Toon het weer
library-hidings-keep = Houd het verborgen
library-done-verdict = Genoteerd. Iemand anders beslist mee.
library-done-shown = Het mag weer gelezen worden. Het staat nu weer op de programma’s, en vanaf de volgende mix in de bibliotheek.
library-done-kept = Het blijft verborgen.
library-packs = Leespakketten
library-pack-empty = De verhalen van dit pakket kun je niet meer lezen.
library-packs-title = Leespakketten
library-packs-lead = Enkele verhalen in een volgorde, met een inleiding: voor iemands eerste weken, of voor een eerste team.
library-pack = Leespakket
library-pack-new = Maak een pakket
library-pack-make = Maak het
library-pack-title = Titel
library-pack-intro = Inleiding
library-pack-shown = Toon het in de bibliotheek
library-pack-is-shown = In de bibliotheek
library-pack-is-not-shown = Nog niet getoond
library-pack-save = Bewaar
library-pack-stories = Verhalen, in leesvolgorde
library-pack-none = Nog geen verhaal.
library-pack-absent = Dit verhaal kun je nu niet lezen.
library-pack-up = Zet hoger
library-pack-take-out = Haal eruit
library-pack-add-which = Een verhaal uit de bibliotheek
library-pack-add = Voeg toe
library-pack-remove = Verwijder dit pakket
