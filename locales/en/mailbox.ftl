# Captured mails, for trying out.
mailbox-title = Captured e-mails
mailbox-lead = No mail server is set up, so nothing leaves this machine. This is what would have been sent.
mailbox-subject = Subject
mailbox-to = To
mailbox-date = When
mailbox-html = See it as a mail program shows it
mailbox-empty = No e-mails yet
mailbox-empty-text = Subscribe to announcements, for example, and come back.
