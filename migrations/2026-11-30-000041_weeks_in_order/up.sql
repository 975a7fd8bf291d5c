-- Thousands of stories are put in the order of their weeks: byte by byte, which is nearly twice as quick as by the rules of
-- a language.
alter table library_index alter week type text collate "C";
-- There is one way to look words up, so nothing about them need be known to choose it; planning with what was known took
-- as long as the look-up.
alter table library_index alter vector set statistics 0;
