-- What stands in each dossier: two notes in a closed case and twelve in an open one, and so on.
insert into dossier_note (id, case_id, compartment_id, is_sealed, kind, text, source, happened_at, written_at, author_id,
  author_title, signed_at)
select filling.id(9, c.nr * 12 + n), c.id, c.compartment_id, c.is_sealed,
  (array['contact', 'home_visit', 'meeting', 'information', 'assessment'])[(c.nr + n) % 5 + 1], p.words, '',
  c.opened_at + n * interval '3 days', c.opened_at + n * interval '3 days', c.staff_id, 'Socialsekreterare',
  c.opened_at + n * interval '3 days'
from filling.case_row c
  cross join lateral generate_series(0, case when c.closed_at is null then 11 else 1 end) n
  join filling.passage p on p.slot = (c.nr + n) % 8;

-- Everybody who holds cases has one that is thick: four hundred notes over its four months.
create table filling.thick as
select distinct on (caseworker_id) * from filling.case_row
where closed_at is null and caseworker_id is not null and not is_sealed order by caseworker_id, nr;
insert into dossier_note (id, case_id, compartment_id, is_sealed, kind, text, source, happened_at, written_at, author_id,
  author_title, signed_at)
select filling.id(16, c.nr * 400 + n), c.id, c.compartment_id, c.is_sealed,
  (array['contact', 'home_visit', 'meeting', 'information', 'assessment'])[(c.nr + n) % 5 + 1], p.words, '',
  at, at, c.staff_id, 'Socialsekreterare', at
from filling.thick c cross join generate_series(13, 400) n
  cross join lateral (select c.opened_at + n * (now - c.opened_at) / 401 as at from (select s.at as now from filling.size s) s) t
  join filling.passage p on p.slot = (c.nr + n) % 8;
insert into dossier_event (id, case_id, compartment_id, is_sealed, verb, said, law, at, by_id)
select filling.id(17, c.nr * 400 + n), c.id, c.compartment_id, c.is_sealed, 'note_signed', 'Anteckning skrevs under',
  'SoL 14 kap. 9 §', c.opened_at + n * (s.at - c.opened_at) / 401, c.staff_id
from filling.size s, filling.thick c cross join generate_series(13, 400) n;

insert into dossier_event (id, case_id, compartment_id, is_sealed, verb, said, law, at, by_id)
select filling.id(10, c.nr * 12 + n), c.id, c.compartment_id, c.is_sealed, 'note_signed', 'Anteckning skrevs under',
  'SoL 14 kap. 9 §', c.opened_at + n * interval '3 days', c.staff_id
from filling.case_row c cross join lateral generate_series(0, case when c.closed_at is null then 11 else 2 end) n;

-- Two that were met, and in the open cases one or two that run: some late, most not.
insert into dossier_clock (id, case_id, compartment_id, is_sealed, rule, about, started_at, legal_on, rolled_on,
  extension_reason, due_on, stopped_at)
select filling.id(11, c.nr * 4 + n), c.id, c.compartment_id, c.is_sealed, (array['CH-01', 'CH-02'])[n + 1],
  filling.id(20, c.nr), c.opened_at, day, day, '', day, c.opened_at + interval '6 hours'
from filling.case_row c cross join generate_series(0, 1) n
  cross join lateral (select (c.opened_at + n * interval '14 days')::date as day) d;
insert into dossier_clock (id, case_id, compartment_id, is_sealed, rule, about, started_at, legal_on, rolled_on,
  extension_reason, due_on)
select filling.id(12, c.nr * 4 + n), c.id, c.compartment_id, c.is_sealed, (array['CH-05', 'UPPFOLJNING'])[n + 1],
  filling.id(21 + n, c.nr), c.opened_at, day, day, '', day
from filling.case_row c cross join generate_series(0, 1) n
  cross join lateral (select (c.opened_at + interval '4 months' - n * interval '20 days')::date as day) d
where c.closed_at is null and (n = 0 or c.nr % 2 = 0);

insert into access_opening (id, at, staff_id, action, dossier_id, compartment_id, page, why, protection)
select filling.id(13, c.nr), c.opened_at + interval '9 days', c.staff_id, 'view', c.dossier_id,
  c.compartment_id, 'desk:dossier', '', case when c.is_sealed then 'marked' else 'none' end
from filling.case_row c;

-- The last four weeks: every day fifteen of one's open dossiers, each with two more pages; the manager looks at some;
-- and ten searches. As the program writes it, with how protected the person was.
insert into access_opening (id, at, staff_id, action, dossier_id, compartment_id, page, why, protection)
select filling.id(18, (c.nr * 28 + day) * 4 + n), s.at - day * interval '1 day' - n * interval '17 minutes',
  case when n = 3 then (c.compartment_id - 1) * 20 + 1 else c.staff_id end, 'view', c.dossier_id, c.compartment_id,
  (array['desk:dossier', 'dossier:write_note', 'investigations:work', 'desk:dossier'])[n + 1], '',
  case when c.is_sealed then 'marked' else 'none' end
from filling.size s, filling.case_row c cross join generate_series(1, 27) day cross join generate_series(0, 3) n
where c.closed_at is null and extract(isodow from s.at - day * interval '1 day') < 6 and (c.nr + day) % 5 < 3
  and (n < 3 or (c.nr + day) % 20 = 0);
insert into access_opening (id, at, staff_id, action, compartment_id, page, why)
select filling.id(19, (m.staff_id * 28 + day) * 10 + n), s.at - day * interval '1 day' - n * interval '23 minutes',
  m.staff_id, 'search', m.unit_id, 'desk:search', ''
from filling.size s, organisation_membership m cross join generate_series(1, 27) day cross join generate_series(0, 9) n
where m.role in ('caseworker', 'reception') and extract(isodow from s.at - day * interval '1 day') < 6;

insert into dossier_draft (staff_id, key, fields, sequence, saved_at)
select staff_id, 'dossier:note:' || id, '{"text": "Ringt upp."}', 1, opened_at
from filling.case_row c where closed_at is null and nr % 10 = 3;

-- Every line of the log has its link. The hashes are of the right length and say nothing: nobody verifies this log.
insert into access.link (chain, sequence, opening_id, written_at, previous, hash)
select n % many, n / many + 1, id, at, sha256(int8send(n)), sha256(int8send(n + many))
from (select row_number() over (order by id) - 1 n, id, at from access_opening) o, (select count(*) many from access.chain) c;
update access.chain set length = (select count(*) from access.link where chain = number);
