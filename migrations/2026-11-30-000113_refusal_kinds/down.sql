alter table stories drop refusal_kind;
