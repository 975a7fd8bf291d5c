-- Kind of reason for which a story was declined; its author reads what follows from it.
alter table stories add refusal_kind text
    check (refusal_kind in ('recognisable', 'others', 'wrong_door', 'no_story', 'other'));
