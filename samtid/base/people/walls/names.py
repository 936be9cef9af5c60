"""Namn i databasen: one form to search by and one to sort by. O'Brien finds O’Brien, Asa finds Åsa, and Ö stands last.

``ground/names.py`` has the same two for what is sorted in Python; tests/test_names.py holds them together. Nearly every
name is plain letters, and those take the short way: in a search for a common name it is walked for every candidate. Everything
used here is immutable in PostgreSQL itself, so that an index can stand on it and no collation of the machine is needed.
No ``\\v`` in E-strings: before PostgreSQL 16 it is the letter v.
"""

from __future__ import annotations

from samtid.base.access.walling import Function, Index

BARE = r"""
  select btrim(regexp_replace(regexp_replace(translate(regexp_replace(
      regexp_replace(normalize(said, NFD), E'[\u0300-\u036f]', '', 'g'),
      E'[''\u2018\u2019\u201b\u02bc\u02bb`\u00b4\u2032\uff07\u00ad\u200b-\u200f\u2060\ufeff]', '', 'g'),
      'øæœłđðıßςØÆŒŁĐÐ', 'oaolddisσOAOLDD'),
      E'[\u2010\u2011\u2012\u2013\u2014\u2015\u2212]', '-', 'g'),
      E'[ \t\n\r\f\u000b\u00a0\u2000-\u200a\u202f\u3000,.;]+', ' ', 'g'), ' ')
"""
SEARCH_FORM = "select translate(lower(access.name_bare(said)), 'øæœłđðıßς', 'oaolddisσ')"
# Nearly every name is plain letters: those need none of what the rest goes through. In a search for a common name the
# key is made for every candidate.
# No subquery inside: it is written into the question, and not called once for every name.
FORM = "access.name_form(given || ' ' || family)"
SEARCH_KEY = f"""
  select case when given || ' ' || family ~ '^[A-Za-zåäöÅÄÖéÉ]+( [A-Za-zåäöÅÄÖéÉ]+)*$'
    then translate(lower(given || ' ' || family), 'åäöéÅÄÖÉ', 'aaoeaaoe')
    else replace({FORM}, '-', ' ') || case when {FORM} like '%-%' then ' ' || replace({FORM}, '-', '') else '' end end
"""
# å ä ö after z, æ as ä, ø as ö, ü as y; von Essen among E
SV_KEY = r"""
  select (case when said ~ '^[A-ZÅÄÖ][a-zåäö]+$' then translate(lower(said), 'åäöÅÄÖ', '{|}{|}')
    else replace(translate(lower(access.name_bare(translate(lower(translate(
      regexp_replace(normalize(said, NFC),
        '^((?:(?:von|af|av|van|der|den|de|du|la|zu|di|da|dos|del|ten|ter) )+)(.+)$', '\2 \1'),
      'åäæöøüÅÄÆÖØÜ', '{||}}y{||}}y')), 'åäæöøü', '{||}}y'))), 'øæœłđðıßς', 'oaolddisσ'), '-', ' ') end) collate "C"
"""


def _form(signature: str, body: str) -> Function:
    """Not the owner's, so that it is written into the question and the index can serve."""
    return Function(signature, "text", body, volatility="immutable", language="sql", is_owners=False)


WALLS = [
    _form("access.name_bare(said text)", BARE),
    _form("access.name_form(said text)", SEARCH_FORM),
    _form("access.search_key(given text, family text)", SEARCH_KEY),
    _form("access.sv_key(said text)", SV_KEY),
    # with the compartments in the same index: of a common name only those of one's own are fetched
    Index(
        "people_person_search_key",
        "people_person",
        "using gin (open_to, access.search_key(given_name, family_name) public.gin_trgm_ops)",
    ),
]
