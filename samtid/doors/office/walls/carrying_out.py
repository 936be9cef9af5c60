"""Genomförandet: an approved proposal becomes rows of the directory, and keys and log-ins follow.

Each subject's statements are written out from one list of its columns, so that nothing of a proposal ever becomes a
part of a statement.
"""

from __future__ import annotations

from samtid.base.access.walling import NOBODY, Function
from samtid.base.organisation import roles
from samtid.ground.law.municipal import OWN

# subject -> its table and the columns that a proposal may say
COLUMNS: dict[str, tuple[str, tuple[str, ...]]] = {
    "committee": ("organisation_committee", ("name",)),
    "unit": (
        "organisation_unit",
        ("name", "kind", "committee_id", "parent_id", "phone", "address", "is_shared_within"),
    ),
    "staff": (
        "organisation_staff",
        ("username", "name", "title", "phone", "hsa_id", "degree_on", "experienced_on"),
    ),
    "membership": ("organisation_membership", ("staff_id", "unit_id", "role")),
    "skill": ("organisation_staffskill", ("staff_id", "skill")),
    "delegation": (
        "organisation_delegation",
        ("decision", "role", "amount_limit", "unit_id", "minute"),
    ),
    "value": ("organisation_ownnumber", ("key", "number")),
    "offering": ("organisation_offering", ("code", "name", "says", "law", "price", "per", "unit_id")),
    "municipality": (
        "organisation_municipality",
        ("code", "name", "colour", "text_colour", "address", "phone", "email", "org_number"),
    ),
}
# subject -> the column that says what it is about: a new row takes the place of the one in force from its first day
SUCCEEDS = {"value": "key", "offering": "code", "municipality": ""}
# Nobody knows the password that a log-in has: it is chance, and seals the sessions.
SEAL = "'!' || replace(gen_random_uuid()::text || gen_random_uuid()::text, '-', '')"


def _same(subject: str, new: str) -> str:
    """Rows of ``t`` about the same thing as ``new`` (jsonb) tells."""
    column = SUCCEEDS[subject]
    return f"t.{column} = {new}->>'{column}'" if column else "true"


def _succeed(subject: str, table: str) -> str:
    """Ends the row in force; what was to end, or is followed by another, ends as before."""
    if subject not in SUCCEEDS:
        return ""
    same = _same(subject, "one.after")
    return f"""
      select least((select min(t.valid_from) - 1 from {table} t where {same} and t.valid_from > first),
        (select t.valid_to from {table} t where {same} and t.valid_from <= first
          and (t.valid_to is null or t.valid_to >= first) order by t.valid_from desc limit 1)) into ending;
      delete from {table} t where {same} and t.valid_from = first;
      update {table} t set valid_to = first - 1
        where {same} and t.valid_from < first and (t.valid_to is null or t.valid_to >= first);"""


def _begin(subject: str, table: str, columns: tuple[str, ...]) -> str:
    more, values = (", password", f", {SEAL}") if table == "organisation_staff" else ("", "")
    return f"""{_succeed(subject, table)}
      insert into {table} (valid_from, valid_to, {", ".join(columns)}{more})
        select first, coalesce((one.after->>'valid_to')::date, ending), {", ".join(f"r.{name}" for name in columns)}{values}
        from jsonb_populate_record(null::{table}, one.after) r
        returning id into made;"""


def _change(table: str, columns: tuple[str, ...]) -> str:
    return f"""
      update {table} t set ({", ".join(columns)}) =
          (select {", ".join(f"r.{name}" for name in columns)} from jsonb_populate_record(t, one.after) r)
        where t.id = one.row;"""


def _end(table: str) -> str:
    # what had not begun by then never was in force; the proposal remembers it
    gone = f"delete from {table} where id = one.row and valid_from > last;"
    if table in ("organisation_staff", "organisation_unit", "organisation_committee"):
        gone = ""
    return f"""
      {gone}
      update {table} set valid_to = last where id = one.row;"""


def _branches() -> str:
    said: list[str] = []
    for subject, (table, columns) in COLUMNS.items():
        said.append(f"""
  {"els" if said else ""}if one.subject = '{subject}' then
    if one.verb = 'begin' then {_begin(subject, table, columns)}
    elsif one.verb = 'change' then {_change(table, columns)}
    else {_end(table)}
    end if;""")
    return "".join(said) + "\n  end if;"


# The row as it is told in a proposal. What seals a session is never told.
ROW_OF = (
    "\nbegin\n  return case wanted_subject"
    + "".join(
        f"\n    when '{subject}' then (select to_jsonb(t) - array['password', 'last_login'] from {table} t where t.id = wanted_row)"
        for subject, (table, _) in COLUMNS.items()
    )
    + "\n  end;\nend\n"
)
# What is in force on a day, of what a new row would take the place of.
IN_FORCE = (
    "\nbegin\n  return case wanted_subject"
    + "".join(
        f"\n    when '{subject}' then (select to_jsonb(t) from {COLUMNS[subject][0]} t where {_same(subject, 'new_row')}"
        " and t.valid_from <= day and (t.valid_to is null or t.valid_to >= day) order by t.valid_from desc limit 1)"
        for subject in SUCCEEDS
    )
    + "\n  end;\nend\n"
)
# The law's own bounds of what it leaves to the municipality: two who agree may not agree on anything.
FITS = (
    "\nbegin\n  return number between case wanted"
    + "".join(f" when '{own}' then {known.least}" for own, known in OWN.items())
    + " end and case wanted"
    + "".join(f" when '{own}' then {known.most}" for own, known in OWN.items())
    + " end;\nend\n"
)
KNOWN = (
    "\nbegin\n  return case wanted_subject"
    + "".join(
        f"\n    when '{subject}' then array[{', '.join(repr(name) for name in (*columns, 'valid_to'))}]"
        for subject, (_, columns) in COLUMNS.items()
    )
    + "\n    else array['staff_id'] end;\nend\n"
)

CARRY_OUT = f"""
declare
  one office_proposal; made bigint; first date; last date; ending date; midnight timestamptz;
  today date := (access.at() at time zone 'Europe/Stockholm')::date; here int;
begin
  select * into one from office_proposal where id = wanted for update;
  first := one.from_on; last := one.from_on - 1;
  midnight := one.from_on::timestamp at time zone 'Europe/Stockholm';
  if one.subject = 'value' and not coalesce(access.own_number_fits(one.after->>'key', (one.after->>'number')::int), false) then
    raise exception 'samtid: beyond what the law leaves' using errcode = 'check_violation', constraint = 'beyond_the_law';
  end if;
  {_branches()}
  made := coalesce(made, one.row);
  if one.subject = 'unit' and one.verb = 'begin' then
    insert into access_compartment (name) values (one.after->>'name') returning id into here;
    insert into access_holding (unit_id, compartment_id, valid_from) values (made, here, first);
  elsif one.subject = 'unit' and one.verb = 'change' and exists (
      with recursive above as (
        select u.parent_id as id from organisation_unit u where u.id = made
        union select u.parent_id from organisation_unit u join above a on u.id = a.id)
      select from above where id = made) then
    raise exception 'samtid: units in a ring' using errcode = 'check_violation', constraint = 'units_in_a_ring';
  elsif one.subject = 'unit' and one.verb = 'end' then
    perform access.unit_is_empty(made, last);
    update access_holding set valid_to = last
      where unit_id = made and valid_from <= last and (valid_to is null or valid_to > last);
  elsif one.subject = 'staff' and one.verb = 'begin' and one.after ? 'unit_id' then
    insert into organisation_membership (valid_from, valid_to, staff_id, unit_id, role)
      values (first, (one.after->>'valid_to')::date, made, (one.after->>'unit_id')::bigint, one.after->>'role');
  elsif one.subject = 'staff' and one.verb = 'end' then
    perform access.end_staff(made, last, midnight, today);
  elsif one.subject = 'membership' and one.verb = 'end' then
    -- the keys to what lies in that unit stay there, unless one goes on working where it lies
    update access_key k set valid_until = midnight
      where k.staff_id = (one.before->>'staff_id')::bigint and (k.valid_until is null or k.valid_until > midnight)
        and exists (select from access_holding h where h.unit_id = (one.before->>'unit_id')::bigint
          and h.compartment_id = k.compartment_id)
        and not exists (select from organisation_membership m join access_holding h on h.unit_id = m.unit_id
          where m.staff_id = k.staff_id and m.id is distinct from one.row and h.compartment_id = k.compartment_id
            and (m.valid_to is null or m.valid_to >= one.from_on)
            and (h.valid_to is null or h.valid_to >= one.from_on));
  elsif one.subject = 'link' and one.verb = 'end' then
    perform access.end_log_ins(one.concerns_id, last, today);
  end if;
  if one.subject in ('staff', 'membership') then
    perform access.keep_apart(case when one.subject = 'staff' then made else one.concerns_id end, one.from_on);
  end if;
  update office_proposal set carried_out_at = access.at(), "row" = made where id = wanted;
end
"""

END_STAFF = """
begin
  delete from organisation_membership where staff_id = who and valid_from > last;
  update organisation_membership set valid_to = last where staff_id = who and (valid_to is null or valid_to > last);
  delete from organisation_staffskill where staff_id = who and valid_from > last;
  update organisation_staffskill set valid_to = last where staff_id = who and (valid_to is null or valid_to > last);
  update access_key set valid_until = midnight
    where staff_id = who and (valid_until is null or valid_until > midnight);
  perform access.end_log_ins(who, last, today);
end
"""

END_LOG_INS = f"""
begin
  delete from oidc_invitation where staff_id = who and used_at is null;
  delete from oidc_link where staff_id = who and valid_from > last;
  update oidc_link set valid_to = last where staff_id = who and (valid_to is null or valid_to > last);
  if last < today then
    update organisation_staff set password = {SEAL} where id = who;
  end if;
end
"""

UNIT_IS_EMPTY = """
begin
  if exists (select from organisation_membership where unit_id = wanted and (valid_to is null or valid_to > last)) then
    raise exception 'samtid: somebody works there' using errcode = 'check_violation', constraint = 'unit_has_staff';
  end if;
  if exists (select from organisation_unit where parent_id = wanted and (valid_to is null or valid_to > last)) then
    raise exception 'samtid: other units belong to it' using errcode = 'check_violation', constraint = 'unit_has_units';
  end if;
  if exists (select from dossier_case c join access_holding h on h.compartment_id = c.compartment_id
      where c.closed_at is null and h.unit_id = wanted and (h.valid_to is null or h.valid_to > last)) then
    raise exception 'samtid: cases lie there' using errcode = 'check_violation', constraint = 'unit_has_cases';
  end if;
end
"""

# Whoever decides who sees what, sees nobody; and somebody must be left who can.
KEEP_APART = f"""
begin
  if exists (select from organisation_membership a join organisation_membership b on a.staff_id = b.staff_id
      where a.staff_id = who and a.role in ({roles.in_sql(roles.ADMINISTERS)})
        and b.role in ({roles.in_sql(roles.SEES_PERSONS)})
        and (a.valid_to is null or a.valid_to >= b.valid_from) and (b.valid_to is null or b.valid_to >= a.valid_from)
        and (a.valid_to is null or a.valid_to >= first) and (b.valid_to is null or b.valid_to >= first)) then
    raise exception 'samtid: who looks after the organisation sees no persons'
      using errcode = 'check_violation', constraint = 'administers_no_persons';
  end if;
  if not exists (select from organisation_membership m join organisation_staff s on s.id = m.staff_id
      where m.role in ({roles.in_sql(roles.ADMINISTERS)}) and m.valid_to is null and s.valid_to is null) then
    raise exception 'samtid: nobody is left to look after the organisation'
      using errcode = 'check_violation', constraint = 'last_administrator';
  end if;
end
"""

WALLS = [
    Function(
        "access.directory_row(wanted_subject text, wanted_row bigint)",
        "jsonb",
        ROW_OF,
        volatility="stable",
        to=NOBODY,
    ),
    Function(
        "access.directory_columns(wanted_subject text)", "text[]", KNOWN, volatility="immutable", to=NOBODY
    ),
    Function(
        "access.directory_in_force(wanted_subject text, new_row jsonb, day date)",
        "jsonb",
        IN_FORCE,
        volatility="stable",
        to=NOBODY,
    ),
    Function(
        "access.own_number_fits(wanted text, number int)", "boolean", FITS, volatility="immutable", to=NOBODY
    ),
    Function("access.end_log_ins(who bigint, last date, today date)", "void", END_LOG_INS, to=NOBODY),
    Function(
        "access.end_staff(who bigint, last date, midnight timestamptz, today date)",
        "void",
        END_STAFF,
        to=NOBODY,
    ),
    Function("access.unit_is_empty(wanted bigint, last date)", "void", UNIT_IS_EMPTY, to=NOBODY),
    Function("access.keep_apart(who bigint, first date)", "void", KEEP_APART, to=NOBODY),
    Function("access.carry_out_change(wanted uuid)", "void", CARRY_OUT, to=NOBODY),
]
