alter table sessions drop column entered;
alter table invitations drop column asked;
insert into staff_roles (organisation_id, staff_id, role)
    select o.organisation_id, o.staff_id, o.role from role_offers o join staff s on s.id = o.staff_id
    where s.password_hash is null
    on conflict do nothing;
drop table role_offers;
