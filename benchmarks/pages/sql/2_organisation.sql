-- Units of twenty: a manager, a senior, ten who hold cases, eight who visit. Every tenth is a reception.
insert into organisation_committee (id, valid_from, name) values (1, '2015-01-01', 'Socialnämnden');

insert into organisation_unit (id, valid_from, name, kind, committee_id, phone, is_shared_within)
select u + 1, '2015-01-01', 'Enhet ' || u + 1,
  (array['reception', 'child_investigation', 'child_investigation', 'assistance', 'elderly', 'adults', 'lss',
    'family_care', 'open_care', 'home_care'])[u % 10 + 1], 1, '', u % 10 in (0, 3, 4)
from filling.size, generate_series(0, units - 1) u;

insert into access_compartment (id, name) select id, name from organisation_unit;
insert into access_holding (id, valid_from, unit_id, compartment_id) select id, '2015-01-01', id, id from organisation_unit;

insert into organisation_staff (id, password, valid_from, username, name, title, phone, degree_on, experienced_on)
select u * 20 + k + 1, '!', '2015-01-01', 'm' || u * 20 + k + 1,
  g.name || ' ' || f.name, case when k = 0 then 'Enhetschef' when k < 12 then 'Socialsekreterare' else 'Behandlare' end,
  '', '2012-01-01', '2015-01-01'
from filling.size, generate_series(0, units - 1) u, generate_series(0, 19) k
  join filling.given g on g.slot = filling.dice(k * 977, 5, 10000)
  join filling.family f on f.slot = filling.dice(k * 613, 6, 10000);

insert into organisation_membership (id, valid_from, staff_id, unit_id, role)
select s.id, '2015-01-01', s.id, u.id,
  case when k = 0 then 'manager' when k = 1 then 'senior' when k >= 12 then 'care_worker'
    when u.kind = 'reception' then 'reception' else 'caseworker' end
from organisation_staff s
  join organisation_unit u on u.id = (s.id - 1) / 20 + 1
  cross join lateral (select (s.id - 1) % 20 k) n;

insert into organisation_delegation (id, valid_from, decision, role, minute)
select n, '2015-01-01', kind, 'manager', 'SN 2025-06-18 § 71'
from unnest(array['open_investigation', 'not_open_investigation', 'open_care', 'assistance', 'home_care'])
  with ordinality d(kind, n);
