# Récits racontés, ou à lire.
library-title = Bibliothèque
library-lead = Ce qui a mal tourné, ce que cela a appris, et à qui cela profite : à tous ceux qui le lisent.
library-stories = Récits
library-by = Par { $name }
library-filter-theme = De quoi il s’agit
library-filter-language = Écrit en
library-filter-all = Tout
library-widen = Pas seulement cela
library-newer = Plus récents
library-older = Plus anciens
library-nothing-title = Rien ici
library-nothing-text = Aucun récit ne répond à tout cela. Avec moins de filtres, on trouve plus.
library-all = Afficher tous les récits
library-empty-title = Pas encore de récit
library-empty-text = Il faut que quelqu’un commence. Le récit d’un responsable brise souvent la glace.
library-feed = Nouveaux récits par flux (Atom)
library-feed-title = Nouveaux récits chez { $n }
library-week = semaine { $week } de { $year }
library-since = Dans la bibliothèque depuis la
library-told-on = Raconté le { $date } :
library-part-what-happened = Ce qui s’est passé
library-part-made-sense = Pourquoi cela semblait logique
library-part-cost = Ce que cela a coûté
library-part-learned = Ce que j’ai appris
library-part-advice = Ce que je dirais à un collègue
library-lessons = Ce qui en est sorti
library-similar = Lire aussi
library-search = Chercher dans les récits, en toute langue
library-search-button = Chercher
library-search-hint = La moitié d’un mot suffit. « Des mots entre guillemets » restent ensemble ; un signe moins exclut : serveur -facture.
library-search-order = Ordre
library-search-order-fit = Les meilleurs d’abord
library-search-order-week = Les plus récents d’abord
library-search-count = { $n ->
    [one] Un récit correspond.
   *[other] { $n } récits correspondent.
}
library-search-count-more = Plus de { $n } récits correspondent. Voici les { $n } plus récents, les meilleurs d’abord.
library-search-meant = Aucun récit ne contient « { $typed } ». Ceux-ci contiennent « { $meant } ».
library-search-any = Aucun récit ne contient tout cela. Ceux-ci en contiennent une partie.
library-search-nothing-title = Rien trouvé
library-search-nothing = Essayez un autre mot, ou moins de mots.
library-search-silent-title = Rien à chercher encore
library-search-silent = Ces mots sont dans presque tous les récits. Tapez-en un qui dise de quoi il s’agit.
library-search-wider = Chercher dans tous les récits
library-search-first = Premiers résultats
library-search-next = Plus de résultats
library-me-too-title = Cela vous est-il arrivé aussi ?
library-me-too = Moi aussi
library-me-too-hint = Une simple pression, et personne ne sait que c’était vous. Le nombre est indiqué à peu près, à partir du prochain mélange.
library-me-too-few = C’est arrivé à quelques autres.
library-me-too-5 = C’est arrivé à cinq autres ou plus.
library-me-too-10 = C’est arrivé à dix autres ou plus.
library-me-too-25 = C’est arrivé à vingt-cinq autres ou plus.
library-after-back = Retour au récit
library-after-me-too = Merci
library-after-me-too-more = Qui a raconté cela est moins seul maintenant. Cela compte à partir du prochain mélange.
library-after-me-too-tomorrow = Assez pour aujourd’hui
library-after-me-too-tomorrow-more = Beaucoup ont déjà appuyé aujourd’hui : cette fois-ci ne compte pas. Réessayez demain.
library-hide-link = Vous vous reconnaissez, ou quelqu’un d’autre ? Masquez ce récit
library-hide-title = Masquer ce récit
library-hide-lead = Il disparaît aussitôt de toutes les pages. Vous n’avez pas à dire qui vous êtes.
library-hide-who = Qui est reconnaissable ?
library-hide-who-me = Moi
library-hide-who-somebody = Quelqu’un d’autre
library-hide = Masquer maintenant
library-hide-then-title = Et ensuite ?
library-hide-then = Deux modérateurs le relisent. Il ne revient que si tous deux estiment que personne n’est reconnaissable, peut-être avec d’autres mots qu’aujourd’hui.
library-hide-stale = Cette page est restée ouverte longtemps. Appuyez encore une fois sur le bouton.
library-after-hidden = Il est masqué
library-after-hidden-more = Plus personne ne peut le lire. Deux modérateurs vont le relire.
library-after-asked-again = Un modérateur va le relire
library-after-asked-again-more = Ce récit a déjà été masqué, et deux personnes ont estimé que personne n’est reconnaissable. Il reste donc en place jusqu’à ce qu’un modérateur l’ait relu.
library-hidings-title = Récits masqués
library-hidings-lead = Quelqu’un a dit qu’on y reconnaît des personnes. Lisez chacun comme si vous les connaissiez toutes ; vous décidez à deux.
library-hidings-none-title = Rien n’est masqué
library-hidings-none = Si un lecteur masque un récit parce que quelqu’un est reconnaissable, vous le voyez ici.
library-hidings-hidden = Il ne figure plus sur aucune page.
library-hidings-again = Il a déjà été montré à nouveau, il est donc encore là : vous décidez seul.
library-hidings-kept = Reste masqué
library-hidings-who-me = Quelqu’un se reconnaît.
library-hidings-who-somebody = Quelqu’un reconnaît quelqu’un d’autre.
library-hidings-given-show = { $n ->
    [0] Personne ne dit encore qu’on peut le montrer.
    [one] Une personne dit qu’on peut le montrer.
   *[other] { $n } personnes disent qu’on peut le montrer.
}
library-hidings-given-keep = { $n ->
    [0] Personne ne dit encore qu’il doit rester masqué.
    [one] Une personne dit qu’il doit rester masqué.
   *[other] { $n } personnes disent qu’il doit rester masqué.
}
library-hidings-mine-show = Vous le montreriez.
library-hidings-mine-keep = Vous le garderiez masqué.
library-hidings-show = Montrer à nouveau
library-hidings-keep = Garder masqué
library-done-verdict = C’est noté. Une autre personne décide avec vous.
library-done-shown = On peut le lire à nouveau. Il figure de nouveau dans les programmes, et dans la bibliothèque à partir du prochain mélange.
library-done-kept = Il reste masqué.
library-packs = Sélections à lire
library-pack-empty = On ne peut plus lire les récits de cette sélection.
library-packs-title = Sélections à lire
library-packs-lead = Quelques récits dans un ordre, avec une introduction : pour les premières semaines de quelqu’un, ou avant une première équipe.
library-pack = Sélection
library-pack-new = Faire une sélection
library-pack-make = Créer
library-pack-title = Titre
library-pack-intro = Introduction
library-pack-shown = La montrer dans la bibliothèque
library-pack-is-shown = Dans la bibliothèque
library-pack-is-not-shown = Pas encore montrée
library-pack-save = Enregistrer
library-pack-stories = Récits, dans l’ordre de lecture
library-pack-none = Pas encore de récit.
library-pack-absent = On ne peut pas lire ce récit pour l’instant.
library-pack-up = Monter
library-pack-take-out = Retirer de la sélection
library-pack-add-which = Un récit de la bibliothèque
library-pack-add = Ajouter
library-pack-remove = Supprimer cette sélection
