alter table library_index alter week type text;
alter table library_index alter vector set statistics 1000;
