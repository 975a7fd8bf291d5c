front-welcome-title = Tout le monde trébuche. Ici, on en parle.
front-welcome-lead = Pratfall, c’est l’endroit où des collègues se racontent ce qui a mal tourné, et ce qu’ils en ont appris.
front-welcome-what = Vous racontez, avec ou sans votre nom. Des modérateurs vous lisent et rendent méconnaissable ce qui pourrait trahir quelqu’un. Lors d’une journée « fuck-up », on raconte votre récit, et d’autres ne tomberont pas dans le même piège.
front-welcome-name = Un « pratfall », c’est une chute sur scène. En 1966, le psychologue Elliot Aronson a montré que les personnes capables qui font une gaffe n’en sont que plus sympathiques.
front-welcome-where-title = Vous cherchez votre organisation ?
front-welcome-where = Allez à l’adresse que votre organisation vous a donnée. Elle se trouve sur l’affiche, dans l’e-mail ou sur l’intranet. Nous ne tenons pas de liste publique.
front-welcome-demo-title = Faites un tour
front-welcome-demo = Ceci est une démonstration. Rien n’y est réel ; vous pouvez tout essayer.
front-welcome-demo-open = Ouvrir sa page d’accueil
front-welcome-demo-empty = Ceci est une démonstration, et il n’y a pas encore d’organisation.
front-welcome-staff = Vous aidez en coulisses ?
front-welcome-sign-in = Se connecter

front-home-title = Qu’est-ce qui a mal tourné, et qu’en avez-vous appris ?
front-home-kicker = Journées « fuck-up » chez { $name }
front-home-call = Nous apprenons plus de nos échecs que de nos réussites. Quelque chose a mal tourné au travail, petit ou grand ? Racontez-le ici. Vous n’avez pas à dire qui vous êtes.
front-home-tell = Je raconte
front-home-promise = Ce que nous vous promettons
front-next-title = Prochaine rencontre
front-next-when = { $date } à { $time }
front-next-more = Voir le programme.
front-next-none-title = La prochaine rencontre commence par un récit
front-next-none = Son programme n’est pas encore publié : les récits viennent d’abord. Racontez le vôtre, ou laissez votre adresse : nous vous écrirons quand le programme sera là.
front-last-title = Dernière rencontre
front-last-more = Voir ce qui a été raconté.
front-subscribe-title = Envie de savoir ce qui se prépare ?
front-subscribe-lead = Nous vous écrivons quand il y a un programme, ou du nouveau à son sujet. Vous pouvez arrêter à tout moment.
front-subscribe = Tenez-moi au courant
front-how-title = Comment ça marche
front-how-1 = Vous racontez
front-how-1-more = Un court formulaire, sans connexion. Vous recevez un code pour revenir.
front-how-2 = On mélange
front-how-2-more = Votre récit est mélangé à tout ce qui est arrivé d’autre. Seule la semaine y est indiquée.
front-how-3 = Quelqu’un lit
front-how-3-more = Un modérateur rend méconnaissable ce qui pourrait vous trahir, vous ou d’autres.
front-how-4 = On raconte
front-how-4-more = Vous-même, ou quelqu’un qui lit à voix haute ; ensuite, on peut le lire dans la bibliothèque. Vous pouvez le retirer à tout moment.
front-safe-title = Est-ce sûr ?
front-safe = Nous ne plaçons pas de cookies et ne notons ni appareil ni heure, ni votre nom si vous ne le donnez pas. Nous disons franchement ce que nous pouvons promettre, et ce que nous ne pouvons pas.

front-promise-title = Ce que nous vous promettons
front-promise-lead = Avec des mots simples, et rien en petits caractères. Ce que nous ne pouvons pas promettre y est aussi.
front-promise-date = Situation au { $date }
front-promise-short-who = Nous ne savons pas qui vous êtes : pas de connexion, pas de cookie, pas de nom sauf si vous l’écrivez.
front-promise-short-named = Ici, on raconte en donnant son nom : seuls les modérateurs voient qui vous êtes, jusqu’à la publication du programme.
front-promise-short-locked = Ce que vous envoyez est aussitôt mis sous clé et ouvert plus tard, mélangé à tout ce qui est arrivé d’autre.
front-promise-short-read = Seuls les modérateurs le lisent, et on le raconte quand ils sont d’accord et vous aussi : vous choisissez d’avance ce que veut dire votre silence.
front-promise-short-code = Votre code montre ce qu’il devient, et avec lui vous pouvez retirer votre récit à tout moment.
front-promise-short-not = Nous ne pouvons pas cacher ce que vous seul pouvez savoir : les faits, une façon d’écrire ou une petite équipe peuvent vous trahir.
front-promise-whole = Toute la promesse
front-promise-demo-title = Ceci est une démonstration
front-promise-demo = Les réglages y sont plus souples : les récits sortent du mélange presque aussitôt, il y en a peu parmi lesquels se cacher, et ceux qui écrivent sans scripts n’ont pas à attendre avant d’envoyer. Ne racontez rien ici qui doive rester secret.
front-promise-never-title = Ce que nous ne notons jamais
front-promise-never = Quand vous racontez quelque chose ou revenez voir votre récit, Pratfall n’enregistre pas :
front-promise-never-who = qui vous êtes. Il n’y a pas de connexion, et tant que vous n’écrivez pas votre nom, nous ne le connaissons pas ;
front-promise-never-cookie = quel appareil ou quel navigateur vous utilisez, ni son adresse sur le réseau. Il n’y a pas de cookies, et personne ne compte les visites ;
front-promise-never-when = à quelle heure vous étiez là. Un récit est daté d’une semaine, et rien de plus précis ;
front-promise-never-list = une liste des personnes qui racontent. Nous ne vous envoyons jamais d’e-mail au sujet de votre récit.
front-promise-road-title = Ce que devient votre récit
front-promise-road-sealed = Il est mis sous clé dès qu’il nous arrive, dans une enveloppe de la même taille que toutes les autres. Quand la page dit « Bien reçu », il est sur le disque.
front-promise-mix-daily = Chaque jour à { $n }, à l’horloge du serveur, toutes les enveloppes sont ouvertes.
front-promise-mix-seconds = Ici, toutes les enveloppes sont ouvertes toutes les { $n } secondes.
front-promise-mix-minutes = { $n ->
    [one] Ici, toutes les enveloppes sont ouvertes chaque minute.
   *[other] Ici, toutes les enveloppes sont ouvertes toutes les { $n } minutes.
}
front-promise-mix-hours = { $n ->
    [one] Ici, toutes les enveloppes sont ouvertes chaque heure.
   *[other] Ici, toutes les enveloppes sont ouvertes toutes les { $n } heures.
}
front-promise-road-mixed = Les récits sont mélangés et seulement ensuite enregistrés, dans un ordre qui ne veut rien dire.
front-promise-crowd = Les récits anonymes sortent ensemble, par { $n } ou plus. Tant qu’ils ne sont pas assez, le vôtre attend, aussi longtemps que vous le choisissez : ensuite il sort avec moins d’autres, ou il est effacé sans avoir été lu.
front-promise-no-crowd = Si votre récit est le seul d’un mélange, il sort seul : ici, nous n’attendons pas qu’il y en ait d’autres.
front-promise-road-day = D’ici là, l’enveloppe porte son jour, car chaque jour a sa propre serrure. Après, il ne reste que la semaine.
front-promise-road-key = La clé d’un jour est détruite deux à trois jours plus tard, quand tout ce qui date de ce jour est ouvert. Ensuite, plus personne ne peut ouvrir une enveloppe de ce jour, même à partir d’une copie de la base de données.
front-promise-road-key-backups = Seule une sauvegarde de ces nuits contient encore cette clé, jusqu’à ce qu’elle soit détruite elle aussi.
front-promise-road-rest = Dès lors, chaque version de votre texte est conservée chiffrée. Les clés sont gardées en dehors de la base de données.
front-promise-road-library = Quand votre récit arrive dans la bibliothèque, le seul texte auquel vous avez dit oui est aussi conservé sans chiffrement, pour qu’on puisse le lire et le trouver. Si vous retirez le récit, ce texte est effacé au même instant.
front-promise-readers-title = Qui peut le lire
front-promise-readers = Tant qu’un récit n’est pas accepté et que son auteur n’a pas dit oui : seulement les modérateurs de cette organisation. Pas les administrateurs ni les organisateurs.
front-promise-readers-library = Ensuite : qui lit le programme voit le titre, et qui lit la bibliothèque voit le texte auquel vous avez dit oui, avec les leçons qui en sont sorties. Si quelqu’un le lit à voix haute lors d’une journée, les organisateurs lisent ce texte dès que le programme est publié. Les modérateurs peuvent indiquer, à partir d’une courte liste, qu’il est éprouvant et ce qu’on y trouve ; votre code vous le montre. Les lecteurs peuvent vous poser une question par l’intermédiaire d’un modérateur ; vous répondez ou non. Un récit arrive dans la bibliothèque une fois sa journée passée ou, si vous avez choisi « Seulement dans la bibliothèque », au premier mélange après votre oui. Ce qui a été raconté lors d’une journée d’avant la bibliothèque n’y figure pas.
front-promise-readers-now = { $n ->
    [0] En ce moment, il n’y a pas de modérateur : personne ne peut encore lire les récits.
    [one] En ce moment, il y a un modérateur.
   *[other] En ce moment, il y a { $n } modérateurs.
}
front-promise-readers-trail = Chaque fois qu’un modérateur ouvre un récit, ou un organisateur son texte pour une journée, c’est noté : qui, quand et quel récit. Ce journal parle d’eux, jamais de vous.
front-promise-readers-name = Vous avez donné votre nom ? Alors les modérateurs voient votre nom et votre adresse, et les lecteurs voient votre nom dès que le récit figure dans un programme publié ou dans la bibliothèque. Personne d’autre que les modérateurs ne voit votre adresse.
front-promise-code-title = Votre code, et le retrait
front-promise-code = Votre code est le seul chemin de retour. Il montre où en est votre récit et, une fois accepté, le texte tel qu’il serait raconté, sans les mots que les modérateurs ont retirés. Celui qui trouve le code peut lire cela, répondre à votre place et retirer le récit : gardez-le pour vous. Nous ne pouvons pas le retrouver pour vous.
front-promise-withdraw = Vous pouvez retirer votre récit à tout moment, sans raison. Il disparaît aussitôt de toutes les pages, et au même moment nous effaçons son texte et les clés qui l’ouvrent.
front-promise-taken-back = Si vous retirez quelque chose, nous notons le jour et une empreinte de votre code à côté des clés, pendant { $n } jours, pour qu’aucune sauvegarde ne le fasse revenir.
front-promise-keep = Vous nous le laissez ? Rien ne reste pour toujours. Voici ce qui est effacé sans que personne ait à le demander :
front-promise-keep-unreviewed = un récit sur lequel personne ne se prononce : quand il ne s’est rien passé pendant { $n } jours ;
front-promise-keep-declined = le texte d’un récit qui n’a pas été accepté, avec toutes les questions, les réponses et les notes des modérateurs : après { $n } jours. La raison reste visible avec votre code ;
front-promise-keep-unanswered = un récit qui attend votre oui : quand il ne s’est rien passé pendant { $n } jours ;
front-promise-keep-untold = un récit qui peut être raconté mais ne figure dans aucun programme publié ni dans la bibliothèque : quand il ne s’est rien passé pendant { $n } mois ;
front-promise-keep-originals = une fois que votre récit figure dans un programme publié ou dans la bibliothèque, vos propres mots, les versions précédentes, les questions, les réponses et les notes des modérateurs : après { $n } jours. Seul reste le texte auquel vous avez dit oui ;
front-promise-keep-published = un récit qui a figuré dans un programme publié ou figure dans la bibliothèque : après { $n } mois ;
front-promise-keep-code = votre code : { $n } jours après les dernières nouvelles de votre récit ;
front-promise-keep-trail = le journal de ce que les modérateurs ont fait : après { $n } mois.
front-promise-keep-week = Nous connaissons les semaines, pas les jours. Nous comptons donc à partir de la fin de la semaine, et cela peut durer jusqu’à une semaine de plus. Chaque nuit, la base de données est réécrite sans ce qui a été effacé.
front-promise-backups-on = Chaque nuit, une sauvegarde est faite : un seul fichier, fermé par une clé à part qui n’a sa place sur aucun serveur. Celui qui a les deux peut ouvrir tout ce qui s’y trouvait, y compris les enveloppes en attente. C’est pourquoi chacune est détruite avant d’avoir { $n } jours. S’il faut un jour en remettre une en place, ce qui a été retiré depuis est retiré de nouveau, tant que notre note à ce sujet n’est pas perdue elle aussi.
front-promise-backups-off = Ce programme ne fait pas de sauvegarde ici. Les personnes qui le font tourner en font-elles, et pour combien de temps ? Elles seules peuvent vous le dire.
front-promise-not-title = Ce que nous ne pouvons pas promettre
front-promise-not = C’est tout aussi important que le reste :
front-promise-not-facts = Si personne d’autre que vous ne connaissait les faits, les faits disent qui vous êtes. Votre façon d’écrire peut aussi vous trahir.
front-promise-not-small = Là où travaillent moins d’environ 25 personnes, il est difficile de rester anonyme.
front-promise-not-laptop = Un ordinateur ou un téléphone du travail peut enregistrer ce qui est à l’écran.
front-promise-not-network = Votre réseau, et un serveur qui se trouve peut-être devant celui-ci, peuvent voir que vous avez visité ce site, et quand. Ils ne voient pas votre texte, tant que l’adresse commence par https.
front-promise-not-https = En ce moment, ce site fonctionne sans https. Quelqu’un qui écoute le réseau peut lire ce qui passe.
front-promise-not-moment = Celui qui peut lire la base de données et son journal voit à quel moment quelque chose est arrivé, jamais ce que cela dit. Votre récit se perd parmi ceux avec lesquels il sort. Ce que vous envoyez ensuite (un oui, une réponse, un autre texte) prend effet au mélange suivant : si rien d’autre n’est arrivé depuis le mélange d’avant, ce moment est le vôtre. Retirer un récit déjà sorti agit tout de suite : ce moment se voit donc aussi.
front-promise-not-mail = En ce moment, les e-mails de ce site, comme les annonces et les invitations, partent vers le serveur de messagerie sans être chiffrés : quelqu’un qui écoute ce réseau peut les lire. De ce que vous racontez, ils ne contiennent jamais plus qu’un titre, celui d’un programme publié, et le lien avec lequel les lecteurs l’ouvrent.
front-promise-not-root = Quelqu’un qui réécrit le logiciel sur le serveur peut lire ce qui arrive à partir de là. Quelqu’un qui possède la base de données et les clés peut lire ce qui est conservé.
front-promise-not-copies = Si quelqu’un a copié la base de données avant que votre texte ne soit effacé, cette copie s’ouvre encore avec nos clés, jusqu’à ce que nous détruisions la clé du mois où votre texte a été enregistré. Nous le faisons dès qu’il ne reste rien de cette organisation datant de ce mois. Celui qui a aussi copié les clés peut l’ouvrir pour toujours. Le texte qui figurait dans la bibliothèque se lit dans une telle copie sans aucune clé.
front-promise-not-consent = Si vous avez choisi que votre silence vaut accord, il vaut accord après 14 jours ou un peu plus. Nous ne pouvons pas vous le rappeler : nous ne savons pas qui vous êtes.
front-promise-live = Cette page est faite à partir des réglages actuels de ce site. S’ils changent, la page change avec eux.

front-desks-title = Où allez-vous aujourd’hui ?
front-desks-lead = Vous aidez plus d’une organisation.
front-desks-none-title = Vous n’avez pas encore de rôle
front-desks-none = Vous êtes connecté, mais aucune organisation ne vous a donné de rôle. Demandez à un administrateur de vous inviter.
front-desks-offer-title = { $organisation } vous propose le rôle : { $role }
front-desks-offer-administrator = Vous mettriez tout en place : l’équipe, les réglages, le journal. Vous ne liriez aucun récit.
front-desks-offer-moderator = Vous liriez les récits avant les autres, les rendriez sûrs à raconter et décideriez.
front-desks-offer-organiser = Vous planifieriez les rencontres, mettriez les récits au programme et les annonceriez.
front-desks-offer-accept = Oui, j’accepte
front-desks-offer-refuse = Non merci
front-desk-title = En coulisses
front-desk-hello = Bonjour { $name }
front-desk-lead = Voici ce qui aiderait le plus maintenant.
front-desk-public = Voir ce que voient les visiteurs
front-step-decide = { $n ->
    [one] Un récit attend votre verdict
   *[other] { $n } récits attendent votre verdict
}
front-step-decide-more = { $n ->
    [one] Vous l’avez pris en main. Quelqu’un est curieux de savoir ce que vous en pensez.
   *[other] Vous les avez pris en main. Leurs auteurs sont curieux de savoir ce que vous en pensez.
}
front-step-decide-action = Continuer
front-step-read-new = { $n ->
    [one] Un nouveau récit
   *[other] { $n } nouveaux récits
}
front-step-read-new-more = { $n ->
    [one] Personne ne l’a encore lu. Prenez votre temps, et d’abord un café.
   *[other] Personne ne les a encore lus. Prenez votre temps, et d’abord un café.
}
front-step-read-new-action = Lire
front-step-all-read = Tout est lu
front-step-all-read-more = Profitez du calme. Il dure ? Le récit d’un responsable brise souvent la glace.
front-step-all-read-action = Récits prêts
front-step-plan = { $n ->
    [one] Un récit est prêt
   *[other] { $n } récits sont prêts
}
front-step-plan-more = { $n ->
    [one] Donnez-lui une place dans un programme.
   *[other] Donnez-leur une place dans un programme.
}
front-step-plan-action = Vers les rencontres
front-step-prepare = Préparer une rencontre
front-step-prepare-more = Trois récits et une pause suffisent pour un beau temps de midi.
front-step-prepare-action = Rencontres
front-step-refine = Une rencontre approche
front-step-refine-more = Tout y est, la pause aussi ? Alors publiez le programme.
front-step-refine-action = Continuer
front-step-announce = Faites-le savoir
front-step-announce-more = Celles et ceux qui veulent rester au courant seront contents de vous lire.
front-step-announce-action = Annonces
front-step-invite-moderator = Personne ne peut encore lire les récits
front-step-invite-moderator-more = Invitez un modérateur, de préférence deux : quelqu’un à qui l’on fait confiance.
front-step-invite-moderator-action = Inviter quelqu’un
front-step-invite-organiser = Personne ne prépare encore les rencontres
front-step-invite-organiser-more = Invitez un organisateur. Ce peut être vous.
front-step-invite-organiser-action = Inviter quelqu’un
front-step-await-invited = { $n ->
    [one] Un collègue ne s’est pas encore connecté
   *[other] { $n } collègues ne se sont pas encore connectés
}
front-step-await-invited-more = { $n ->
    [one] Une invitation est valable sept jours. Invitez de nouveau pour envoyer un nouveau lien.
   *[other] Les invitations sont valables sept jours. Invitez de nouveau pour envoyer de nouveaux liens.
}
front-step-await-invited-action = Équipe
front-step-name-themes = Il n’y a pas encore de thèmes
front-step-name-themes-more = Trois ou quatre suffisent : planning, clients, technique…
front-step-name-themes-action = Nommer des thèmes
front-step-write-call = Écrivez l’appel avec vos propres mots
front-step-write-call-more = C’est la première chose que l’on lit. Pourquoi le faites-vous ?
front-step-write-call-action = Écrire
front-step-all-set = Tout est prêt
front-step-all-set-more = Le mieux que vous puissiez faire maintenant : raconter à votre tour.
front-step-all-set-action = Réglages
front-promise-lanes-title = Comment les récits arrivent
front-promise-lanes = En ce moment, un récit peut arriver ainsi :
front-promise-lane-named = Avec votre nom et le code de l’affiche. Les modérateurs savent alors qui vous êtes.
front-promise-lane-unverified = Avec votre nom et sans le code de l’affiche, au plus { $n } récits par jour (chaque serveur compte de son côté). N’importe qui peut taper n’importe quel nom : ces récits restent donc à part, marqués « non vérifié », jusqu’à ce qu’un modérateur les regarde.
front-promise-lane-house = Avec le code de l’affiche ou de l’intranet. Il est le même pour tous et change à chaque appel : il montre que vous travaillez ici, pas qui vous êtes.
front-promise-lane-open = Sans le code de l’affiche, au plus { $n } récits par jour (chaque serveur compte de son côté). Tout le monde peut entrer ainsi : ces récits restent donc à part jusqu’à ce qu’un modérateur les regarde, et ne se fondent que parmi eux.
front-promise-never-log = les visites. Le programme note ses propres problèmes, jamais qui a ouvert quelle page ni ce qui a été tapé ;
front-promise-not-quiet = En ce moment, le programme note plus que d’habitude. Toujours aucun texte ni aucune visite, mais davantage sur son propre travail et le moment où il l’a fait.
front-promise-not-process = Un seul programme fait tout ici : il reçoit les récits, les ouvre et les montre aux modérateurs. Il détient donc toutes les clés.
front-promise-log-title = Depuis quand cette promesse vaut
front-promise-log = La promesse peut toujours devenir plus forte. Dès qu’un récit a été raconté dans une édition, elle ne peut plus y devenir plus faible. Chaque ligne ci-dessous porte un numéro qui couvre toutes les précédentes : notez-le, et vous verrez que personne ne les a réécrites.
front-promise-log-since = Depuis le { $date }
front-promise-log-first = La promesse de départ.
front-promise-log-hash = Numéro à noter :
front-promise-log-stronger = Plus forte ou égale : { $n }
front-promise-log-weaker = Plus faible : { $n }
front-promise-log-house-on = On peut envoyer un récit avec le code de l’affiche.
front-promise-log-house-off = On ne peut plus envoyer de récit avec le code de l’affiche.
front-promise-log-open-on = On peut aussi envoyer un récit anonyme sans le code de l’affiche, au plus { $n } par jour.
front-promise-log-open-off = On ne peut plus envoyer de récit anonyme sans le code de l’affiche.
front-promise-log-https-on = Le site fonctionne avec https.
front-promise-log-https-off = Le site fonctionne sans https.
front-promise-log-quiet-on = Le programme ne note pas plus que d’habitude.
front-promise-log-quiet-off = Le programme note plus que d’habitude.
front-promise-log-lives = La durée de conservation des textes a changé ; les durées d’aujourd’hui sont ci-dessus.
front-promise-not-processes = Plusieurs processus se partagent ici le travail : certains reçoivent les récits, d’autres les ouvrent. Chacun détient toutes les clés.
front-home-call-named = Nous apprenons plus de nos échecs que de nos réussites. Quelque chose a mal tourné au travail, petit ou grand ? Racontez-le ici, avec votre nom.
front-promise-people-unsaid = Personne n’a dit combien de personnes peuvent raconter ici. Moins elles sont nombreuses, plus il est facile de deviner qui c’était.
front-promise-people-tiny = { $n ->
    [one] Une seule personne peut raconter ici. À moins de 10, personne ne reste inconnu : seuls les récits signés sont acceptés.
   *[other] { $n } personnes peuvent raconter ici. À moins de 10, personne ne reste inconnu : seuls les récits signés sont acceptés.
}
front-promise-people-small = { $n } personnes peuvent raconter ici : sans nom, on se cache parmi peu de monde.
front-promise-people-large = { $n } personnes peuvent raconter ici.
front-promise-log-said = À propos de cette organisation : { $n }
front-promise-reach-house = Une fois raconté, seuls vos collègues peuvent le lire. Les pages des programmes, des récits et des annonces s’ouvrent avec un lien ou un code que toute la maison partage : nous ne savons donc pas qui lit. Pour votre récit, cela ne s’élargit jamais : si l’organisation ouvre ses pages à tous plus tard, le vôtre reste entre collègues.
front-promise-reach-everybody = Une fois raconté, tout le monde peut le lire, collègues ou non : les pages des programmes, des récits et des annonces sont ouvertes, et les moteurs de recherche peuvent les répertorier si l’organisation le demande. Votre nom se lit aussi, si vous l’avez ajouté. Tant que l’organisation ferme ses pages, seuls vos collègues peuvent le lire.
front-promise-log-readers-house = ce qui se raconte à partir d’ici est pour les collègues seulement.
front-promise-log-readers-everybody = tout le monde peut lire ce qui se raconte à partir d’ici. Ce qui a été raconté aux collègues reste entre eux.
front-next-closed-title = Une rencontre se prépare
front-next-closed = Quand, où et ce qui est au programme : c’est pour les collègues. Le code de l’affiche l’ouvre.
front-story-title = Récit de la semaine
front-story-more = D’autres récits dans la bibliothèque
front-story-inside-title = Il vous attend à l’intérieur
front-story-inside = Ici, les récits sont pour les collègues : il vous faut le lien, ou le code de l’affiche.
front-step-hidden = { $n ->
    [one] Un récit a été masqué par un lecteur
   *[other] { $n } récits ont été masqués par des lecteurs
}
front-step-hidden-more = { $n ->
    [one] Quelqu’un y est reconnaissable, dit-il. Vous décidez à deux de la suite.
   *[other] On y reconnaît des personnes, disent-ils. Vous décidez à deux de la suite.
}
front-step-hidden-action = Regarder
front-step-questions = { $n ->
    [one] Une question ou réponse attend
   *[other] { $n } questions ou réponses attendent
}
front-step-questions-more = Un lecteur pose une question à un auteur, ou un auteur a répondu. Rien ne passe sans vous.
front-step-questions-action = Lire
