# Messages capturés, pour essayer.
mailbox-title = Messages capturés
mailbox-lead = Aucun serveur de messagerie n’est configuré : rien ne quitte cette machine. Voici ce qui serait parti.
mailbox-subject = Objet
mailbox-to = À
mailbox-date = Quand
mailbox-html = Voir comme dans un logiciel de messagerie
mailbox-empty = Pas encore de message
mailbox-empty-text = Abonnez-vous par exemple aux annonces, puis revenez.
