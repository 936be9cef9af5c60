-- Cases in the order they were opened: eight years of closed ones, then four months of open ones.
-- The first quarter of the persons come back and get a second case, usually in another unit.
insert into dossier_case (id, number, dossier_id, need, compartment_id, caseworker_id, opened_at, closed_at,
  closing_reason, is_sealed)
select filling.id(2, nr), to_char(opened, 'YY') || '-' || lpad(upper(to_hex(nr)), 6, '0'), filling.id(1, person),
  (array['question', 'child', 'child', 'money', 'elderly', 'substance', 'disability', 'child', 'support', 'elderly'])
    [unit % 10 + 1],
  unit + 1,
  case when is_open and filling.dice(nr, 7, 25) = 0 then null else unit * 20 + 3 + filling.dice(nr, 8, 10) end,
  opened, case when not is_open then opened + interval '100 days' end,
  case when is_open then '' else 'Behovet är tillgodosett.' end, filling.dice(person, 9, 200) = 0
from (
  select nr, s.units, nr % dossiers person, nr >= cases - open_cases is_open,
    (nr + nr / dossiers * 7) % units unit,
    at - case when nr >= cases - open_cases then (cases - nr) * 120.0 / open_cases * interval '1 day'
      else interval '121 days' + (cases - open_cases - nr) * 2900.0 / (cases - open_cases) * interval '1 day' end opened
  from filling.size s, generate_series(0, cases - 1) nr
) c;

create table filling.case_row as
select row_number() over (order by c.id) - 1 nr, c.id, c.dossier_id, c.compartment_id, c.caseworker_id,
  coalesce(c.caseworker_id, (c.compartment_id - 1) * 20 + 1) staff_id, c.opened_at, c.closed_at, c.is_sealed, c.need,
  filling.id(0, (row_number() over (order by c.id) - 1) % (select dossiers from filling.size)) person_id
from dossier_case c;

insert into dossier_dossier (id, person_id, opened_at, open_to)
select c.dossier_id, c.person_id, min(c.opened_at),
  coalesce(array_agg(distinct c.compartment_id order by c.compartment_id) filter (where not c.is_sealed), '{}')
from filling.case_row c group by 1, 2;

-- A report goes by a reception, so every case has had a key there that has ended, and has one where it lies.
insert into access_key (id, staff_id, compartment_id, case_id, reach, ground, reason, given_by_id, given_at, valid_until)
select filling.id(3, nr), filling.dice(nr, 3, s.units / 10 + 1) * 200 + 3 + nr % 10, compartment_id, id, 'case',
  'assignment', '', null, opened_at, opened_at + interval '1 day'
from filling.case_row, filling.size s where filling.dice(nr, 3, s.units / 10 + 1) * 200 + 3 + nr % 10 <= s.units * 20;
-- The one where it lies ends ninety days after the case (access.keys_end).
insert into access_key (id, staff_id, compartment_id, case_id, reach, ground, reason, given_by_id, given_at, valid_until)
select filling.id(4, nr), caseworker_id, compartment_id, id, 'case', case when is_sealed then 'named' else 'assignment' end,
  '', (compartment_id - 1) * 20 + 1, opened_at + interval '1 day', closed_at + interval '90 days'
from filling.case_row where caseworker_id is not null;
insert into access_key (id, staff_id, compartment_id, case_id, reach, ground, reason, given_by_id, given_at, valid_until)
select filling.id(5, nr), (compartment_id - 1) * 20 + 3 + (nr + 3) % 10, compartment_id, id, 'case', 'substitution',
  'Semester.', (compartment_id - 1) * 20 + 1, opened_at + interval '5 days', opened_at + interval '26 days'
from filling.case_row where nr % 50 = 1;

insert into people_relation (id, person_id, other_id, bond, valid_from, case_id, compartment_id, is_sealed)
select filling.id(6, nr), person_id, filling.id(0, s.dossiers + nr % s.relatives), 'guardian', opened_at::date, id,
  compartment_id, is_sealed
from filling.case_row, filling.size s;

insert into people_presence (id, person_id, case_id, compartment_id, reach)
select filling.id(7, nr), person_id, id, compartment_id, 'case' from filling.case_row;
insert into people_presence (id, person_id, case_id, compartment_id, reach)
select filling.id(8, nr), filling.id(0, s.dossiers + nr % s.relatives), id, compartment_id, 'case'
from filling.case_row, filling.size s;
