"""Text: nothing that can be read is lost, and nothing that cannot be kept is left."""

from __future__ import annotations

import json
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from samtid.ground import text

ANY = st.text(st.characters(exclude_categories=()))


@given(ANY)
def test_what_is_cleaned_can_be_sent_and_kept(said):
    cleaned = text.clean(said)
    cleaned.encode("utf-8")
    assert not set(cleaned) & set(map(chr, range(32))) - {"\t", "\n"}


@given(ANY)
def test_cleaning_twice_changes_nothing_more(said):
    assert text.clean(text.clean(said)) == text.clean(said)


@given(st.text(st.characters(categories=("L", "N", "P", "S", "M", "Zs", "Co"))))
def test_no_letter_figure_or_sign_is_lost(said):
    assert text.clean(said) == unicodedata.normalize("NFC", said)


@pytest.mark.parametrize(
    "said, kept",
    [
        ("Alva\0 Nyström", "Alva Nyström"),
        ("rad\r\nrad\rrad\vrad\u2028rad", "rad\nrad\nrad\nrad\nrad"),
        ("halv \ud83d smiley", "halv \ufffd smiley"),
        ("A\u030asa", "Åsa"),
        ("\u202e2391", "2391"),
        ("👩\u200d👧", "👩\u200d👧"),
        ("\ufeffBrev", "Brev"),
    ],
)
def test_what_cleaning_does(said, kept):
    assert text.clean(said) == kept


def test_a_line_break_is_one_character_however_it_is_written():
    assert text.length("a\r\nb") == text.length("a\nb") == text.length("a\rb") == 3


@pytest.mark.parametrize("said", ["²", "٣", "½", "", " ", "-1", "1.5", "9" * 19, "1e3", "１"])
def test_what_an_address_does_not_say_is_no_number(said):
    assert text.whole(said) is None


def test_a_number_in_an_address():
    assert text.whole("0042") == 42


def test_digits_of_every_script_are_digits_and_raised_ones_are_not():
    assert text.ascii_digits("٢٠٢٦-１１-२१ ²") == "2026-11-21 ²"


@given(
    st.recursive(st.none() | st.booleans() | ANY, lambda inner: st.lists(inner) | st.dictionaries(ANY, inner))
)
def test_json_comes_out_cleaned_or_is_refused(said):
    try:
        read = text.read_json(json.dumps(said).encode())
    except text.NoText:
        return
    json.dumps(read, ensure_ascii=False).encode("utf-8")


@pytest.mark.parametrize("sent", [b"[" * 100_000, b"[" * 50 + b"]" * 50, b"NaN", b"\xff", b"9" * 5000, b"{"])
def test_json_that_is_too_deep_or_no_json_is_refused(sent):
    with pytest.raises(text.NoText):
        text.read_json(sent)
