# S’abonner.
announcements-subscribe-title = Restez au courant
announcements-subscribe-lead = Laissez votre adresse : nous vous écrivons au sujet du programme des prochaines rencontres. Rien d’autre.
announcements-subscribe = Tenez-moi au courant
announcements-subscribe-stale = Cette page est restée ouverte longtemps, ou a été modifiée. Tout ce que vous avez tapé est là : renvoyez-le.
announcements-email = Votre adresse e-mail
announcements-email-hint = Vous recevez d’abord un e-mail, pour vérifier que c’est bien vous.
announcements-language = Langue
announcements-language-change = Changer de langue
announcements-privacy-title = Ce que devient votre adresse
announcements-privacy = Nous l’utilisons pour les annonces et rien d’autre. Elle n’est jamais liée à un récit. Vous pouvez vous désabonner en un clic, et nous effaçons alors l’adresse. Seule une empreinte en reste, environ un mois, pour que personne ne puisse vous inonder.
announcements-subscribed-title = Regardez vos e-mails
announcements-subscribed-lead = Si cette adresse peut recevoir nos e-mails, il y en a un en route. Cliquez sur le lien et c’est fait.
announcements-subscribed-help = Rien après dix minutes ? Regardez dans vos spams. Pour n’inonder personne, nous écrivons de moins en moins souvent à une adresse tapée plusieurs fois : réessayez plus tard, ou demain.
announcements-subscribed-known = Vous étiez déjà sur la liste ? Rien ne change alors. Le lien à la fin de chacun de nos e-mails vous permet de choisir une autre langue ou de vous désabonner.
announcements-to-home = Retour à l’accueil
announcements-subscription-title = Votre abonnement
announcements-unconfirmed-title = Pouvons-nous vous tenir au courant ?
announcements-unconfirmed-lead = Quelqu’un a demandé les annonces de { $organisation } à cette adresse. Était-ce vous ?
announcements-confirm = Oui, tenez-moi au courant
announcements-erase = Non, effacez mon adresse
announcements-confirmed-title = Vous êtes sur la liste
announcements-confirmed-lead = Vous recevez un e-mail quand { $organisation } annonce un programme.
announcements-unsubscribe = Se désabonner
announcements-unsubscribed-title = Vous n’êtes plus sur la liste
announcements-unsubscribed-lead = Votre adresse est effacée. Vous ne recevrez plus d’e-mail de notre part.
announcements-subscribe-again = Vous changez d’avis ? Abonnez-vous à nouveau

# Ce qui a été annoncé.
announcements-archive-title = Annonces
announcements-archive-lead = Ce que nous avons écrit à toutes les personnes qui veulent rester au courant.
announcements-archive-empty = Rien n’a encore été annoncé
announcements-archive-empty-text = Abonnez-vous et vous le saurez avant tout le monde.
announcements-to-agenda = Voir le programme

# Écrire des annonces.
announcements-list-title = Annonces
announcements-list-lead = Prévenez les abonnés qu’un programme est prêt : écrivez, envoyez-vous un test, envoyez.
announcements-about = Quel programme
announcements-date = Jour
announcements-status = État
announcements-version = version { $n }
announcements-new-title = Une nouvelle annonce
announcements-new-lead = Choisissez un programme. Nous préparons un texte dans chaque langue, à vous de l’adapter.
announcements-new = Écrire une annonce
announcements-no-release = Aucun programme d’une rencontre à venir n’est publié
announcements-no-release-text = Publiez d’abord un programme. Ensuite vous pourrez en parler.
announcements-status-draft = brouillon
announcements-status-running = en route
announcements-status-paused = en pause
announcements-status-finished = envoyée
announcements-status-cancelled = annulée
announcements-draft-lead = Personne ne reçoit rien avant votre confirmation, sur une page à part. Chaque bouton enregistre ce que vous avez tapé.
announcements-texts-title = 1. Écrire
announcements-texts-lead = Nous remplissons pour vous ces mots entre crochets :
announcements-subject = Objet
announcements-body = Texte
announcements-preview = Voir l’e-mail ({ $language })
announcements-save = Enregistrer les textes
announcements-test = test
announcements-test-title = 2. Vous envoyer un test
announcements-test-lead = Vos textes sont enregistrés et l’e-mail part à { $email }, tel que la plupart des abonnés le recevront.
announcements-send-test = M’envoyer un test
announcements-confirm-title = 3. Envoyer
announcements-recipients = { $n ->
    [one] Une personne reçoit cet e-mail.
   *[other] { $n } personnes reçoivent cet e-mail.
}
announcements-confirm-help = L’envoi commence tout de suite. Vous pouvez le mettre en pause, mais pas reprendre ce qui est parti.
announcements-send = { $n ->
    [one] Envoyer à une personne
   *[other] Envoyer à { $n } personnes
}
announcements-nobody = Il n’y a pas encore d’abonnés. Partagez la page où l’on peut laisser son adresse.
announcements-texts-added = Sous votre texte, nous ajoutons le titre, le jour, l’heure, le lieu et le programme, et ce qui a changé pour les personnes qui ont déjà reçu un programme.
announcements-confirm-lead = Vous voyez chaque e-mail tel que les abonnés le recevront, et combien de personnes le reçoivent. Rien ne part avant votre confirmation sur cette page.
announcements-to-confirmation = Tout relire une dernière fois
announcements-confirmation-title = Envoyer ceci ?
announcements-confirmation-lead = C’est exactement ce qui part.
announcements-to-draft = Retour au brouillon
announcements-group-new = { $n ->
    [one] Une personne entend parler de cette rencontre pour la première fois
   *[other] { $n } personnes entendent parler de cette rencontre pour la première fois
}
announcements-group-older = { $n ->
    [one] Une personne a déjà reçu un e-mail sur la version { $version }
   *[other] { $n } personnes ont déjà reçu un e-mail sur la version { $version }
}
announcements-group-same = { $n ->
    [one] Une personne a déjà reçu un e-mail sur cette version
   *[other] { $n } personnes ont déjà reçu un e-mail sur cette version
}
announcements-other-mail-title = Quelque chose a changé entre-temps
announcements-other-mail = Un texte, le programme ou le nombre de personnes n’est plus ce que vous avez vu. Rien n’a été envoyé : voici la situation actuelle.
announcements-other-texts = Entre-temps, quelqu’un d’autre a enregistré d’autres textes. Les vôtres sont dans les champs, les siens en dessous. Enregistrez encore une fois pour garder les vôtres.
announcements-theirs = Enregistré entre-temps par quelqu’un d’autre
announcements-refused-title = Cette annonce ne peut plus être envoyée
announcements-refused-over = La rencontre est passée.
announcements-cancel-draft = Jeter ce brouillon
announcements-progress-title = Où en est l’envoi
announcements-progress-again = Actualiser
announcements-progress-all = Destinataires
announcements-progress-sent = Envoyés
announcements-progress-pending = En attente
announcements-progress-in-hand = En cours
announcements-progress-uncertain = Incertains
announcements-progress-flagged = Peut-être envoyés deux fois
announcements-progress-failed = Impossibles à livrer
announcements-progress-skipped = Désabonnés entre-temps
announcements-progress-nobody = Cette annonce n’a été envoyée à personne.
announcements-uncertain-title = Certains e-mails sont incertains
announcements-uncertain = La connexion s’est coupée juste quand le serveur de messagerie devait répondre : l’e-mail est peut-être arrivé, peut-être pas. Nous l’envoyons encore une fois après une demi-heure ; la plupart des logiciels de messagerie n’en montrent qu’un.
announcements-failed-title = Certains e-mails sont impossibles à livrer
announcements-failed = Le serveur de messagerie de ces personnes a refusé, ou a répondu « plus tard » pendant deux jours. Les autres n’en voient rien.
announcements-pause = Mettre en pause
announcements-resume = Continuer
announcements-cancel = Annuler pour de bon
announcements-said = Ce que dit l’annonce
announcements-news-agenda = Le programme est prêt
announcements-news-changed = Le programme a changé
announcements-news-reminder = Un rappel
announcements-default-subject = [news] : [title]
announcements-default-body =
    Bonjour,

    {"["}news]. Tout est ci-dessous.

    Des personnes racontent ce qui a mal tourné et ce qu’elles en ont appris. Vous n’avez qu’à écouter, et rire est permis.

    À bientôt !

# Abonnés.
announcements-subscribers-title = Abonnés
announcements-subscribers-lead = Les personnes qui veulent avoir de vos nouvelles. Nous n’écrivons à une adresse qu’après l’accord de son propriétaire.
announcements-subscriber-confirmed = abonné
announcements-subscriber-unconfirmed = n’a pas encore confirmé
announcements-subscriber-unsubscribed = désabonné, effacé
announcements-since = Depuis
announcements-subscribers-empty = Pas encore d’abonnés
announcements-subscribers-empty-text = Mettez le lien vers la page d’abonnement dans votre lettre d’information, ou sur une affiche à la cuisine.

# Messages.
announcements-confirmation-mail-subject = { $organisation } : pouvons-nous vous tenir au courant ?
announcements-confirmation-mail-lead = Quelqu’un, vous sans doute, a demandé les annonces de { $organisation } à cette adresse.
announcements-confirmation-mail-button = Oui, tenez-moi au courant
announcements-confirmation-mail-end = Ce n’était pas vous ? Ne faites rien : vous n’entendrez plus parler de nous.
announcements-mail-changes = Ce qui a changé
announcements-mail-slots = Programme
announcements-mail-agenda = Voir le programme
announcements-mail-why = Vous recevez cet e-mail parce que vous avez demandé à { $organisation } de vous tenir au courant.

announcements-done-drafted = Votre brouillon est prêt. Rien n’est encore parti.
announcements-done-tested = Un test est en route vers vous.
announcements-done-begun = L’envoi a commencé.
announcements-done-paused = En pause. Plus rien ne part avant que vous continuiez.
announcements-done-resumed = L’envoi continue.
announcements-done-cancelled = C’est annulé pour de bon.
announcements-stories = de nouveaux récits dans la bibliothèque
announcements-new-stories = { $n ->
    [0] aucun nouveau récit dans la bibliothèque
    [one] un nouveau récit dans la bibliothèque
   *[other] { $n } nouveaux récits dans la bibliothèque
}
announcements-mail-house = Le lien ouvre les pages pour collègues dans ce navigateur. Merci de ne pas le transmettre à l’extérieur. Vous n’êtes pas, ou plus, un collègue ? Désabonnez-vous ci-dessous.
announcements-subscribe-house = Cette liste est pour les collègues. Indiquez votre adresse professionnelle, ou ouvrez d’abord les pages avec le lien des lecteurs ou le code de l’affiche.
announcements-subscribe-door = Ouvrir la porte des lecteurs
announcements-subscribe-outside = Cette liste est pour les collègues, et nous ne connaissons pas cette adresse professionnelle. Ouvrez d’abord les pages pour collègues : le code de l’affiche suffit.
