# Opgevangen mails, om te proberen.
mailbox-title = Opgevangen mails
mailbox-lead = Er is geen mailserver ingesteld, dus er vertrekt niets van deze computer. Dit zou er verstuurd zijn.
mailbox-subject = Onderwerp
mailbox-to = Aan
mailbox-date = Wanneer
mailbox-html = Bekijk zoals een mailprogramma het toont
mailbox-empty = Nog geen mails
mailbox-empty-text = Schrijf je bijvoorbeeld in voor aankondigingen en kom terug.
