"""Det som sades: the words of a report and the place in them, behind a wall of their own, and the words without the place."""

from __future__ import annotations

from samtid.base.access.walling import NOBODY, AppendOnly, Function, Wall
from samtid.base.access.walling.conditions import HERE
from samtid.base.people.queries import WITHHELD

# The ways in which a place that was said may stand in a text, the longest first: all of it, each part between commas,
# without whose door it is, without the class of the school, and the street with its number, whatever stands around it.
PLACE_WAYS = r"""
  with part as (
    select said as p union select regexp_split_to_table(said, '[,;\n]')),
  bare as (
    select access.place_words(p) as w from part
    union select access.place_key(p) from part
    union select access.place_words(regexp_replace(lower(p), '[ ,]+(klass|åk|årskurs|avd|avdelning)\M.*$', '')) from part),
  way as (
    select w from bare union select substring(w from '^[^0-9]*[0-9]+') from bare
    union select substring(w from '[[:alpha:]]+ [0-9]+') from bare)
  select coalesce(array_agg(w order by length(w) desc), '{}') from way where length(replace(w, ' ', '')) >= 4
"""

# What was said, to whoever sees the report. Where the place said tells where somebody protected is, the words come without
# it, however it is spaced: what was handed in together was said by one, and of all. What somebody put beside it later comes
# without her own place only: else she could ask for what others said by writing it. A guard that is taken away in this very
# transaction is still there: one could look, and take that back.
WORDS = f"""
declare r intake_report; said text; place text;
begin
  select * into r from intake_report where id = wanted;
  if r.id is null or not coalesce((not r.is_sealed and r.compartment_id = any (access.my_compartments()))
      or r.case_id = any (access.my_cases()), false) then
    return null;
  end if;
  select t.text into said from intake_reporttold t where t.report_id = wanted;
  if said is null then
    raise exception 'samtid: the words of this report are not there';
  end if;
  if r.is_guarded or r.opened_in is not distinct from access.here() then
    said := normalize(said, nfc);
    for place in select way from (select distinct unnest(access.place_ways(one)) as way from intake_report s
        join intake_reporttold t on t.report_id = s.id, unnest(array[t.address, t.school]) one
        where s.id = r.id or s.receipt = r.receipt and s.registered_at = r.registered_at
          and s.registered_by_id is not distinct from r.registered_by_id) w order by length(way) desc loop
      said := regexp_replace(said, '\\m' || replace(place, ' ', '[\\W_]*') || '(?!\\d)', '[{WITHHELD.lower()}]', 'gi');
    end loop;
  end if;
  return said;
end
"""

WALLS = [
    Function(
        "access.place_ways(said text)",
        "text[]",
        PLACE_WAYS,
        volatility="immutable",
        language="sql",
        to=NOBODY,
        is_owners=False,
    ),
    Function("access.report_words(wanted uuid)", "text", WORDS, volatility="stable"),
    Wall(
        "intake_reporttold",
        "exists (select 1 from intake_report r where r.id = report_id and not r.is_guarded "
        f"and r.opened_in is distinct from {HERE})",
        verbs="select",
    ),
    AppendOnly("intake_reporttold"),
]
