alter table stories drop shelved_week;
