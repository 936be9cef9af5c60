-- Persons last, since where they may be seen follows from their cases and services. Names as common as in the
-- population; the official test numbers as far as they go, and numbers of a municipality's own kind for the rest.
insert into people_person (id, given_name, family_name, number, number_kind, born_on, sex, address, postcode, locality,
  phone, school, interpreter, protection, open_to, served_by)
select filling.id(0, nr), g.name, f.name,
  coalesce(n.number, '22' || to_char(date '1940-01-01' + (nr % 331 * 90 + nr / 331776)::int, 'YYMMDD') || filling.letters(nr)),
  case when n.number is null then 'reserve' else 'personnummer' end,
  coalesce(to_date(left(n.number, 8), 'YYYYMMDD'), born),
  -- where a protected person is lies locked, apart (fill.py)
  g.sex, case when guarded then '' else 'Granvägen ' || nr % 68 + 1 end, case when guarded then '' else '941 31' end,
  case when guarded then '' else 'Piteå' end, case when guarded then '' else '070-174 06 05' end, '', '',
  case when guarded then 'marked' else 'none' end,
  case when guarded then '{}' else coalesce(o.places, '{}') end,
  case when guarded then '{}' else coalesce(o.served, '{}') end
from filling.size s
  cross join generate_series(0, s.dossiers + s.relatives - 1) nr
  cross join lateral (select date '1940-01-01' + filling.dice(nr, 4, 30000) as born,
    nr < s.dossiers and filling.dice(nr, 9, 200) = 0 as guarded) b
  join filling.given g on g.slot = filling.dice(nr, 1, 10000)
  join filling.family f on f.slot = filling.dice(nr, 2, 10000)
  left join filling.number n on nr % greatest(1, (s.dossiers + s.relatives) / 27000) = 0
    and n.slot = nr / greatest(1, (s.dossiers + s.relatives) / 27000)
  left join (select person_id,
      array_agg(distinct compartment_id order by compartment_id) filter (where reach = 'case')::int[] places,
      array_agg(distinct compartment_id order by compartment_id) filter (where reach = 'service')::int[] served
    from people_presence group by 1) o on o.person_id = filling.id(0, nr);
