# Les jours où l’on raconte.
events-title = Rencontres
events-lead = Une salle, quelques chaises, et des gens qui racontent ce qui a mal tourné. Tout le monde peut venir écouter.
events-coming = À venir
events-past = Passées
events-none-title = Pas encore de nouvelle rencontre annoncée
events-none-text = Tout commence par un récit. Le vôtre, peut-être ?
events-is-past = Cette rencontre a eu lieu. Merci à toutes les personnes qui ont raconté quelque chose.
events-when = Quand
events-where = Où
events-from-afar = Suivre à distance
events-from-to = de { $from } à { $to }
events-from-to-later = de { $from } au { $date } à { $to }
events-zone = (fuseau horaire { $zone })
events-date-and-time = { $date } à { $time }
events-in-language = { $language ->
    [nl] Ce programme est en néerlandais.
    [fr] Ce programme est en français.
   *[en] Ce programme est en anglais.
}
events-agenda = Programme
events-agenda-later = Le programme est encore en préparation. La date et le lieu sont fixés.
events-minutes = { $n } min
events-to-calendar = Ajouter à mon agenda
events-version = Version { $n }
events-not-released = Pas encore publiée
events-released-at = Publiée le { $at }
events-changes-since = Ce qui a changé depuis la version précédente :
events-changes-all = Tous les changements
events-changes-title = Ce qui a changé
events-changes-lead = Toutes les versions du programme, la plus récente d’abord.
events-back-agenda = Retour au programme
events-json = Le programme en données (JSON)
events-first-release = La première version.
events-no-changes-left = Rien à montrer : ce qui a changé n’est plus raconté.

events-change-title = Le titre était « { $from } » ; c’est maintenant « { $to } ».
events-change-intro = Le texte de présentation a changé.
events-change-starts = La rencontre commence le { $to } et non le { $from }.
events-change-minutes = Elle dure { $to } minutes au lieu de { $from }.
events-change-translation = { $language ->
    [nl] Le titre ou le texte en néerlandais a changé.
    [fr] Le titre ou le texte en français a changé.
   *[en] Le titre ou le texte en anglais a changé.
}
events-change-time-zone = Toutes les heures sont maintenant celles de { $to } et non plus de { $from }.
events-change-place = Le lieu est maintenant { $to } et non plus { $from }.
events-change-link = L’adresse pour suivre à distance est maintenant { $to }.
events-change-link-gone = On ne peut plus suivre à distance.
events-change-added = Nouveau, à { $time }.
events-change-removed = N’est plus au programme.
events-change-moved = Maintenant à { $to } au lieu de { $from }.
events-change-resized = Maintenant { $to } minutes au lieu de { $from }.

events-desk-lead = Choisissez une date, ajoutez des récits, et publiez le programme quand il est prêt. D’ici là, il reste en coulisses.
events-desk-lead-read = Les rencontres prévues et leur état. Ce sont les organisateurs qui les préparent.
events-desk-none-title = Pas encore de rencontre
events-desk-none-text = Choisissez d’abord une date : une heure, une salle et deux récits suffisent pour commencer.
events-new = Nouvelle rencontre
events-edit = Modifier la date, le lieu ou le texte
events-form-lead = Un changement n’est visible qu’une fois le programme publié.
events-field-title = Titre
events-field-title-example = Les gaffes du vendredi
events-field-intro = De quoi s’agit-il ?
events-field-intro-hint = Une ou deux phrases suffisent.
events-field-date-label = Date
events-field-time-label = Heure de début
events-field-minutes-label = Minutes
events-field-time-zone-label = Fuseau horaire
events-field-time-zone-hint = Celui du lieu de la rencontre.
events-field-place = Lieu
events-field-link-label = Adresse pour suivre à distance
events-field-link-hint = Commence par https://. Toute personne qui voit le programme voit cette adresse.
events-field-language = Langue du titre et du texte
events-field-language-hint = C’est aussi celle des pauses et du reste du programme. Les récits gardent leur propre langue.
events-translations = Titre et texte dans d’autres langues
events-translations-lead = Facultatif. Ce que vous laissez vide s’affiche dans la langue choisie ci-dessus.
events-field-translation-main = C’est maintenant la langue du programme : écrivez ceci dans les champs du haut et videz ce champ, ou choisissez une autre langue.
events-save = Enregistrer

events-field-date = Donnez une date qui existe, par exemple 2026-12-03.
events-field-date-year = Donnez une année entre 2020 et 2099.
events-field-time = Donnez une heure, par exemple 14:30.
events-field-time-skipped = Cette heure n’existe pas : on avance l’horloge cette nuit-là. Choisissez-en une autre.
events-field-time-twice = Cette heure existe deux fois : on recule l’horloge cette nuit-là. Choisissez un moment avant ou après cette heure.
events-field-time-zone = Nous ne connaissons pas ce fuseau horaire. Exemple : Europe/Brussels
events-field-minutes-day = Donnez un nombre entier de minutes, de 5 à 1440.
events-field-minutes-slot = Donnez un nombre entier de minutes, de 1 à 480.
events-field-link = Donnez une adresse complète qui commence par https://, sans nom ni mot de passe.

events-agenda-of = Programme : { $title }
events-see-public = Voir ce que tout le monde voit
events-balance = { $used } minutes sur { $planned } sont prises.
events-balance-left = { $n ->
    [one] Il reste une minute.
   *[other] Il reste { $n } minutes.
}
events-warning-empty = Rien n’est encore au programme. Ajoutez-y un récit.
events-warning-overrun = { $n ->
    [one] Le programme dépasse d’une minute. Raccourcissez quelque chose, ou allongez la rencontre.
   *[other] Le programme dépasse de { $n } minutes. Raccourcissez quelque chose, ou allongez la rencontre.
}
events-warning-unconfirmed = { $n ->
    [one] Un récit ne peut pas être raconté pour le moment. Retirez-le avant de publier.
   *[other] { $n } récits ne peuvent pas être racontés pour le moment. Retirez-les avant de publier.
}
events-slot-untold = Un récit qui ne peut pas être raconté
events-slot-unconfirmed = Ne peut pas être raconté
events-slot-over = Après la fin
events-slot-change = Modifier
events-slot-change-label = Modifier : { $title }
events-told-by-author = L’auteur le raconte
events-told-by-reader = Quelqu’un le lit à voix haute
events-told-by-library = À lire seulement
events-move-up = Plus tôt
events-move-down = Plus tard
events-remove = Retirer
events-add-title = Ajouter au programme
events-add-story-title = Récits qui peuvent être racontés
events-add-break-title = Une pause
events-add-free-title = Autre chose
events-add-free-example = Mot d’accueil
events-add = Ajouter
events-add-label = Ajouter : { $title }
events-break-usual = Un café et on souffle
events-full = Le programme est complet : il a de la place pour 100 éléments.
events-no-stories = Aucun récit ne peut encore être raconté. Ils apparaissent ici quand les modérateurs et l’auteur sont d’accord.
events-all-stories-on-it = Tous les récits qui peuvent être racontés sont au programme.
events-release-title = Publier
events-release-lead = Ce que vous publiez est visible par tout le monde, avec un numéro et une liste des changements. La suite reste en coulisses jusqu’à la prochaine version.
events-pending = Voici ce qui change pour tout le monde :
events-nothing-pending = Tout le monde voit le programme tel qu’il est ici.
events-release = Publier la version { $n }
events-lessons = Ce qui en est sorti
events-by = Par { $name }

events-done-released = C’est publié. Tout le monde peut le voir maintenant.
events-done-unchanged = Rien n’a changé depuis la dernière version : il n’y en a donc pas de nouvelle.
events-done-unconfirmed = Pas publié : un récit du programme ne peut pas être raconté pour le moment. Retirez-le d’abord.
events-for-colleagues = Un récit entre collègues
events-papers = Papiers du jour
events-papers-lead = Le conducteur du programme publié, et une fiche par récit lu à voix haute : le texte auquel l’auteur a dit oui, et rien d’autre. Le journal indique que vous les avez lus. Ce qui est imprimé ne se reprend pas : détruisez les fiches après la rencontre.
events-papers-print = Les imprimer
events-papers-run = Conducteur
events-papers-opening = À dire d’abord : ce qui se raconte ici reste ici, et personne ne cherche à deviner qui l’a écrit.
events-papers-closing = À dire à la fin : si un récit vous poursuit, parlez-en à quelqu’un de confiance. Nous restons encore un moment.
events-papers-when = Quand
events-papers-what = Quoi
events-papers-who = Qui raconte
events-papers-card = Fiche
events-papers-aloud = environ { $n } min à voix haute
events-papers-untold = { $n ->
    [one] Un récit de ce programme ne peut plus être raconté : il n’a pas de fiche.
   *[other] { $n } récits de ce programme ne peuvent plus être racontés : ils n’ont pas de fiche.
}
events-slot-short = environ { $n } min à voix haute
events-warning-short = { $n ->
    [one] Un récit est trop long, lu à voix haute, pour le temps prévu.
   *[other] { $n } récits sont trop longs, lus à voix haute, pour le temps prévu.
}
events-warning-heavy = Des récits éprouvants se suivent. Une pause ou quelque chose de léger entre eux aide.
events-warning-heavy-end = La rencontre finit sur un récit éprouvant. Terminez par quelque chose qui laisse respirer.
events-warning-no-break = { $n } minutes sans pause : on écoute environ 90 minutes.
