grant execute on function tenant() to public;
grant execute on procedure wall, allow, make_letter_days, drop_letter_days, prune_audit to public;
