# Mots sur les récits, utilisés à plusieurs endroits.
stories-intensity-light = Léger
stories-intensity-heavy = Éprouvant
stories-note-injury = Quelqu’un est blessé
stories-note-death = Quelqu’un meurt
stories-note-illness = Maladie ou burn-out
stories-note-harassment = Harcèlement
stories-note-job-loss = Quelqu’un perd son emploi
