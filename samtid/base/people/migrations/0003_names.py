"""One form of a name to search by and one to sort by: O'Brien finds O’Brien, Asa finds Åsa, and Ö stands last.

``ground/names.py`` has the same two for what is sorted in Python; tests/test_names.py holds them together.
Everything used here is immutable in PostgreSQL itself, so that an index can stand on it and no collation of the
machine is needed.
"""

from django.db import migrations

from samtid.base.access import operations as ops

BARE = r"""
  select btrim(regexp_replace(regexp_replace(translate(regexp_replace(
      regexp_replace(normalize(said, NFD), E'[\u0300-\u036f]', '', 'g'),
      E'[''\u2018\u2019\u201b\u02bc\u02bb`\u00b4\u2032\uff07\u00ad\u200b-\u200f\u2060\ufeff]', '', 'g'),
      'øæœłđðıßςØÆŒŁĐÐ', 'oaolddisσOAOLDD'),
      E'[\u2010\u2011\u2012\u2013\u2014\u2015\u2212]', '-', 'g'),
      E'[ \t\n\r\f\v\u00a0\u2000-\u200a\u202f\u3000,.;]+', ' ', 'g'), ' ')
"""
SEARCH_FORM = "select translate(lower(access.name_bare(said)), 'øæœłđðıßς', 'oaolddisσ')"
SEARCH_KEY = """
  select replace(form, '-', ' ') || case when form like '%-%' then ' ' || replace(form, '-', '') else '' end
  from (select access.name_form(given || ' ' || family)) as sought(form)
"""
# å ä ö after z, æ as ä, ø as ö, ü as y; von Essen among E
SV_KEY = r"""
  select replace(translate(lower(access.name_bare(translate(lower(translate(
      regexp_replace(normalize(said, NFC),
        '^((?:(?:von|af|av|van|der|den|de|du|la|zu|di|da|dos|del|ten|ter) )+)(.+)$', '\2 \1'),
      'åäæöøüÅÄÆÖØÜ', '{||}}y{||}}y')), 'åäæöøü', '{||}}y'))), 'øæœłđðıßς', 'oaolddisσ'), '-', ' ') collate "C"
"""

# SoLPuF 15 §: in case work one searches by name, identity number or case number, and by nothing else.
# Runs past the wall so that the indexes can serve (stack.md §3), and holds the same predicate itself. The
# statement is put together for each search: only a pattern that the planner can read tells it which of the
# indexes (name, number, open_to, served_by) are worth joining. A word of one or two letters has no trigram of its own,
# so it is sought where words begin.
SEARCH = """
declare
  number text := upper(wanted); pattern text;
  key text := 'access.search_key(p.given_name, p.family_name)';
begin
  if number ~ '^[0-9]{8}[0-9A-Z]{4}$' then
    pattern := format('p.number = %L', number);
  elsif number ~ '^[0-9]{10}$' then
    pattern := format('p.number in (%L, %L, %L)', '18' || number, '19' || number, '20' || number);
  elsif number ~ '^[0-9]{6,11}$' then
    pattern := format('p.number like %L', '%' || number || '%');
  else
    select string_agg(case when length(word) > 2 then format('%s like %L', key, '%' || word || '%')
        else format('(%s like %L or %s like %L)', key, word || '%', key, '% ' || word || '%') end, ' and ')
      into pattern
      from regexp_split_to_table(regexp_replace(replace(access.name_form(wanted), '-', ' '), '[%_\\\\]', '', 'g'), ' +') word
      where word <> '';
  end if;
  if pattern is null then return; end if;
  return query execute format('select p.id from people_person p
    where %s and (p.open_to && $1 or p.served_by && $2 or p.id = any ($3))
    order by access.sv_key(p.family_name), access.sv_key(p.given_name), p.id limit $4', pattern)
    using access.my_compartments(), access.my_visiting(), access.my_persons(), most;
end
"""


class Migration(migrations.Migration):
    dependencies = [("people", "0002_walls")]

    operations = [
        migrations.RunSQL(
            f"""
            create function access.name_bare(said text) returns text language sql immutable as $body${BARE}$body$;
            create function access.name_form(said text) returns text language sql immutable as $body${SEARCH_FORM}$body$;
            create function access.search_key(given text, family text) returns text language sql immutable
              as $body${SEARCH_KEY}$body$;
            create function access.sv_key(said text) returns text language sql immutable as $body${SV_KEY}$body$;
            create index people_person_search_key on people_person
              using gin (access.search_key(given_name, family_name) public.gin_trgm_ops);
            grant execute on function access.name_bare, access.name_form, access.search_key, access.sv_key to samtid_app;
            """,
            """
            drop index people_person_search_key;
            drop function access.sv_key; drop function access.search_key;
            drop function access.name_form; drop function access.name_bare;
            """,
        ),
        ops.Function(
            "access.search_people(wanted text, most int)", "setof uuid", SEARCH, volatility="stable"
        ),
    ]
