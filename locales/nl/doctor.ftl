doctor-title = Pratfall doctor
doctor-scope = Gekeken met de instellingen van dit commando: geef het dezelfde als de server. Er is niets veranderd.
doctor-green = groen
doctor-yellow = let op
doctor-red = ROOD
doctor-loosened = demo
doctor-unknown = niet gezien
doctor-loosened-why = demo: met opzet soepeler in de demonstratie. niet gezien: kijken kon niet, de regel zegt waarom.

doctor-failed = Dit deel kon niet bekeken worden: { $reason }.
doctor-failed-do = Zet eerst recht wat hierboven rood is en vraag het opnieuw. Blijft het zo, meld het dan.

doctor-running = Werkt het?
doctor-database-well = De databank antwoordt (Postgres { $version }).
doctor-database-ill = De databank antwoordt niet. Al de rest is dus niet bekeken.
doctor-database-do = Draait Postgres, en klopt DATABASE_URL?
doctor-held-well = Niets wordt langer vastgehouden of uitgesteld dan kan.
doctor-held-ill = Langer vastgehouden of uitgesteld dan kan, omdat een klok voorliep: { $list }.
doctor-held-do = Het wordt toch opgepakt. Laat de machines hun klok over het netwerk zetten (NTP), dan blijft dat zo.
doctor-link-near = De databank staat op deze machine.
doctor-link-well = Met de databank op { $hosts } wordt over TLS gepraat, en ze moet bewijzen wie ze is.
doctor-link-unsure = Met de databank op { $hosts } wordt over TLS gepraat, maar iedereen ertussen kan zich voor haar uitgeven.
doctor-link-unsure-do = Schrijf sslmode=verify-full in DATABASE_URL, en in sslrootcert het bestand van de instantie die haar certificaat ondertekent.
doctor-link-clear = Met de databank op { $hosts } wordt onversleuteld gepraat: wie ertussen zit, leest mee.
doctor-link-clear-do = Zet TLS aan in de databank, en schrijf sslmode=verify-full in DATABASE_URL.
doctor-schema-well = De tabellen horen bij deze versie.
doctor-schema-behind = { $n ->
    [one] De tabellen zijn ouder dan dit programma: er ontbreekt één migratie.
   *[other] De tabellen zijn ouder dan dit programma: er ontbreken { $n } migraties.
}
doctor-schema-behind-do = Voer ‘pratfall migrate’ uit, of start de server: die doet het ook.
doctor-schema-ahead = De tabellen zijn nieuwer dan dit programma.
doctor-schema-ahead-do = Gebruik de nieuwere versie van het programma, die ze maakte.
doctor-server-well = De server antwoordt en is klaar.
doctor-server-ill = De server antwoordt, maar zegt dat hij niet klaar is.
doctor-server-ill-do = Kijk in zijn logboek en start hem opnieuw.
doctor-server-silent = Er antwoordt geen server op PRATFALL_BIND. Wat die doet, is dus niet bekeken.
doctor-worker-well = Niets wat op een vast moment moet gebeuren, is te laat.
doctor-worker-ill = Niemand doet het werk op de achtergrond: de mix en de mails wachten.
doctor-worker-rest = De mix en de mails wachten tot een server of een worker start.
doctor-worker-do = Start ‘pratfall serve’ zonder --no-worker, of ‘pratfall work’ ernaast.
doctor-jobs-well = Geen enkele taak werd opgegeven.
doctor-jobs-ill = Taken werden na veel pogingen opgegeven: { $list }.
doctor-jobs-do = In het logboek staat waarom elk mislukte.
doctor-mail-well = Mail gaat naar { $host }, over TLS tenzij dat deze machine is.
doctor-mail-open = Mail gaat naar { $host } zonder TLS: wie onderweg meekijkt, kan hem lezen. Dat staat zo in PRATFALL_SMTP_TLS.
doctor-mail-open-do = Geef de mailserver een certificaat, zet in PRATFALL_SMTP_CA de instantie die het ondertekent als die van jullie zelf is, en haal PRATFALL_SMTP_TLS weg.
doctor-mail-folder = Mail gaat nergens heen: hij blijft in de datamap.
doctor-mail-do = Stel SMTP_URL in om mail te versturen.

doctor-tables = Is er geen plaats voor een persoon bij wat vertellers sturen?
doctor-columns-well = Waar de databank bewaart wat vertellers sturen, is er geen kolom voor een naam, een adres, een toestel of een tijdstip. Fijner dan een week wordt het niet.
doctor-columns-ill = In de databank is er een plaats waar een verteller een spoor kan achterlaten: { $list }.
doctor-columns-do = Verzamel geen verhalen tot dit weg is. De tabellen zijn anders dan die van deze versie: vraag wie ze veranderde.
doctor-ways-well = Geen enkele sleutel in de databank leidt van een verhaal naar een persoon.
doctor-ways-ill = Sleutels in de databank leiden van wat een verteller stuurt naar een persoon: { $list }.
doctor-walls-well = In de databank staan muren tussen de organisaties.
doctor-walls-ill = Organisaties kunnen elkaars rijen zien in: { $list }.
doctor-walls-do = Zet row-level security voor deze tabellen aan en dwing ze af, zoals de migraties doen.
doctor-role-well = Het programma werkt in de databank als iemand die niets bezit.
doctor-role-owns = De rol van het programma in de databank bezit tabellen en kan hun muren dus afbreken: { $list }.
doctor-role-mighty = De rol van het programma in de databank gaat door de muren tussen organisaties heen.
doctor-role-missing = Het programma heeft geen eigen rol in de databank; de muren houden omdat ze afgedwongen zijn.
doctor-role-do = Laat de rol in DATABASE_URL de rol pratfall_app maken en gebruiken, zonder andere rechten dan die van de migraties.

doctor-silence = Wordt er niets extra opgeschreven?
doctor-log-well = Het logboek van de databank staat zo dat het geen opdracht, geen rij en geen tijdstip van gebruik opschrijft.
doctor-log-ill = De databank kan in haar logboek schrijven wat mensen sturen, of wanneer: { $list }.
doctor-log-do = Neem deploy/postgres.conf op in de configuratie van de server, herlaad die, en vernietig de logboeken van tot nu toe.
doctor-spies-well = De databank heeft niets geladen dat opdrachten opschrijft.
doctor-spies-ill = De databank heeft iets geladen dat opdrachten opschrijft: { $list }.
doctor-spies-do = Haal het uit shared_preload_libraries en start de databank opnieuw.
doctor-spies-unknown = Of de databank iets geladen heeft dat opdrachten opschrijft, mag alleen haar superuser weten.
doctor-log-file-well = In het logboek van de databank op de schijf staat geen enkele opdracht of rij.
doctor-log-file-ill = In het logboek van de databank staan opdrachten of rijen.
doctor-log-file-do = Zoek uit wie de instellingen veranderde en vernietig dan postgres.log in de datamap.
doctor-log-file-unknown = De logboeken van de databank zijn niet van ons. Niemand keek erin.
doctor-program-log-well = Het logboek van het programma staat niet zo dat het doorlaat wat mensen sturen.
doctor-program-log-ill = Het logboek van het programma staat zo dat het doorlaat wat over de lijn gaat: { $list }.
doctor-program-log-do = Zet PRATFALL_LOG op info of stiller, en vernietig de logboeken van tot nu toe.
doctor-disk-well = Wat de pagina ontvangen noemt, staat op de schijf.
doctor-disk-ill = Bij een stroomstoring kan verloren gaan wat de pagina ontvangen noemde: { $list }.
doctor-disk-do = Zet deze instellingen van de databank aan.

doctor-keys = Wie kan aan de sleutels?
doctor-keys-well = Alleen de gebruiker van het programma zelf kan de sleutelbestanden lezen.
doctor-keys-ill = Anderen dan de gebruiker van het programma kunnen aan sleutelbestanden: { $list }.
doctor-keys-do = Mappen 0700, bestanden 0600, alles van de gebruiker van het programma, geen koppelingen. Wie eraan kon, kan ze gekopieerd hebben.
doctor-keys-apart = De sleutels liggen niet bij de databank.
doctor-keys-together = Sleutels en databank liggen in één datamap: wie die helemaal kopieert, heeft allebei.
doctor-keys-inside = De sleutels liggen in de map van de databank zelf: elke back-up daarvan bevat ze.
doctor-keys-apart-do = Zet PRATFALL_KEYS op een map elders, verhuis de sleutels, en maak van allebei een aparte back-up.
doctor-keys-whole = In elk sleutelbestand zit een sleutel.
doctor-keys-damaged = In deze sleutelbestanden zit geen sleutel meer: { $list }. Wat ermee dichtging, blijft dicht; enveloppen van die dag blijven liggen.
doctor-keys-damaged-do = Zet deze bestanden terug uit een back-up. Gooi ze niet weg: een nieuwe sleutel opent niets.
doctor-intake-keys-well = De sleutels van voorbije dagen, waarmee verhalen op weg naar hier dichtgingen, zijn vernietigd.
doctor-intake-keys-ill = Sleutels van voorbije dagen die vernietigd moesten zijn, zijn er nog: { $list }.
doctor-intake-keys-do = De mix vernietigt ze: loopt die, en mag hij in de sleutelmap schrijven?

doctor-pool = Is de weg naar binnen zoals beloofd?
doctor-mix-daily = Verhalen worden op vaste momenten gemengd en aan moderatoren getoond: { $moments }, op de klok van de server.
doctor-mix-every = Verhalen worden om de { $hours } uur gemengd en aan moderatoren getoond.
doctor-mix-fast = Verhalen komen om de { $seconds } seconden uit de mix: wie ziet wie er op bezoek komt, kan raden van wie ze zijn.
doctor-mix-do = Zet PRATFALL_MIX op een tijdstip van de dag.
doctor-form-age-well = Een formulier zonder scripts moet { $n ->
    [one] één seconde
   *[other] { $n } seconden
} open staan voor het verstuurd kan worden.
doctor-form-age-none = Een formulier zonder scripts kan meteen verstuurd worden: niets remt machines af.
doctor-form-age-do = Zet PRATFALL_FORM_AGE op 20.
doctor-letters-well = Geen enkele envelop wacht langer dan de mix nodig heeft.
doctor-letters-ill = Er wachten enveloppen sinds { $day }: de mix loopt niet, of er ontbreekt een sleutelbestand.
doctor-letters-do = Voer ‘pratfall mix’ uit en lees wat het zegt. Zet ontbrekende bestanden van keys/intake terug uit een back-up.
doctor-days-well = Van dagen waarvan alle enveloppen open zijn, ligt niets meer in de databank.
doctor-days-ill = De plaats van dagen waarvan alle enveloppen open zijn, is er nog: { $list }.
doctor-days-do = De mix ruimt ze op: loopt die?
doctor-threshold-well = { $organisation }: anonieme verhalen komen met { $n } of meer samen naar buiten.
doctor-threshold-ill = { $organisation }: anonieme verhalen kunnen met minder dan drie samen naar buiten komen (ingesteld op { $n }).
doctor-threshold-do = Verhoog het bij de instellingen, onder wat vertellers beloofd wordt: 5, of 3 waar weinig mensen werken.

doctor-site = Wat komen browsers, tussenservers en netwerken te weten?
doctor-https-well = Bezoekers komen over https, en alleen een proxy op deze machine komt bij het programma.
doctor-https-beside = Bezoekers komen over https, maar het programma luistert ook zonder https naar het netwerk.
doctor-https-beside-do = Draait de proxy op deze machine, zet PRATFALL_BIND dan op 127.0.0.1. Laat anders alleen de proxy door.
doctor-https-local = Er is geen https, en alleen deze machine kan op bezoek komen.
doctor-https-ill = Bezoekers komen zonder https: wie op het netwerk meeluistert, leest wat ze schrijven.
doctor-https-do = Zet er een proxy met https voor en geef PRATFALL_PUBLIC_URL het https-adres ervan.
doctor-headers-well = De pagina’s van vertellers zetten geen cookie en laden niets van elders. Browsers en tussenservers bewaren niets van het formulier en van wat een code opent; de startpagina en de belofte, voor iedereen dezelfde, controleren ze elke keer.
doctor-headers-ill = Pagina’s van vertellers kregen een verkeerd antwoord: { $list }.
doctor-headers-do = Staat er iets tussen het programma en deze machine? Meld het anders.
doctor-headers-unknown = De pagina’s van vertellers zijn niet bekeken: er draait geen server.
doctor-demo-notes = Dit is een demonstratie: wachtwoorden van het team en codes van vertellers liggen leesbaar in haar datamap.
doctor-demo-open = Dit is een demonstratie, en anderen dan deze machine kunnen eraan.
doctor-demo-do = Begin met een lege datamap en ‘pratfall serve’ voor iemand een verhaal vertelt.

doctor-trail = Kan het team rekenschap geven?
doctor-audit-well = Het logboek van het team sluit aan: elk van de { $n } regels volgt op de vorige. Een afgeknipt einde valt zo niet op.
doctor-audit-ill = Het logboek van het team is gebroken (organisatie, eerste regel die niet past): { $list }.
doctor-audit-do = Iemand schreef met de hand in de databank. Bewaar een kopie zoals ze is en zoek uit wie.

doctor-leaks = Is wat de redactie wegnam overal weg?
doctor-leaks-well = Wat uit { $n ->
    [one] één verhaal
   *[other] { $n } verhalen
} verdween, staat nergens anders waar gekeken is. Verhalen waarvan één versie over is, zodat er niets te vergelijken valt: { $alone }.
doctor-leaks-ill = { $organisation }: in verhaal { $story } stond iets waaraan te zien kon zijn over wie het gaat, en in de nieuwste versie staat het niet meer. Het staat nog in { $place } ({ $rows }).
doctor-leaks-do = Bekijk het verhaal en die plaats, en pas de plaats aan of trek terug wat ze bevat. Het kan loos alarm zijn: een naam kan ook een gewoon woord zijn, of van iemand anders.
doctor-leaks-shut = Verhalen met een versie die niet openging, omdat de sleutel er niet is: { $n }. Die zijn niet bekeken.
doctor-leaks-much = Er zijn zoveel verschillende taken en handelingen opgetekend dat niet alles bekeken is, bij: { $list }.
doctor-leaks-unknown = De sleutels zijn hier niet, dus er kon geen verhaal open.

doctor-backups = Is er iets bewaard voor slechte dagen, en niets langer dan beloofd?
doctor-backup-well = De nieuwste back-up is van de laatste twee dagen.
doctor-backup-none = Pratfall maakt geen back-ups. Of iets anders dat doet, kan het niet weten.
doctor-backup-do = Voer ‘pratfall backup --new-key BESTAND’ uit: vanaf dan is er elke nacht een. Wat ook back-ups maakt, vernietig elke back-up na 14 dagen.
doctor-backup-missing = Er is een herstelsleutel, en geen back-up.
doctor-backup-stale = De nieuwste back-up is { $days } dagen oud.
doctor-backup-now = Voer ‘pratfall backup’ uit en lees wat het zegt. Hij wordt elke nacht gemaakt waar ‘pratfall serve’ of ‘pratfall work’ draait.
doctor-backup-old = Een back-up is ouder dan { $days } dagen: wat vertellers terugnamen, zit er nog in.
doctor-backup-old-do = Vernietig hem, en kopieën ervan elders. Pratfall verwijdert oude wanneer het een nieuwe maakt.
doctor-backup-leap = De klok loopt { $days } dagen voor op de laatste back-up en de laatste nachtelijke ronde: tot er nog een nacht voorbij is, verdwijnt er geen oude back-up, en kan er langer dan beloofd in zitten wat vertellers terugnamen.
doctor-backup-leap-do = Staat de klok verkeerd, zet ze dan juist vóór de volgende nacht. Staat ze juist, omdat de server stil lag, voer dan twee keer ‘pratfall backup’ uit: de tweede keer verdwijnt wat te oud is.
doctor-backup-beside = De back-ups staan op dezelfde schijf als de gegevens: gaat die stuk, dan is alles weg.
doctor-backup-beside-do = Zet PRATFALL_BACKUPS op een map op een andere schijf, of kopieer ze elke dag ergens anders heen en vernietig de kopieën na 14 dagen.

doctor-machine = Is de machine eronder in orde?
doctor-clock-well = De klokken van programma en databank lopen gelijk.
doctor-clock-ill = De klokken van programma en databank verschillen { $seconds } seconden, of staan verkeerd.
doctor-clock-do = Laat de machines hun klok over het netwerk zetten (NTP).
doctor-zone-well = De mix gebeurt op de tijdstippen die mensen verwachten.
doctor-zone-differs = De klok van de server toont een andere tijd dan die van: { $list }. De mix volgt de server.
doctor-zone-do = Stel de tijdzone van de server in (TZ), of hou er rekening mee in PRATFALL_MIX.
doctor-core-off = Een crash laat geen kopie van het geheugen op de schijf na.
doctor-core-on = Een crash kan een kopie van het geheugen, met sleutels erin, op de schijf nalaten.
doctor-core-do = Start het programma met ‘ulimit -c 0’, of met LimitCORE=0 in zijn systemd-unit.
doctor-swap-off = Er gaat geen geheugen naar een schijf.
doctor-swap-on = Geheugen, met sleutels erin, kan naar een schijf gaan (swap).
doctor-swap-do = Versleutel de swapruimte, of zet ze uit.
doctor-swap-unknown = Of er geheugen naar een schijf gaat, is niet bekeken: dit systeem zegt het niet.
