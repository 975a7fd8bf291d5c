doctor-title = Pratfall doctor
doctor-scope = Looked at from this command’s settings: give it the same as the server. Nothing was changed.
doctor-green = green
doctor-yellow = note
doctor-red = RED
doctor-loosened = demo
doctor-unknown = not seen
doctor-loosened-why = demo: loosened on purpose in the demonstration. not seen: nobody could look, the line says why.

doctor-failed = This part could not be looked at: { $reason }.
doctor-failed-do = Put right what is red above, then ask again. If it stays, report it.

doctor-running = Does it run?
doctor-database-well = The database answers (Postgres { $version }).
doctor-database-ill = The database does not answer, so nothing else was looked at.
doctor-database-do = Is Postgres running, and is DATABASE_URL right?
doctor-held-well = Nothing is held or put off for longer than it can be.
doctor-held-ill = Held or put off for longer than it can be, because a clock was ahead: { $list }.
doctor-held-do = It is taken up all the same. Let the machines set their clocks over the network (NTP), so that it stays so.
doctor-link-near = The database is on this machine.
doctor-link-well = The database on { $hosts } is spoken to over TLS, and has to prove who it is.
doctor-link-unsure = The database on { $hosts } is spoken to over TLS, but anybody in between could pose as it.
doctor-link-unsure-do = Write sslmode=verify-full in DATABASE_URL, and in sslrootcert the file of the authority that signs its certificate.
doctor-link-clear = The database on { $hosts } is spoken to in the clear: whoever is in between reads along.
doctor-link-clear-do = Switch TLS on in the database, and write sslmode=verify-full in DATABASE_URL.
doctor-schema-well = The tables are those of this version.
doctor-schema-behind = { $n ->
    [one] The tables are older than this program: one migration is missing.
   *[other] The tables are older than this program: { $n } migrations are missing.
}
doctor-schema-behind-do = Run “pratfall migrate”, or start the server: it does so too.
doctor-schema-ahead = The tables are newer than this program.
doctor-schema-ahead-do = Use the newer version of the program, which made them.
doctor-server-well = The server answers and is ready.
doctor-server-ill = The server answers, and says that it is not ready.
doctor-server-ill-do = Look in its log; restart it.
doctor-server-silent = No server answers on PRATFALL_BIND, so what it does was not looked at.
doctor-worker-well = Nothing that happens at fixed moments is late.
doctor-worker-ill = Nobody does the jobs: the mix and the mails wait.
doctor-worker-rest = The mix and the mails wait for a server or a worker to start.
doctor-worker-do = Start “pratfall serve” without --no-worker, or “pratfall work” beside it.
doctor-jobs-well = No job was given up.
doctor-jobs-ill = Jobs were given up after many tries: { $list }.
doctor-jobs-do = The log says why each failed.
doctor-mail-well = Mail goes to { $host }, over TLS unless that is this machine.
doctor-mail-open = Mail goes to { $host } without TLS: whoever is on the way can read it. PRATFALL_SMTP_TLS says so.
doctor-mail-open-do = Give the mail server a certificate, name its authority in PRATFALL_SMTP_CA if it is your own, and take PRATFALL_SMTP_TLS away.
doctor-mail-folder = Mail goes nowhere: it is kept in the data folder.
doctor-mail-do = Set SMTP_URL to let mail out.

doctor-tables = Is there no place for a person in what authors send?
doctor-columns-well = Where the database keeps what authors send, there is no column for a name, an address, a device or a moment. Weeks are the finest.
doctor-columns-ill = In the database there is a place where an author could leave a trace: { $list }.
doctor-columns-do = Stop collecting stories until it is gone. The tables differ from those of this version: ask whoever changed them.
doctor-ways-well = No key leads from a story to a person.
doctor-ways-ill = Keys in the database lead from what an author sends to a person: { $list }.
doctor-walls-well = Between the organisations there are walls in the database, and they are up.
doctor-walls-ill = Organisations can see each other’s rows in: { $list }.
doctor-walls-do = Turn row-level security on for these tables, and force it, as the migrations do.
doctor-role-well = The program works in the database as somebody who owns nothing.
doctor-role-owns = The program’s role in the database owns tables, so it could lift their walls: { $list }.
doctor-role-mighty = The program’s role in the database passes through the walls between organisations.
doctor-role-missing = The program has no role of its own in the database; the walls hold because they are forced.
doctor-role-do = Let the role of DATABASE_URL make and use the role pratfall_app, without rights beyond those the migrations give.

doctor-silence = Is nothing written down besides?
doctor-log-well = The database’s log is set to quote no statement, no row, and no moment of activity.
doctor-log-ill = The database may write into its log what people send, or when: { $list }.
doctor-log-do = Include deploy/postgres.conf in the server’s configuration, reload, and destroy the logs kept until now.
doctor-spies-well = The database has loaded nothing that writes down statements.
doctor-spies-ill = The database has loaded what writes down statements: { $list }.
doctor-spies-do = Take it out of shared_preload_libraries and restart the database.
doctor-spies-unknown = Whether the database has loaded what writes down statements, only its superuser may know.
doctor-log-file-well = The database’s log as it lies on the disk quotes no statement and no row.
doctor-log-file-ill = The database’s log quotes statements or rows.
doctor-log-file-do = Find out who changed the settings, then destroy postgres.log in the data folder.
doctor-log-file-unknown = The log files of the database are not ours, so nobody looked into them.
doctor-program-log-well = The program’s log is not set to let through what people send.
doctor-program-log-ill = The program’s log is set to a level that lets through what crosses the wire: { $list }.
doctor-program-log-do = Set PRATFALL_LOG to info or quieter, and destroy the logs kept until now.
doctor-disk-well = What the page calls received is on the disk.
doctor-disk-ill = A power cut may lose what the page called received: { $list }.
doctor-disk-do = Switch these settings of the database on.

doctor-keys = Who can reach the keys?
doctor-keys-well = Only the program’s own user can read the key files.
doctor-keys-ill = Others than the program’s own user can reach key files: { $list }.
doctor-keys-do = Folders 0700, files 0600, all owned by the user the program runs as, no links. Whoever had access may have copied them.
doctor-keys-apart = The keys do not lie with the database.
doctor-keys-together = Keys and database lie in one data folder: whoever copies it whole has both.
doctor-keys-inside = The keys lie inside the database’s own folder: every backup of it holds them.
doctor-keys-apart-do = Set PRATFALL_KEYS to a folder elsewhere, move the keys there, and back the two up apart.
doctor-keys-whole = Every key file holds a key.
doctor-keys-damaged = Key files that hold no key any more: { $list }. What was sealed to them stays shut; letters of that day stay in the pool.
doctor-keys-damaged-do = Put these files back from a backup. Do not delete them: a new key opens nothing.
doctor-intake-keys-well = The keys of past days, to which stories were sealed on their way in, are destroyed.
doctor-intake-keys-ill = Keys of past days that should be destroyed are still there: { $list }.
doctor-intake-keys-do = The mix destroys them: does it run, and may it write to the key folder?

doctor-pool = Is the way in as it was promised?
doctor-mix-daily = Stories are mixed and shown to moderators at fixed moments: { $moments }, by the server’s clock.
doctor-mix-every = Stories are mixed and shown to moderators every { $hours } hours.
doctor-mix-fast = Stories come out of the mix every { $seconds } seconds: whoever sees who visits can guess whose they are.
doctor-mix-do = Set PRATFALL_MIX to a time of day.
doctor-form-age-well = A form without scripts has to be open for { $n ->
    [one] one second
   *[other] { $n } seconds
} before it can be sent.
doctor-form-age-none = A form without scripts can be sent at once: machines are not slowed down.
doctor-form-age-do = Set PRATFALL_FORM_AGE to 20.
doctor-letters-well = No letter waits longer than the mix takes.
doctor-letters-ill = Letters have waited since { $day }: the mix does not run, or a key file is missing.
doctor-letters-do = Run “pratfall mix” and read what it says. Restore missing files of keys/intake from a backup.
doctor-days-well = Nothing is left in the database of the days whose letters are mixed.
doctor-days-ill = Room of days whose letters are mixed is still there: { $list }.
doctor-days-do = The mix drops it: does it run?
doctor-threshold-well = { $organisation }: anonymous stories come out { $n } or more together.
doctor-threshold-ill = { $organisation }: anonymous stories may come out with fewer than three together (set to { $n }).
doctor-threshold-do = Raise it in the settings, under what is promised to authors: 5, or 3 where few people work.

doctor-site = What do browsers, caches and networks get to know?
doctor-https-well = Visitors come over https, and only a proxy on this machine reaches the program.
doctor-https-beside = Visitors come over https, but the program also listens to the network without it.
doctor-https-beside-do = If the proxy runs on this machine, set PRATFALL_BIND to 127.0.0.1. Else let only the proxy through.
doctor-https-local = There is no https, and only this machine can visit.
doctor-https-ill = Visitors come without https: whoever listens on the network reads what they write.
doctor-https-do = Put a proxy with https in front and set PRATFALL_PUBLIC_URL to its https address.
doctor-headers-well = The pages of authors set no cookie and load nothing from elsewhere. Browsers and caches keep nothing of the form and of what a code opens; home and promise, the same for everybody, they check each time.
doctor-headers-ill = Pages of authors were answered wrongly: { $list }.
doctor-headers-do = Does something stand between the program and this machine? Else report it.
doctor-headers-unknown = The pages of authors were not looked at: no server runs.
doctor-demo-notes = This is a demonstration: passwords of staff and codes of authors lie readable in its data folder.
doctor-demo-open = This is a demonstration, and others than this machine can reach it.
doctor-demo-do = Begin with an empty data folder and “pratfall serve” before anybody tells a story.

doctor-trail = Can staff be held to account?
doctor-audit-well = The audit trail fits together: each of its { $n } entries follows from the one before. An end that was cut off does not show.
doctor-audit-ill = The audit trail is broken (organisation, first entry that does not fit): { $list }.
doctor-audit-do = Somebody wrote into the database by hand. Keep a copy as it is and find out who.

doctor-leaks = Is what redaction took out gone everywhere?
doctor-leaks-well = What went out of { $n ->
    [one] one story
   *[other] { $n } stories
} stands nowhere else that was looked at. Stories of which one version is left, so that nothing can be compared: { $alone }.
doctor-leaks-ill = { $organisation }: story { $story } had something that could tell who is meant, and that its newest version no longer has. It still stands in { $place } ({ $rows }).
doctor-leaks-do = Look at the story and at that place, and change the place, or withdraw what holds it. It may be a false alarm: a name can be an ordinary word, or somebody else’s too.
doctor-leaks-shut = Stories with a version that could not be opened, because its key is not here: { $n }. They were not looked at.
doctor-leaks-much = So many different jobs and acts are on record that not all were looked at, in: { $list }.
doctor-leaks-unknown = The keys are not here, so no story could be opened.

doctor-backups = Is anything kept for bad days, and nothing longer than promised?
doctor-backup-well = The newest backup is from the last two days.
doctor-backup-none = Pratfall makes no backups. Whether something else does, it cannot know.
doctor-backup-do = Run “pratfall backup --new-key FILE”: from then on there is one every night. Whatever else makes backups, destroy each after 14 days.
doctor-backup-missing = There is a recovery key, and no backup.
doctor-backup-stale = The newest backup is { $days } days old.
doctor-backup-now = Run “pratfall backup” and read what it says. It is made every night where “pratfall serve” or “pratfall work” runs.
doctor-backup-old = A backup is older than { $days } days: what authors took back is still in it.
doctor-backup-old-do = Destroy it, and its copies elsewhere. Pratfall removes old ones when it makes a new one.
doctor-backup-leap = The clock is { $days } days ahead of the last backup and of the last nightly round: until one more night has passed, no old backup is removed, and what authors took back may be in one for longer than promised.
doctor-backup-leap-do = If the clock is wrong, set it before the next night. If it is right, because the server stood still, run “pratfall backup” twice: the second time removes what is too old.
doctor-backup-beside = The backups lie on the same disk as the data: if that breaks, both are gone.
doctor-backup-beside-do = Set PRATFALL_BACKUPS to a folder on another disk, or copy them elsewhere every day and destroy the copies after 14 days.

doctor-machine = Is the machine below in order?
doctor-clock-well = The clocks of program and database agree.
doctor-clock-ill = The clocks of program and database are { $seconds } seconds apart, or wrong.
doctor-clock-do = Let the machines set their clocks over the network (NTP).
doctor-zone-well = The mix happens at the times people expect.
doctor-zone-differs = The server’s clock shows another time than that of: { $list }. The mix follows the server’s.
doctor-zone-do = Set the server’s time zone (TZ), or choose PRATFALL_MIX with that in mind.
doctor-core-off = A crash leaves no copy of the memory on the disk.
doctor-core-on = A crash may leave a copy of the memory, with keys in it, on the disk.
doctor-core-do = Start the program with “ulimit -c 0”, or LimitCORE=0 in its systemd unit.
doctor-swap-off = No memory is moved to a disk.
doctor-swap-on = Memory, with keys in it, may be moved to a disk (swap).
doctor-swap-do = Encrypt the swap space, or switch it off.
doctor-swap-unknown = Whether memory is moved to a disk was not looked at: this system does not say.
