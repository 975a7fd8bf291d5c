# Les mots autour de chaque page et dans les composants.
site-skip = Aller au contenu
site-nav = Menu principal
site-nav-tell = Raconter
site-nav-events = Rencontres
site-nav-receipt = Mon code
site-nav-promise = Promesse
site-desk = En coulisses
site-menu = Menu
site-sign-out = Se déconnecter
site-languages = Langue
site-motto = Tomber, ça arrive. Raconter, ça aide.
site-no-traces = Ici, pas de cookies, et personne ne vous suit.
site-promise-link = Ce que nous vous promettons
site-title-problem = À vérifier :
site-problems = { $n ->
    [one] Il manque encore une chose
   *[other] Il manque encore { $n } choses
}
site-problems-kept = Tout ce que vous avez écrit est encore là, plus bas.
site-form-used = Ce formulaire a déjà été enregistré, et vous l’avez modifié depuis. Pour ajouter ceci aussi, envoyez-le encore une fois.
site-optional = (facultatif)
site-limit = Jusqu’à { $n } caractères.
site-left = Caractères encore disponibles :
site-over = Caractères en trop :
site-step-done = (fait)
site-pages = Parcourir les pages
site-pages-previous = Précédent
site-pages-next = Suivant
site-copy = Copier le code
site-copied = Copié. Collez-le là où vous seul pouvez le voir.
site-picture = Enregistrer comme image
site-picture-saved = Enregistré. Certains téléphones copient les images ailleurs : gardez-la là où vous seul regardez.
site-print = Imprimer cette page
site-print-receipt = Imprimer la carte
site-qr = Le code en image
site-qr-holds = Un code QR qui contient le code sous forme de texte, et aucune adresse.
site-receipt-where = Tapez le code ici :
site-kept-lead = Considérez que ce n’est pas encore arrivé. Rien n’est perdu : tout votre texte est ici. Renvoyez-le dans un instant ; s’il était malgré tout arrivé, il ne sera enregistré qu’une fois.
site-kept-text = Ce que vous avez écrit, partie { $n }
site-kept-again = Renvoyer
site-kept-undone = Considérez que ce n’est pas encore fait. Réessayez dans un instant ; le faire deux fois ne change rien.
site-kept-retry = Réessayer
