doctor-title = Pratfall doctor
doctor-scope = Examiné avec les réglages de cette commande : donnez-lui les mêmes que ceux du serveur. Rien n’a été modifié.
doctor-green = vert
doctor-yellow = à noter
doctor-red = ROUGE
doctor-loosened = démo
doctor-unknown = pas vu
doctor-loosened-why = démo : assoupli exprès dans la démonstration. pas vu : impossible de regarder, la ligne dit pourquoi.

doctor-failed = Cette partie n’a pas pu être examinée : { $reason }.
doctor-failed-do = Corrigez d’abord ce qui est rouge plus haut, puis redemandez. Si cela reste, signalez-le.

doctor-running = Est-ce que tout tourne ?
doctor-database-well = La base de données répond (Postgres { $version }).
doctor-database-ill = La base de données ne répond pas : rien d’autre n’a donc été examiné.
doctor-database-do = Postgres tourne-t-il, et DATABASE_URL est-elle juste ?
doctor-held-well = Rien n’est retenu ni reporté plus longtemps que possible.
doctor-held-ill = Retenu ou reporté plus longtemps que possible, parce qu’une horloge avançait : { $list }.
doctor-held-do = Ce sera repris malgré tout. Laissez les machines régler leur horloge par le réseau (NTP) pour que cela dure.
doctor-link-near = La base de données est sur cette machine.
doctor-link-well = La base de données sur { $hosts } est jointe par TLS et doit prouver son identité.
doctor-link-unsure = La base de données sur { $hosts } est jointe par TLS, mais n’importe qui sur le chemin peut se faire passer pour elle.
doctor-link-unsure-do = Écrivez sslmode=verify-full dans DATABASE_URL et, dans sslrootcert, le fichier de l’autorité qui signe son certificat.
doctor-link-clear = La base de données sur { $hosts } est jointe en clair : quiconque se trouve sur le chemin lit tout.
doctor-link-clear-do = Activez TLS dans la base de données et écrivez sslmode=verify-full dans DATABASE_URL.
doctor-schema-well = Les tables sont celles de cette version.
doctor-schema-behind = { $n ->
    [one] Les tables sont plus anciennes que ce programme : il manque une migration.
   *[other] Les tables sont plus anciennes que ce programme : il manque { $n } migrations.
}
doctor-schema-behind-do = Lancez « pratfall migrate », ou démarrez le serveur, qui le fait aussi.
doctor-schema-ahead = Les tables sont plus récentes que ce programme.
doctor-schema-ahead-do = Utilisez la version plus récente du programme, celle qui les a faites.
doctor-server-well = Le serveur répond et il est prêt.
doctor-server-ill = Le serveur répond, mais dit qu’il n’est pas prêt.
doctor-server-ill-do = Regardez son journal et redémarrez-le.
doctor-server-silent = Aucun serveur ne répond sur PRATFALL_BIND : ce qu’il fait n’a donc pas été examiné.
doctor-worker-well = Rien de ce qui doit arriver à heure fixe n’est en retard.
doctor-worker-ill = Personne ne fait le travail d’arrière-plan : le mélange et les e-mails attendent.
doctor-worker-rest = Le mélange et les e-mails attendent le démarrage d’un serveur ou d’un worker.
doctor-worker-do = Démarrez « pratfall serve » sans --no-worker, ou « pratfall work » à côté.
doctor-jobs-well = Aucune tâche n’a été abandonnée.
doctor-jobs-ill = Des tâches ont été abandonnées après de nombreux essais : { $list }.
doctor-jobs-do = Le journal dit pourquoi chacune a échoué.
doctor-mail-well = Les e-mails partent vers { $host }, en TLS sauf si c’est cette machine.
doctor-mail-open = Les e-mails partent vers { $host } sans TLS : on peut les lire en chemin. C’est ce que dit PRATFALL_SMTP_TLS.
doctor-mail-open-do = Donnez un certificat au serveur de messagerie, indiquez son autorité dans PRATFALL_SMTP_CA si c’est la vôtre, et retirez PRATFALL_SMTP_TLS.
doctor-mail-folder = Les e-mails ne partent nulle part : ils restent dans le dossier de données.
doctor-mail-do = Réglez SMTP_URL pour envoyer les e-mails.

doctor-tables = N’y a-t-il aucune place pour une personne dans ce que les auteurs envoient ?
doctor-columns-well = Là où la base garde ce que les auteurs envoient, il n’y a aucune colonne pour un nom, une adresse, un appareil ou un moment. Rien de plus fin que la semaine.
doctor-columns-ill = Dans la base, il y a un endroit où un auteur pourrait laisser une trace : { $list }.
doctor-columns-do = Ne recueillez plus de récits tant que c’est là. Les tables ne sont pas celles de cette version : demandez qui les a changées.
doctor-ways-well = Aucune clé de la base ne mène d’un récit à une personne.
doctor-ways-ill = Des clés de la base mènent de ce qu’un auteur envoie à une personne : { $list }.
doctor-walls-well = Dans la base, des murs séparent les organisations.
doctor-walls-ill = Des organisations peuvent voir les lignes des autres dans : { $list }.
doctor-walls-do = Activez la sécurité par ligne (row-level security) pour ces tables et forcez-la, comme le font les migrations.
doctor-role-well = Le programme travaille dans la base comme quelqu’un qui ne possède rien.
doctor-role-owns = Le rôle du programme dans la base possède des tables et pourrait donc abattre leurs murs : { $list }.
doctor-role-mighty = Le rôle du programme dans la base passe à travers les murs entre organisations.
doctor-role-missing = Le programme n’a pas de rôle à lui dans la base ; les murs tiennent parce qu’ils sont forcés.
doctor-role-do = Laissez le rôle de DATABASE_URL créer et utiliser le rôle pratfall_app, sans autres droits que ceux des migrations.

doctor-silence = Rien d’autre n’est-il noté ?
doctor-log-well = Le journal de la base est réglé pour ne citer ni requête, ni ligne, ni moment d’activité.
doctor-log-ill = La base peut noter dans son journal ce que les gens envoient, ou quand : { $list }.
doctor-log-do = Incluez deploy/postgres.conf dans la configuration du serveur, rechargez-la, et détruisez les journaux gardés jusqu’ici.
doctor-spies-well = La base n’a rien chargé qui note les requêtes.
doctor-spies-ill = La base a chargé de quoi noter les requêtes : { $list }.
doctor-spies-do = Retirez-le de shared_preload_libraries et redémarrez la base.
doctor-spies-unknown = Si la base a chargé de quoi noter les requêtes, seul son superutilisateur peut le savoir.
doctor-log-file-well = Le journal de la base sur le disque ne cite ni requête ni ligne.
doctor-log-file-ill = Le journal de la base cite des requêtes ou des lignes.
doctor-log-file-do = Cherchez qui a changé les réglages, puis détruisez postgres.log dans le dossier de données.
doctor-log-file-unknown = Les journaux de la base ne sont pas à nous : personne n’y a regardé.
doctor-program-log-well = Le journal du programme n’est pas réglé pour laisser passer ce que les gens envoient.
doctor-program-log-ill = Le journal du programme est réglé à un niveau qui laisse passer ce qui circule : { $list }.
doctor-program-log-do = Réglez PRATFALL_LOG sur info ou plus discret, et détruisez les journaux gardés jusqu’ici.
doctor-disk-well = Ce que la page dit reçu est sur le disque.
doctor-disk-ill = Une panne de courant peut perdre ce que la page disait reçu : { $list }.
doctor-disk-do = Activez ces réglages de la base.

doctor-keys = Qui peut atteindre les clés ?
doctor-keys-well = Seul l’utilisateur du programme peut lire les fichiers de clés.
doctor-keys-ill = D’autres que l’utilisateur du programme peuvent atteindre des fichiers de clés : { $list }.
doctor-keys-do = Dossiers en 0700, fichiers en 0600, tout à l’utilisateur du programme, pas de liens. Qui y avait accès a pu les copier.
doctor-keys-apart = Les clés ne sont pas avec la base de données.
doctor-keys-together = Clés et base sont dans un même dossier de données : qui le copie en entier a les deux.
doctor-keys-inside = Les clés sont dans le dossier de la base elle-même : chaque sauvegarde les contient.
doctor-keys-apart-do = Réglez PRATFALL_KEYS sur un dossier ailleurs, déplacez-y les clés, et sauvegardez les deux séparément.
doctor-keys-whole = Chaque fichier de clé contient une clé.
doctor-keys-damaged = Ces fichiers ne contiennent plus de clé : { $list }. Ce qu’elles fermaient reste fermé ; les enveloppes de ce jour attendent.
doctor-keys-damaged-do = Remettez ces fichiers depuis une sauvegarde. Ne les supprimez pas : une nouvelle clé n’ouvre rien.
doctor-intake-keys-well = Les clés des jours passés, avec lesquelles les récits étaient fermés en chemin, sont détruites.
doctor-intake-keys-ill = Des clés de jours passés qui devraient être détruites sont encore là : { $list }.
doctor-intake-keys-do = Le mélange les détruit : a-t-il lieu, et peut-il écrire dans le dossier des clés ?

doctor-pool = L’entrée est-elle telle que promise ?
doctor-mix-daily = Les récits sont mélangés et montrés aux modérateurs à heures fixes : { $moments }, à l’horloge du serveur.
doctor-mix-every = Les récits sont mélangés et montrés aux modérateurs toutes les { $hours } heures.
doctor-mix-fast = Les récits sortent du mélange toutes les { $seconds } secondes : qui voit les visites peut deviner de qui ils sont.
doctor-mix-do = Réglez PRATFALL_MIX sur une heure de la journée.
doctor-form-age-well = Un formulaire sans scripts doit être ouvert depuis { $n ->
    [one] une seconde
   *[other] { $n } secondes
} avant de partir.
doctor-form-age-none = Un formulaire sans scripts peut partir aussitôt : rien ne freine les machines.
doctor-form-age-do = Réglez PRATFALL_FORM_AGE sur 20.
doctor-letters-well = Aucune enveloppe n’attend plus longtemps que le mélange ne le demande.
doctor-letters-ill = Des enveloppes attendent depuis le { $day } : le mélange n’a pas lieu, ou un fichier de clé manque.
doctor-letters-do = Lancez « pratfall mix » et lisez ce qu’il dit. Restaurez les fichiers manquants de keys/intake depuis une sauvegarde.
doctor-days-well = Des jours dont toutes les enveloppes sont ouvertes, il ne reste rien dans la base.
doctor-days-ill = La place de jours dont toutes les enveloppes sont ouvertes est encore là : { $list }.
doctor-days-do = Le mélange la supprime : a-t-il lieu ?
doctor-threshold-well = { $organisation } : les récits anonymes sortent à { $n } ou plus à la fois.
doctor-threshold-ill = { $organisation } : des récits anonymes peuvent sortir à moins de trois à la fois (réglé sur { $n }).
doctor-threshold-do = Augmentez-le dans les réglages, sous ce qui est promis aux auteurs : 5, ou 3 là où peu de gens travaillent.

doctor-site = Qu’apprennent les navigateurs, les caches et les réseaux ?
doctor-https-well = Les visiteurs viennent en https, et seul un proxy sur cette machine atteint le programme.
doctor-https-beside = Les visiteurs viennent en https, mais le programme écoute aussi le réseau sans https.
doctor-https-beside-do = Si le proxy est sur cette machine, réglez PRATFALL_BIND sur 127.0.0.1. Sinon, ne laissez passer que le proxy.
doctor-https-local = Il n’y a pas de https, et seule cette machine peut visiter.
doctor-https-ill = Les visiteurs viennent sans https : qui écoute le réseau lit ce qu’ils écrivent.
doctor-https-do = Mettez devant un proxy avec https et donnez son adresse https à PRATFALL_PUBLIC_URL.
doctor-headers-well = Les pages des auteurs ne posent aucun cookie et ne chargent rien d’ailleurs. Navigateurs et caches ne gardent rien du formulaire ni de ce qu’ouvre un code ; l’accueil et la promesse, les mêmes pour tous, sont revérifiés chaque fois.
doctor-headers-ill = Des pages d’auteurs ont reçu une mauvaise réponse : { $list }.
doctor-headers-do = Y a-t-il quelque chose entre le programme et cette machine ? Sinon, signalez-le.
doctor-headers-unknown = Les pages des auteurs n’ont pas été examinées : aucun serveur ne tourne.
doctor-demo-notes = Ceci est une démonstration : mots de passe de l’équipe et codes d’auteurs sont lisibles dans son dossier de données.
doctor-demo-open = Ceci est une démonstration, et d’autres que cette machine peuvent l’atteindre.
doctor-demo-do = Repartez d’un dossier de données vide et de « pratfall serve » avant que quelqu’un ne raconte.

doctor-trail = L’équipe peut-elle rendre des comptes ?
doctor-audit-well = Le journal de l’équipe se tient : chacune de ses { $n } lignes suit la précédente. Une fin coupée ne se voit pas ainsi.
doctor-audit-ill = Le journal de l’équipe est rompu (organisation, première ligne qui ne va pas) : { $list }.
doctor-audit-do = Quelqu’un a écrit à la main dans la base. Gardez-en une copie telle quelle et cherchez qui.

doctor-leaks = Ce que la relecture a retiré a-t-il disparu partout ?
doctor-leaks-well = Ce qui a quitté { $n ->
    [one] un récit
   *[other] { $n } récits
} ne se trouve nulle part ailleurs, là où l’on a regardé. Récits dont il reste une seule version, si bien qu’il n’y a rien à comparer : { $alone }.
doctor-leaks-ill = { $organisation } : le récit { $story } contenait de quoi reconnaître quelqu’un, et sa dernière version ne l’a plus. Cela se trouve encore dans { $place } ({ $rows }).
doctor-leaks-do = Regardez le récit et cet endroit, puis modifiez l’endroit ou retirez ce qui le contient. Ce peut être une fausse alerte : un nom peut être un mot ordinaire, ou celui de quelqu’un d’autre.
doctor-leaks-shut = Récits dont une version ne s’ouvre pas, faute de clé : { $n }. Ils n’ont pas été regardés.
doctor-leaks-much = Il y a tant de tâches et d’actes différents que tout n’a pas été regardé, chez : { $list }.
doctor-leaks-unknown = Les clés ne sont pas ici : aucun récit n’a pu être ouvert.

doctor-backups = Reste-t-il quelque chose pour les mauvais jours, et rien plus longtemps que promis ?
doctor-backup-well = La dernière sauvegarde date des deux derniers jours.
doctor-backup-none = Pratfall ne fait pas de sauvegarde. Si autre chose s’en charge, il ne peut pas le savoir.
doctor-backup-do = Lancez « pratfall backup --new-key FICHIER » : dès lors, il y en aura une chaque nuit. Quel que soit l’outil qui en fait par ailleurs, détruisez chacune après 14 jours.
doctor-backup-missing = Il y a une clé de secours, et aucune sauvegarde.
doctor-backup-stale = La dernière sauvegarde a { $days } jours.
doctor-backup-now = Lancez « pratfall backup » et lisez ce qu’il dit. Elle se fait chaque nuit là où tourne « pratfall serve » ou « pratfall work ».
doctor-backup-old = Une sauvegarde a plus de { $days } jours : ce que des auteurs ont retiré s’y trouve encore.
doctor-backup-old-do = Détruisez-la, ainsi que ses copies ailleurs. Pratfall enlève les anciennes quand il en fait une nouvelle.
doctor-backup-leap = L’horloge a { $days } jours d’avance sur la dernière sauvegarde et la dernière ronde de nuit : d’ici une nuit de plus, aucune ancienne sauvegarde n’est enlevée, et ce que des auteurs ont retiré peut s’y trouver plus longtemps que promis.
doctor-backup-leap-do = Si l’horloge est fausse, réglez-la avant la nuit prochaine. Si elle est juste, parce que le serveur était à l’arrêt, lancez deux fois « pratfall backup » : la seconde enlève ce qui est trop ancien.
doctor-backup-beside = Les sauvegardes sont sur le même disque que les données : s’il lâche, tout est perdu.
doctor-backup-beside-do = Réglez PRATFALL_BACKUPS sur un dossier d’un autre disque, ou copiez-les ailleurs chaque jour et détruisez les copies après 14 jours.

doctor-machine = La machine en dessous est-elle en ordre ?
doctor-clock-well = Les horloges du programme et de la base concordent.
doctor-clock-ill = Les horloges du programme et de la base diffèrent de { $seconds } secondes, ou sont fausses.
doctor-clock-do = Laissez les machines régler leur horloge par le réseau (NTP).
doctor-zone-well = Le mélange a lieu aux heures que les gens attendent.
doctor-zone-differs = L’horloge du serveur ne montre pas la même heure que celle de : { $list }. Le mélange suit le serveur.
doctor-zone-do = Réglez le fuseau horaire du serveur (TZ), ou tenez-en compte dans PRATFALL_MIX.
doctor-core-off = Un plantage ne laisse pas de copie de la mémoire sur le disque.
doctor-core-on = Un plantage peut laisser sur le disque une copie de la mémoire, clés comprises.
doctor-core-do = Démarrez le programme avec « ulimit -c 0 », ou LimitCORE=0 dans son unité systemd.
doctor-swap-off = Aucune mémoire ne passe sur un disque.
doctor-swap-on = De la mémoire, clés comprises, peut passer sur un disque (swap).
doctor-swap-do = Chiffrez l’espace de swap, ou désactivez-le.
doctor-swap-unknown = Si de la mémoire passe sur un disque, nous ne l’avons pas vu : ce système ne le dit pas.
