front-welcome-title = Iedereen struikelt. Hier praten we erover.
front-welcome-lead = Op Pratfall vertellen collega’s elkaar wat er misging, en wat ze ervan leerden.
front-welcome-what = Je vertelt een verhaal, met of zonder je naam. Moderatoren lezen het en maken onherkenbaar wat iemand kan verraden. Op een fuck-updag wordt het verteld, en dan hoeven anderen niet over hetzelfde te struikelen.
front-welcome-name = Een ‘pratfall’ is een tuimeling op het toneel. In 1966 toonde de psycholoog Elliot Aronson aan dat bekwame mensen die een flater slaan, er sympathieker door worden.
front-welcome-where-title = Zoek je je organisatie?
front-welcome-where = Ga naar het adres dat je van je organisatie kreeg. Het staat op de affiche, in de mail of op het intranet. Een openbare lijst houden we niet bij.
front-welcome-demo-title = Kijk gerust rond
front-welcome-demo = Dit is een demonstratie. Niets is hier echt; je mag alles uitproberen.
front-welcome-demo-open = Open de startpagina
front-welcome-demo-empty = Dit is een demonstratie, en er zit nog geen organisatie in.
front-welcome-staff = Help je achter de schermen?
front-welcome-sign-in = Meld je aan

front-home-title = Wat ging er mis, en wat leerde je ervan?
front-home-kicker = Fuck-updagen bij { $name }
front-home-call = Van elkaars missers leren we meer dan van elkaars successen. Ging er op het werk iets mis, klein of groot? Vertel het hier. Je hoeft niet te zeggen wie je bent.
front-home-tell = Vertel je verhaal
front-home-promise = Wat we je beloven
front-next-title = Volgende bijeenkomst
front-next-when = { $date } om { $time }
front-next-more = Bekijk het programma.
front-next-none-title = De volgende bijeenkomst begint met een verhaal
front-next-none = Het programma is er nog niet: eerst komen de verhalen. Vertel het jouwe, of laat je adres achter: we schrijven je als het programma er is.
front-last-title = Vorige bijeenkomst
front-last-more = Bekijk wat er verteld werd.
front-subscribe-title = Wil je weten wat er komt?
front-subscribe-lead = We schrijven je als er een programma is, of nieuws erover. Stoppen kan altijd.
front-subscribe = Hou me op de hoogte
front-how-title = Zo werkt het
front-how-1 = Jij vertelt
front-how-1-more = Een kort formulier, zonder aanmelden. Je krijgt een code om mee terug te komen.
front-how-2 = Het wordt gemengd
front-how-2-more = Je verhaal wordt gemengd met al wat er nog binnenkwam. Alleen de week staat erbij.
front-how-3 = Iemand leest
front-how-3-more = Een moderator maakt onherkenbaar wat jou of anderen kan verraden.
front-how-4 = Het wordt verteld
front-how-4-more = Door jou, of voorgelezen door iemand anders; daarna kun je het lezen in de bibliotheek. Terugnemen kan altijd.
front-safe-title = Is het veilig?
front-safe = We plaatsen geen cookies en noteren geen toestel of tijd, en geen naam tenzij je die geeft. We zeggen eerlijk wat we kunnen beloven, en wat niet.

front-promise-title = Wat we je beloven
front-promise-lead = In gewone woorden, zonder kleine lettertjes. Wat we niet kunnen beloven, staat er ook bij.
front-promise-date = De stand op { $date }
front-promise-short-who = We weten niet wie je bent: geen aanmelding, geen cookie, en geen naam tenzij jij hem intikt.
front-promise-short-named = Hier vertel je met je naam: alleen moderatoren zien wie je bent, tot het programma is vrijgegeven.
front-promise-short-locked = Wat je verstuurt, gaat meteen achter slot en wordt later geopend, gemengd met al wat er nog binnenkwam.
front-promise-short-read = Alleen moderatoren lezen het, en het wordt verteld als zij en jij akkoord gaan: jij kiest vooraf wat je zwijgen betekent.
front-promise-short-code = Je code toont wat ervan wordt, en daarmee kun je je verhaal altijd terugnemen.
front-promise-short-not = Wat alleen jij kunt weten, kunnen we niet verbergen: de feiten, een manier van schrijven of een klein team kan je verraden.
front-promise-whole = De hele belofte
front-promise-demo-title = Dit is een demonstratie
front-promise-demo = De instellingen staan hier soepel: verhalen komen bijna meteen uit de mix, er zijn er weinig om je tussen te verbergen, en wie zonder scripts schrijft, hoeft niet te wachten voor het versturen. Vertel hier niets wat geheim moet blijven.
front-promise-never-title = Wat we nooit opschrijven
front-promise-never = Als je een verhaal vertelt of ernaar komt kijken, bewaart Pratfall niet:
front-promise-never-who = wie je bent. Je meldt je niet aan, en zolang je je naam niet intikt, kennen we die niet;
front-promise-never-cookie = welk toestel of welke browser je gebruikt, of het netwerkadres ervan. Er zijn geen cookies, en niemand telt bezoeken;
front-promise-never-when = hoe laat je hier was. Bij een verhaal staat een week, en niets preciezers;
front-promise-never-list = een lijst van wie vertelt. We mailen je nooit over je verhaal.
front-promise-road-title = Wat er met je verhaal gebeurt
front-promise-road-sealed = Het gaat achter slot zodra het bij ons aankomt, in een envelop die even groot is als alle andere. Staat er ‘Ontvangen’ op de pagina, dan staat het op de schijf.
front-promise-mix-daily = Elke dag om { $n }, volgens de klok van de server, gaan alle enveloppen open.
front-promise-mix-seconds = Hier gaan elke { $n } seconden alle enveloppen open.
front-promise-mix-minutes = { $n ->
    [one] Hier gaan elke minuut alle enveloppen open.
   *[other] Hier gaan elke { $n } minuten alle enveloppen open.
}
front-promise-mix-hours = { $n ->
    [one] Hier gaan elk uur alle enveloppen open.
   *[other] Hier gaan elke { $n } uur alle enveloppen open.
}
front-promise-road-mixed = De verhalen worden gemengd en dan pas bewaard, in een volgorde die niets zegt.
front-promise-crowd = Anonieme verhalen komen samen naar buiten, met { $n } of meer tegelijk. Tot er genoeg zijn, wacht het jouwe, zolang jij kiest: daarna komt het met minder naar buiten, of wordt het ongelezen gewist.
front-promise-no-crowd = Is jouw verhaal het enige in een mix, dan komt het er alleen uit: hier wachten we niet tot er meer zijn.
front-promise-road-day = Tot dan staat op de envelop de dag, want elke dag heeft een eigen slot. Daarna blijft alleen de week over.
front-promise-road-key = De sleutel van een dag wordt twee tot drie dagen later vernietigd, als alles van die dag open is. Daarna kan niemand nog een envelop van die dag openen, ook niet uit een kopie van de databank.
front-promise-road-key-backups = Alleen een back-up van die nachten bevat die sleutel nog, tot ook die vernietigd wordt.
front-promise-road-rest = Vanaf dan bewaren we elke versie van je tekst versleuteld. De sleutels liggen buiten de databank.
front-promise-road-library = Komt je verhaal in de bibliotheek, dan bewaren we de ene tekst waarmee je akkoord ging ook onversleuteld, zodat anderen hem kunnen lezen en vinden. Neem je het verhaal terug, dan is die tekst op hetzelfde ogenblik gewist.
front-promise-readers-title = Wie het kan lezen
front-promise-readers = Zolang een verhaal niet aanvaard is en de verteller niet akkoord ging: alleen moderatoren van deze organisatie. Beheerders en organisatoren niet.
front-promise-readers-library = Daarna: wie het programma leest, ziet de titel, en wie de bibliotheek leest, ziet de tekst waarmee je akkoord ging, met de lessen die eruit kwamen. Leest iemand het op een dag voor, dan lezen organisatoren die tekst zodra het programma vrijgegeven is. Moderatoren kunnen uit een korte lijst noteren dat het zwaar is, en wat erin voorkomt; met je code zie je dat. Lezers kunnen je iets vragen via een moderator; je antwoordt of je antwoordt niet. Een verhaal komt in de bibliotheek als zijn dag voorbij is of, koos je ‘Alleen in de bibliotheek’, bij de eerste mix na je akkoord. Wat verteld is op een dag voor er een bibliotheek was, blijft erbuiten.
front-promise-readers-now = { $n ->
    [0] Op dit moment zijn er geen moderatoren: nog niemand kan verhalen lezen.
    [one] Op dit moment is er één moderator.
   *[other] Op dit moment zijn er { $n } moderatoren.
}
front-promise-readers-trail = Telkens als een moderator een verhaal opent, of een organisator de tekst ervan voor een dag, wordt dat genoteerd: wie, wanneer en welk verhaal. Dat logboek gaat over hen, nooit over jou.
front-promise-readers-name = Zette je je naam erbij? Dan zien moderatoren je naam en adres, en zien lezers je naam zodra het verhaal op een vrijgegeven programma of in de bibliotheek staat. Je adres ziet niemand behalve de moderatoren.
front-promise-code-title = Je code, en terugnemen
front-promise-code = Je code is de enige weg terug. Hij toont hoe het met je verhaal staat en, zodra het aanvaard is, de tekst zoals hij verteld zou worden, zonder de woorden die moderatoren weghaalden. Wie de code vindt, kan dat lezen, in jouw plaats antwoorden en het verhaal terugnemen: hou hem voor jezelf. Opzoeken kunnen we hem niet.
front-promise-withdraw = Je kunt je verhaal altijd terugnemen, zonder reden. Het is meteen van elke pagina weg, en op hetzelfde moment wissen we de tekst en de sleutels ervan.
front-promise-taken-back = Neem je iets terug, dan noteren we bij de sleutels { $n } dagen lang de dag en een vingerafdruk van je code, zodat geen back-up het terugbrengt.
front-promise-keep = Laat je het bij ons? Niets blijft voor altijd. Dit wordt gewist zonder dat iemand het moet vragen:
front-promise-keep-unreviewed = een verhaal waarover niemand beslist: als er { $n } dagen niets mee gebeurde;
front-promise-keep-declined = de tekst van een verhaal dat niet aanvaard werd, met alle vragen, antwoorden en notities van moderatoren: na { $n } dagen. De reden blijft met je code zichtbaar;
front-promise-keep-unanswered = een verhaal dat op jouw ja wacht: als er { $n } dagen niets mee gebeurde;
front-promise-keep-untold = een verhaal dat verteld mag worden maar op geen vrijgegeven programma en niet in de bibliotheek staat: als er { $n } maanden niets mee gebeurde;
front-promise-keep-originals = zodra je verhaal op een vrijgegeven programma of in de bibliotheek staat, je eigen woorden, eerdere versies, vragen, antwoorden en notities van moderatoren: na { $n } dagen. Alleen de tekst waarmee je akkoord ging, blijft over;
front-promise-keep-published = een verhaal dat op een vrijgegeven programma stond of in de bibliotheek staat: na { $n } maanden;
front-promise-keep-code = je code: { $n } dagen na het laatste nieuws over je verhaal;
front-promise-keep-trail = het logboek van wat moderatoren deden: na { $n } maanden.
front-promise-keep-week = We kennen weken, geen dagen. Daarom tellen we vanaf het einde van de week, en kan het tot een week langer duren. Elke nacht wordt de databank herschreven zonder wat gewist is.
front-promise-backups-on = Elke nacht wordt een back-up gemaakt: één bestand, op slot met een eigen sleutel die op geen enkele server hoort. Wie beide heeft, kan alles openen wat erin zat, ook enveloppen die nog wachtten. Daarom wordt elke back-up vernietigd voor hij { $n } dagen oud is. Moet er ooit een worden teruggezet, dan wordt wat sindsdien teruggenomen is, opnieuw teruggenomen, zolang onze notitie daarvan niet mee verloren ging.
front-promise-backups-off = Dit programma maakt hier geen back-ups. Of de mensen die het draaiende houden zelf kopieën maken, en hoelang ze die bewaren, kunnen alleen zij je vertellen.
front-promise-not-title = Wat we niet kunnen beloven
front-promise-not = Even belangrijk als de rest:
front-promise-not-facts = Als alleen jij de feiten kende, zeggen de feiten wie je bent. Ook je manier van schrijven kan je verraden.
front-promise-not-small = Waar minder dan zo’n 25 mensen werken, is anoniem blijven moeilijk.
front-promise-not-laptop = Een laptop of telefoon van het werk kan opnemen wat er op het scherm staat.
front-promise-not-network = Je netwerk, en een server die misschien voor deze staat, kunnen zien dat je deze site bezocht en wanneer. Je tekst zien ze niet, zolang het adres met https begint.
front-promise-not-https = Op dit moment draait deze site zonder https. Wie op het netwerk kan meeluisteren, kan meelezen.
front-promise-not-moment = Wie de databank en haar logboek kan lezen, ziet op welk moment er iets binnenkwam, nooit wat erin staat. Je verhaal verdwijnt tussen de verhalen waarmee het naar buiten komt. Wat je later stuurt (een ja, een antwoord, een andere tekst), gaat in bij de volgende mix: kwam er sinds de vorige mix niets anders binnen, dan was dat moment het jouwe. Een verhaal terugnemen dat al uit de mix is, werkt meteen; ook dat moment is dus te zien.
front-promise-not-mail = Op dit moment gaat mail van deze site, zoals aankondigingen en uitnodigingen, onversleuteld naar de mailserver: wie op dat netwerk kan meeluisteren, kan hem lezen. Van wat jij vertelt, staat er nooit meer in dan een titel op een vrijgegeven programma, en de link waarmee lezers het openen.
front-promise-not-root = Wie de software op de server herschrijft, kan lezen wat er vanaf dan binnenkomt. Wie de databank én de sleutels heeft, kan lezen wat er bewaard is.
front-promise-not-copies = Maakte iemand een kopie van de databank voor je tekst gewist werd, dan gaat die kopie nog open met onze sleutels, tot we de sleutel vernietigen van de maand waarin je tekst bewaard werd. Dat doen we zodra er van deze organisatie niets meer is uit die maand. Wie ook de sleutels kopieerde, kan de kopie altijd openen. De tekst die in de bibliotheek stond, is in zo’n kopie te lezen zonder sleutel.
front-promise-not-consent = Koos je ervoor dat zwijgen ja betekent, dan geldt het als ja na 14 dagen of iets meer. Herinneren kunnen we je niet: we weten niet wie je bent.
front-promise-live = Deze pagina wordt gemaakt uit hoe deze site nu is ingesteld. Verandert dat, dan verandert de pagina mee.

front-desks-title = Waar ga je vandaag heen?
front-desks-lead = Je helpt bij meer dan één organisatie.
front-desks-none-title = Je hebt nog geen rol
front-desks-none = Je bent aangemeld, maar geen enkele organisatie gaf je een rol. Vraag een beheerder om je uit te nodigen.
front-desks-offer-title = { $organisation } vraagt je als { $role }
front-desks-offer-administrator = Je zet dan alles klaar: het team, de instellingen, het logboek. Verhalen lees je niet.
front-desks-offer-moderator = Je leest dan verhalen voor anderen dat doen, maakt ze veilig om te vertellen en beslist erover.
front-desks-offer-organiser = Je plant dan bijeenkomsten, zet verhalen op het programma en kondigt ze aan.
front-desks-offer-accept = Ja, dat doe ik
front-desks-offer-refuse = Nee, dank je
front-desk-title = Achter de schermen
front-desk-hello = Dag { $name }
front-desk-lead = Hiermee help je nu het meest.
front-desk-public = Bekijk wat bezoekers zien
front-step-decide = { $n ->
    [one] Eén verhaal wacht op jouw oordeel
   *[other] { $n } verhalen wachten op jouw oordeel
}
front-step-decide-more = { $n ->
    [one] Je nam het op je. Iemand is benieuwd wat je ervan vindt.
   *[other] Je nam ze op je. Hun vertellers zijn benieuwd wat je ervan vindt.
}
front-step-decide-action = Ga verder
front-step-read-new = { $n ->
    [one] Eén nieuw verhaal
   *[other] { $n } nieuwe verhalen
}
front-step-read-new-more = { $n ->
    [one] Nog niemand heeft het gelezen. Neem je tijd; zet eerst een koffie.
   *[other] Nog niemand heeft ze gelezen. Neem je tijd; zet eerst een koffie.
}
front-step-read-new-action = Lees
front-step-all-read = Alles is gelezen
front-step-all-read-more = Geniet van de rust. Blijft het lang stil? Het verhaal van een leidinggevende breekt vaak het ijs.
front-step-all-read-action = Verhalen die klaar zijn
front-step-plan = { $n ->
    [one] Eén verhaal is klaar
   *[other] { $n } verhalen zijn klaar
}
front-step-plan-more = { $n ->
    [one] Geef het een plaats op een programma.
   *[other] Geef ze een plaats op een programma.
}
front-step-plan-action = Naar de bijeenkomsten
front-step-prepare = Bereid een bijeenkomst voor
front-step-prepare-more = Drie verhalen en een pauze: meer heb je niet nodig voor een fijne middag.
front-step-prepare-action = Bijeenkomsten
front-step-refine = Er komt een bijeenkomst aan
front-step-refine-more = Staat alles erop, ook de pauze? Geef dan het programma vrij.
front-step-refine-action = Ga verder
front-step-announce = Laat het weten
front-step-announce-more = Wie op de hoogte wil blijven, hoort graag van je.
front-step-announce-action = Aankondigingen
front-step-invite-moderator = Nog niemand kan verhalen lezen
front-step-invite-moderator-more = Nodig een moderator uit, liefst twee: iemand die mensen vertrouwen.
front-step-invite-moderator-action = Nodig iemand uit
front-step-invite-organiser = Nog niemand bereidt de bijeenkomsten voor
front-step-invite-organiser-more = Nodig een organisator uit. Dat kun jij zelf zijn.
front-step-invite-organiser-action = Nodig iemand uit
front-step-await-invited = { $n ->
    [one] Eén collega heeft zich nog niet aangemeld
   *[other] { $n } collega’s hebben zich nog niet aangemeld
}
front-step-await-invited-more = { $n ->
    [one] Een uitnodiging werkt zeven dagen. Nodig opnieuw uit voor een nieuwe link.
   *[other] Uitnodigingen werken zeven dagen. Nodig opnieuw uit voor nieuwe links.
}
front-step-await-invited-action = Team
front-step-name-themes = Er zijn nog geen thema’s
front-step-name-themes-more = Drie of vier volstaan: planning, klanten, techniek…
front-step-name-themes-action = Geef thema’s een naam
front-step-write-call = Schrijf de oproep in je eigen woorden
front-step-write-call-more = Het is het eerste wat mensen lezen. Waarom doen jullie dit?
front-step-write-call-action = Schrijf
front-step-all-set = Alles staat klaar
front-step-all-set-more = Het beste wat je nu kunt doen: zelf een verhaal vertellen.
front-step-all-set-action = Instellingen
front-promise-lanes-title = Hoe verhalen binnenkomen
front-promise-lanes = Op dit moment kan een verhaal zo binnenkomen:
front-promise-lane-named = Met je naam en de code op de affiche. Dan weten de moderatoren wie je bent.
front-promise-lane-unverified = Met je naam en zonder de code op de affiche, hoogstens { $n } verhalen per dag (elke server telt voor zich). Iedereen kan elke naam intikken. Daarom blijven die verhalen apart tot een moderator kijkt, met de vermelding ‘niet gecontroleerd’.
front-promise-lane-house = Met de code op de affiche of op het intranet. Hij is voor iedereen dezelfde en verandert bij elke oproep: hij toont dat je hier werkt, niet wie je bent.
front-promise-lane-open = Zonder de code op de affiche, hoogstens { $n } verhalen per dag (elke server telt voor zich). Zo kan iedereen binnen. Daarom blijven die verhalen apart tot een moderator kijkt, en verdwijnen ze alleen tussen elkaar.
front-promise-never-log = bezoeken. Het programma noteert zijn eigen problemen, nooit wie welke pagina opende of wat er getypt werd;
front-promise-not-quiet = Op dit moment noteert het programma meer dan gewoonlijk. Nog altijd geen teksten en geen bezoeken, maar wel meer over zijn eigen werk en wanneer het dat deed.
front-promise-not-process = Eén programma doet hier alles: het neemt verhalen aan, opent ze en toont ze aan moderatoren. Het heeft dus alle sleutels.
front-promise-log-title = Sinds wanneer dit geldt
front-promise-log = De belofte kan altijd sterker worden. Zodra er in een ronde een verhaal verteld is, kan ze in die ronde niet meer zwakker worden. Bij elke regel hieronder staat een getal dat alle regels ervoor dekt: noteer het, en je ziet dat niemand ze herschreven heeft.
front-promise-log-since = Sinds { $date }
front-promise-log-first = De belofte zoals ze begon.
front-promise-log-hash = Getal om te noteren:
front-promise-log-stronger = Sterker of gelijk: { $n }
front-promise-log-weaker = Zwakker: { $n }
front-promise-log-house-on = Met de code op de affiche kan er een verhaal binnenkomen.
front-promise-log-house-off = Met de code op de affiche kan er geen verhaal meer binnenkomen.
front-promise-log-open-on = Ook zonder de code op de affiche kan er een anoniem verhaal binnenkomen, hoogstens { $n } per dag.
front-promise-log-open-off = Zonder de code op de affiche kan er geen anoniem verhaal meer binnenkomen.
front-promise-log-https-on = De site werkt met https.
front-promise-log-https-off = De site werkt zonder https.
front-promise-log-quiet-on = Het programma noteert niet meer dan gewoonlijk.
front-promise-log-quiet-off = Het programma noteert meer dan gewoonlijk.
front-promise-log-lives = Hoelang teksten bewaard worden, is veranderd; de termijnen van vandaag staan hierboven.
front-promise-not-processes = Verschillende processen delen hier het werk: sommige nemen verhalen aan, andere openen ze. Elk ervan heeft alle sleutels.
front-home-call-named = Van elkaars missers leren we meer dan van elkaars successen. Ging er op het werk iets mis, klein of groot? Vertel het hier, met je naam.
front-promise-people-unsaid = Niemand heeft gezegd hoeveel mensen hier verhalen kunnen vertellen. Hoe minder het er zijn, hoe makkelijker te raden is wie het was.
front-promise-people-tiny = { $n ->
    [one] Eén persoon kan hier verhalen vertellen. Tussen minder dan 10 blijft niemand onbekend, dus nemen we alleen verhalen met een naam aan.
   *[other] { $n } mensen kunnen hier verhalen vertellen. Tussen minder dan 10 blijft niemand onbekend, dus nemen we alleen verhalen met een naam aan.
}
front-promise-people-small = { $n } mensen kunnen hier verhalen vertellen: zonder naam verdwijn je maar tussen weinig mensen.
front-promise-people-large = { $n } mensen kunnen hier verhalen vertellen.
front-promise-log-said = Over deze organisatie: { $n }
front-promise-reach-house = Wat verteld is, lezen alleen collega’s. De pagina’s met programma’s, verhalen en aankondigingen gaan open met een link of een code die iedereen in huis deelt: zo weten we niet wie leest. Voor jouw verhaal wordt dat nooit ruimer: stelt de organisatie haar pagina’s later open voor iedereen, dan blijft het jouwe bij collega’s.
front-promise-reach-everybody = Wat verteld is, kan iedereen lezen, collega’s en anderen: de pagina’s met programma’s, verhalen en aankondigingen staan open, en zoekmachines kunnen ze opnemen als de organisatie dat vraagt. Ook je naam is te lezen, als je die erbij zette. Zolang de organisatie haar pagina’s sluit, kunnen alleen collega’s het lezen.
front-promise-log-readers-house = wat vanaf hier verteld wordt, is alleen voor collega’s.
front-promise-log-readers-everybody = iedereen kan lezen wat vanaf hier verteld wordt. Wat aan collega’s verteld werd, blijft bij hen.
front-next-closed-title = Er komt een bijeenkomst aan
front-next-closed = Wanneer, waar en wat er op het programma staat, is voor collega’s: de code op de affiche opent het.
front-story-title = Verhaal van de week
front-story-more = Meer verhalen in de bibliotheek
front-story-inside-title = Binnen ligt er een klaar
front-story-inside = Verhalen zijn hier voor collega’s: je hebt de link nodig, of de code op de affiche.
front-step-hidden = { $n ->
    [one] Eén verhaal is door een lezer verborgen
   *[other] { $n } verhalen zijn door lezers verborgen
}
front-step-hidden-more = { $n ->
    [one] Iemand is erin herkenbaar, zegt die. Jullie beslissen met twee wat ermee gebeurt.
   *[other] Er zijn mensen in herkenbaar, zeggen ze. Jullie beslissen met twee wat ermee gebeurt.
}
front-step-hidden-action = Bekijk
front-step-questions = { $n ->
    [one] Er wacht één vraag of antwoord
   *[other] Er wachten { $n } vragen of antwoorden
}
front-step-questions-more = Een lezer vraagt iets aan een verteller, of een verteller antwoordde. Zonder jou gaat het niet verder.
front-step-questions-action = Lees
