alter table organisations drop column people;
