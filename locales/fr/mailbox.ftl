# Messages capturés, pour essayer.
mailbox-title = E-mails capturés
mailbox-lead = Aucun serveur de messagerie n’est configuré : rien ne quitte cette machine. Voici ce qui aurait été envoyé.
mailbox-subject = Objet
mailbox-to = À
mailbox-date = Quand
mailbox-html = Voir comme dans un logiciel de messagerie
mailbox-empty = Pas encore d’e-mails
mailbox-empty-text = Abonnez-vous par exemple aux annonces, puis revenez.
