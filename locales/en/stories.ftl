# Words about stories that several features use.
stories-intensity-light = Light
stories-intensity-heavy = Heavy
stories-note-injury = Somebody gets hurt
stories-note-death = Somebody dies
stories-note-illness = Illness or burn-out
stories-note-harassment = Bullying or harassment
stories-note-job-loss = Somebody loses their job
