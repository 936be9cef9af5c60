"""Names: found however they are written, sorted as a Swede expects, and alike in Python and in the database."""

from __future__ import annotations

import random

import pytest
from django.db import connection
from hypothesis import given, settings
from hypothesis import strategies as st

from samtid.ground import names

SIGNS = (
    st.characters(min_codepoint=32, max_codepoint=0x24F, exclude_categories=("Cc",))
    | st.characters(min_codepoint=0x370, max_codepoint=0x3FF, categories=("L",))
    | st.characters(min_codepoint=0x410, max_codepoint=0x44F)
    | st.characters(min_codepoint=0x621, max_codepoint=0x64A)
    | st.sampled_from("\u2019\u2018\u02bc\u2011\u2013\u0301\u030a\u0308\u200b\u00ad\u0142ßøæ")
)
NAMES = st.text(SIGNS, max_size=14) | st.sampled_from(
    [
        "von Essen",
        "af Ugglas",
        "van der Berg",
        "De Geer",
        "O’Brien",
        "Anna-Lena",
        "Åsa",
        "Ünal",
        "D'Angelo",
        "de la Gardie",
    ]
)


def in_database(statement: str, *values: str) -> str:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        return str(cursor.fetchone()[0])


@pytest.mark.django_db
@settings(max_examples=300, deadline=None)
@given(given_name=NAMES, family_name=NAMES)
def test_the_database_makes_the_same_forms(given_name, family_name):
    assert in_database("select access.search_key(%s, %s)", given_name, family_name) == names.search_key(
        given_name, family_name
    )
    assert in_database("select access.sv_key(%s)", family_name) == names.order(family_name)


SORTED = [
    "Andersson", "Ek", "Éklund", "Eriksson", "von Essen", "O’Brien", "O'Connor", "af Ugglas", "Wik", "Ünal", "Zetterlund",
    "Ångström", "Ärlig", "Ærø", "Öst", "Østby",
]  # fmt: skip


def test_names_are_sorted_as_a_swede_expects():
    mixed = SORTED.copy()
    random.Random(1).shuffle(mixed)
    assert sorted(mixed, key=names.order) == SORTED


@pytest.mark.django_db
def test_the_database_sorts_alike():
    with connection.cursor() as cursor:
        cursor.execute(
            "select name from unnest(%s::text[]) name order by access.sv_key(name)", [SORTED[::-1]]
        )
        assert [row[0] for row in cursor.fetchall()] == SORTED


@pytest.mark.parametrize(
    "one, other",
    [
        ("O'Brien", "O’Brien"),
        ("Asa Öst", "Åsa Ost"),
        ("A\u030asa", "Åsa"),
        ("Nyström, Alva", "Alva Nyström"),
        ("ALVA NYSTRÖM", "alva  nyström"),
        ("Anna-Lena", "Anna Lena"),
        ("Anna\u2011Lena", "Anna–Lena"),
        ("José", "Jose"),
        ("Søren Łukasz", "Soren Lukasz"),
    ],
)
def test_the_same_name(one, other):
    assert names.same(one, other)


def test_another_name():
    assert not names.same("Alva Nyström", "Alva Nyberg")
