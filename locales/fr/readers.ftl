# La porte des lecteurs.
readers-door-title = Entre collègues
readers-door-lead = Ce qui se raconte chez { $organisation } est pour ceux qui y travaillent. Indiquez une seule fois le code de l’affiche, et ce navigateur vous laisse lire.
readers-code = Code de l’affiche
readers-code-hint = Sur l’affiche et l’intranet : le même pour tous.
readers-open = Ouvrir
readers-wrong-code = Ce n’est pas le code de cette édition. Il change à chaque appel : regardez l’affiche la plus récente.
readers-old-title = Ce lien a été remplacé
readers-old = Le nouveau figure dans l’annonce la plus récente, sur l’affiche et sur l’intranet. Le code de la dernière affiche ouvre aussi cette page.
readers-unknown-title = Ce lien n’ouvre rien
readers-unknown = Une partie s’est peut-être perdue en route. Copiez-le en entier, ou indiquez le code de l’affiche.
readers-shut-title = Fermé pour le moment
readers-shut = Un administrateur a mis fin au lien des lecteurs, et rien n’ouvre ces pages à présent. Demandez-en un nouveau à qui vous l’a donné.
readers-demo-title = Ceci est une démonstration
readers-demo = Vous pouvez donc entrer : le code de l’affiche est { $code }.
readers-demo-open = Laissez-moi entrer
readers-privacy-title = Ce que nous apprenons de vous
readers-privacy = Rien. Tous les lecteurs ont la même clé : elle montre que vous êtes de la maison, pas qui vous êtes. Votre navigateur la garde pour les pages à lire ; celles où l’on raconte ne la reçoivent jamais.
