drop index jobs_suspect;
alter table jobs drop column deaths;
