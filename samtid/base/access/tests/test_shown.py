"""Whom an answer tells of: by which words, written how, and who is in a line already."""

from __future__ import annotations

from types import SimpleNamespace
from uuid import UUID

import pytest

from samtid.base.access import shown
from samtid.base.access.shown import Shown, note_logged

ANNA, BO, FILE = UUID(int=1), UUID(int=2), UUID(int=3)
NAMED_BY = ("given_name", "family_name", "number")


@pytest.fixture
def read():
    """A request that has read Anna."""
    seen = Shown()
    anna = SimpleNamespace(given_name="Åsa", family_name="O'Brien", number="198501012382")
    seen.people[ANNA] = [(anna, NAMED_BY)]
    token = shown.current.set(seen)
    yield seen
    shown.current.reset(token)


@pytest.mark.parametrize(
    "text",
    ["Åsa", "<p>O'Brien</p>", "O&#39;Brien", '{"name": "\\u00c5sa"}', "198501012382", "19850101-2382", None],
)
def test_any_word_that_names_somebody_tells_of_them(read, text):
    assert read.left(text) == ([ANNA], [])


@pytest.mark.parametrize("text", ["", "Åsalund", "1985010123821", "O'Briens"])
def test_a_longer_word_is_another_word(read, text):
    assert read.left(text) == ([], [])


def test_a_line_about_the_dossier_is_a_line_about_its_person_and_those_near(read):
    read.people[BO] = [(SimpleNamespace(given_name="Bosse"), NAMED_BY)]
    read.whose[FILE], read.near = ANNA, [(ANNA, BO)]
    assert read.left("Åsa, Bosse") == ([ANNA, BO], [])
    note_logged(dossier=FILE, compartments=[4])
    assert read.left("Åsa, Bosse") == ([], [])


def test_a_line_about_a_dossier_is_none_about_what_is_nobodys_yet_in_the_same_unit(read):
    read.unknown[4] = [(SimpleNamespace(about_name="Berit"), ("about_name",))]
    note_logged(dossier=FILE, compartments=[4])
    assert read.left("Berit") == ([], [4])
    note_logged(compartments=[4])
    assert read.left("Berit") == ([], [])


def test_what_a_query_left_out_is_not_looked_for(read):
    read.people[BO] = [(SimpleNamespace(), NAMED_BY)]
    assert read.left(None) == ([ANNA], [])
