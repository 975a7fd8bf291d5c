# Woorden over verhalen die op meer dan één plaats staan.
stories-intensity-light = Licht
stories-intensity-heavy = Zwaar
stories-note-injury = Iemand raakt gewond
stories-note-death = Iemand overlijdt
stories-note-illness = Ziekte of burn-out
stories-note-harassment = Pesten of intimidatie
stories-note-job-loss = Iemand verliest zijn werk
