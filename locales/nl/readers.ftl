# De deur voor lezers.
readers-door-title = Voor collega’s
readers-door-lead = Wat bij { $organisation } verteld wordt, is voor wie er werkt. Typ één keer de code op de affiche in, en deze browser laat je lezen.
readers-code = Code op de affiche
readers-code-hint = Op de affiche en het intranet: voor iedereen dezelfde.
readers-open = Open
readers-wrong-code = Dit is niet de code van deze ronde. Hij verandert bij elke oproep: kijk op de nieuwste affiche.
readers-old-title = Deze link is vervangen
readers-old = De nieuwe staat in de nieuwste aankondiging, op de affiche en op het intranet. Ook de code op de nieuwste affiche opent deze pagina.
readers-unknown-title = Deze link opent niets
readers-unknown = Misschien ging er onderweg een stuk verloren. Kopieer hem helemaal, of typ de code op de affiche in.
readers-shut-title = Voorlopig gesloten
readers-shut = Een beheerder heeft de link voor lezers beëindigd, en niets opent deze pagina’s nu. Vraag een nieuwe aan wie je de link gaf.
readers-demo-title = Dit is een demonstratie
readers-demo = Dus mag je binnen: de code op de affiche is { $code }.
readers-demo-open = Laat me binnen
readers-privacy-title = Wat we over je te weten komen
readers-privacy = Niets. Alle lezers hebben dezelfde sleutel: hij toont dat je erbij hoort, niet wie je bent. Je browser bewaart hem voor pagina’s om te lezen; de pagina’s waar mensen een verhaal vertellen, krijgen hem nooit.
