# De dagen waarop verhalen verteld worden.
events-title = Bijeenkomsten
events-lead = Een zaal, wat stoelen, en mensen die vertellen wat er misging. Iedereen mag komen luisteren.
events-coming = Binnenkort
events-past = Voorbij
events-none-title = Nog geen nieuwe bijeenkomst aangekondigd
events-none-text = Het begint met een verhaal. Misschien dat van jou?
events-is-past = Deze bijeenkomst is voorbij. Dank aan iedereen die iets vertelde.
events-when = Wanneer
events-where = Waar
events-from-afar = Op afstand volgen
events-from-to = { $from }–{ $to }
events-from-to-later = { $from } – { $date }, { $to }
events-zone = (tijdzone { $zone })
events-date-and-time = { $date }, { $time }
events-in-language = { $language ->
    [nl] Dit programma is in het Nederlands.
    [fr] Dit programma is in het Frans.
   *[en] Dit programma is in het Engels.
}
events-agenda = Programma
events-agenda-later = Aan het programma wordt nog gewerkt. De datum en de plaats liggen vast.
events-minutes = { $n } min
events-to-calendar = Zet het in mijn kalender
events-version = Versie { $n }
events-not-released = Nog niet vrijgegeven
events-released-at = Vrijgegeven op { $at }
events-changes-since = Nieuw sinds de vorige versie:
events-changes-all = Alle wijzigingen
events-changes-title = Wat er veranderd is
events-changes-lead = Elke versie van het programma, de nieuwste eerst.
events-back-agenda = Terug naar het programma
events-json = Programma als gegevens (JSON)
events-first-release = De eerste versie.
events-no-changes-left = Niets te tonen: wat veranderde, wordt niet meer verteld.

events-change-title = Het heette ‘{ $from }’ en heet nu ‘{ $to }’.
events-change-intro = De tekst over de dag is nieuw.
events-change-translation = { $language ->
    [nl] De titel of de tekst in het Nederlands is nieuw.
    [fr] De titel of de tekst in het Frans is nieuw.
   *[en] De titel of de tekst in het Engels is nieuw.
}
events-change-starts = Het begint op { $to } en niet op { $from }.
events-change-minutes = Het duurt { $to } minuten in plaats van { $from }.
events-change-time-zone = Alle tijden zijn nu die van { $to }, niet meer die van { $from }.
events-change-place = De plaats is nu { $to }, niet meer { $from }.
events-change-link = Het adres om op afstand te volgen is nu { $to }.
events-change-link-gone = Op afstand volgen kan niet meer.
events-change-added = Nieuw, om { $time }.
events-change-removed = Staat niet meer op het programma.
events-change-moved = Nu om { $to } in plaats van { $from }.
events-change-resized = Nu { $to } minuten in plaats van { $from }.

events-desk-lead = Kies een datum, zet verhalen op het programma, en geef het vrij als het klaar is. Tot dan blijft het achter de schermen.
events-desk-lead-read = Welke bijeenkomsten er zijn en hoe ver ze staan. Organisatoren maken ze.
events-desk-none-title = Nog geen bijeenkomst
events-desk-none-text = Kies eerst een datum: een uur, een zaal en twee verhalen zijn genoeg om te beginnen.
events-new = Nieuwe bijeenkomst
events-edit = Wijzig datum, plaats of tekst
events-form-lead = Anderen zien een wijziging pas als je het programma vrijgeeft.
events-field-title = Titel
events-field-title-example = De flaters van vrijdag
events-field-intro = Waar gaat het over?
events-field-intro-hint = Eén of twee zinnen volstaan.
events-field-date-label = Datum
events-field-time-label = Het begint om
events-field-minutes-label = Minuten
events-field-time-zone-label = Tijdzone
events-field-time-zone-hint = Die van de plaats waar jullie samenkomen.
events-field-place = Plaats
events-field-link-label = Adres om op afstand te volgen
events-field-link-hint = Begint met https://. Iedereen die het programma ziet, ziet dit adres.
events-field-language = Taal van de titel en de tekst
events-field-language-hint = Ook die van de pauzes en de rest van het programma. Verhalen houden hun eigen taal.
events-translations = Titel en tekst in andere talen
events-translations-lead = Niet verplicht. Wat je leeg laat, zien mensen in de taal hierboven.
events-field-translation-main = Dit is nu de taal van het programma: schrijf dit in de velden bovenaan en maak dit veld leeg, of kies een andere taal.
events-save = Bewaar

events-field-date = Geef een datum die bestaat, zoals 2026-12-03.
events-field-date-year = Geef een jaar tussen 2020 en 2099.
events-field-time = Geef een tijd zoals 14:30.
events-field-time-skipped = Deze tijd bestaat niet: die nacht gaat de klok vooruit. Kies een andere.
events-field-time-twice = Deze tijd komt twee keer voor: die nacht gaat de klok terug. Kies een tijd voor of na dat uur.
events-field-time-zone = Deze tijdzone kennen we niet. Voorbeeld: Europe/Brussels
events-field-minutes-day = Geef een heel aantal minuten, van 5 tot 1440.
events-field-minutes-slot = Geef een heel aantal minuten, van 1 tot 480.
events-field-link = Geef een volledig adres dat met https:// begint, zonder naam of wachtwoord erin.

events-agenda-of = Programma: { $title }
events-see-public = Bekijk wat iedereen ziet
events-balance = { $used } van de { $planned } minuten zijn gevuld.
events-balance-left = { $n ->
    [one] Er is nog één minuut over.
   *[other] Er zijn nog { $n } minuten over.
}
events-warning-empty = Er staat nog niets op het programma. Voeg er een verhaal aan toe.
events-warning-overrun = { $n ->
    [one] Het programma is één minuut te lang. Maak iets korter, of de bijeenkomst langer.
   *[other] Het programma is { $n } minuten te lang. Maak iets korter, of de bijeenkomst langer.
}
events-warning-unconfirmed = { $n ->
    [one] Eén verhaal kan nu niet verteld worden. Haal het eraf voor je vrijgeeft.
   *[other] { $n } verhalen kunnen nu niet verteld worden. Haal ze eraf voor je vrijgeeft.
}
events-slot-untold = Een verhaal dat niet verteld kan worden
events-slot-unconfirmed = Kan niet verteld worden
events-slot-over = Na het einde
events-slot-change = Wijzig
events-slot-change-label = Wijzig: { $title }
events-told-by-author = De verteller vertelt het zelf
events-told-by-reader = Iemand leest het voor
events-told-by-library = Alleen om te lezen
events-move-up = Eerder
events-move-down = Later
events-remove = Haal eraf
events-add-title = Voeg toe aan het programma
events-add-story-title = Verhalen die verteld mogen worden
events-add-break-title = Een pauze
events-add-free-title = Iets anders
events-add-free-example = Welkom
events-add = Voeg toe
events-add-label = Voeg toe: { $title }
events-break-usual = Koffie en even ademhalen
events-full = Het programma is vol: er is plaats voor 100 onderdelen.
events-no-stories = Er mag nog geen verhaal verteld worden. Ze staan hier zodra de moderatoren en de verteller akkoord zijn.
events-all-stories-on-it = Alle verhalen die verteld mogen worden, staan op het programma.
events-release-title = Vrijgeven
events-release-lead = Wat je vrijgeeft, ziet iedereen, met een nummer en een lijst van wijzigingen. Latere wijzigingen blijven achter de schermen tot de volgende versie.
events-pending = Dit verandert er voor iedereen:
events-nothing-pending = Iedereen ziet het programma zoals het hier staat.
events-release = Geef versie { $n } vrij
events-lessons = Wat eruit voortkwam
events-by = Door { $name }

events-done-released = Vrijgegeven. Iedereen kan het nu zien.
events-done-unchanged = Er is niets veranderd sinds de vorige versie, dus komt er geen nieuwe.
events-done-unconfirmed = Niet vrijgegeven: een verhaal op het programma kan nu niet verteld worden. Haal het er eerst af.
events-for-colleagues = Een verhaal voor collega’s
events-papers = Papieren voor de dag
events-papers-lead = Het draaiboek van het vrijgegeven programma, en een leeskaart per verhaal dat voorgelezen wordt: de tekst waarmee de verteller akkoord ging, en niets anders. Het logboek zegt dat je ze las. Wat op papier staat, kan niemand terugnemen: vernietig de kaarten na de dag.
events-papers-print = Druk ze af
events-papers-run = Draaiboek
events-papers-opening = Zeg eerst: wat hier verteld wordt, blijft hier, en niemand probeert te raden wie het schreef.
events-papers-closing = Zeg op het einde: laat een verhaal je niet los, praat dan met iemand die je vertrouwt. Wij blijven nog even.
events-papers-when = Wanneer
events-papers-what = Wat
events-papers-who = Wie vertelt
events-papers-card = Leeskaart
events-papers-aloud = ongeveer { $n } min voorlezen
events-papers-untold = { $n ->
    [one] Eén verhaal op dit programma kan niet meer verteld worden: het heeft geen leeskaart.
   *[other] { $n } verhalen op dit programma kunnen niet meer verteld worden: ze hebben geen leeskaart.
}
events-slot-short = voorlezen duurt ongeveer { $n } min
events-warning-short = { $n ->
    [one] Eén verhaal is te lang om voor te lezen in zijn tijd.
   *[other] { $n } verhalen zijn te lang om voor te lezen in hun tijd.
}
events-warning-heavy = Zware verhalen volgen op elkaar. Een pauze of iets lichts ertussen helpt.
events-warning-heavy-end = De dag eindigt met een zwaar verhaal. Sluit af met iets waarbij iedereen op adem komt.
events-warning-no-break = { $n } minuten zonder pauze: mensen luisteren ongeveer 90 minuten.
