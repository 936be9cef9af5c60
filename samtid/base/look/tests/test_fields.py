"""Fields: nothing is cut, a line break counts once, and a day is read as it was meant."""

from __future__ import annotations

from datetime import UTC, date, datetime, time

import pytest
from django import forms
from hypothesis import given
from hypothesis import strategies as st

from samtid.base.look.controls import control
from samtid.base.look.fields import Clock, Day, Line, Moment, Prose
from samtid.ground import clock


@pytest.fixture(autouse=True)
def now(monkeypatch):
    monkeypatch.setattr(clock, "_source", lambda: datetime(2026, 11, 30, 13, 5, tzinfo=UTC))


def sheet(**fields: forms.Field) -> type[forms.Form]:
    return type("Sheet", (forms.Form,), fields)


def said(field: forms.Field, value: str) -> object:
    """What the field makes of ``value``: the value as kept, or the sentence at the field."""
    form = sheet(it=field)({"it": value})
    return form.cleaned_data["it"] if form.is_valid() else form.errors["it"][0]


def test_a_pasted_text_of_nine_thousand_characters_is_refused_by_how_much():
    sentence = said(Prose(most=8000), "x" * 9001)
    assert (
        sentence
        == "Texten är 1\u00a0001 tecken för lång. Högst 8\u00a0000 får plats. Korta den eller dela upp den."
    )


def test_a_line_break_counts_once():
    rows = "rad\r\n" * 1700
    assert said(Prose(most=6800), rows) == "\n".join(["rad"] * 1700)


@given(st.text(min_size=1, max_size=30))
def test_what_fits_is_kept_and_what_does_not_is_refused(text):
    kept = said(Prose(most=30, required=False), text)
    assert len(kept) <= 30
    assert str(said(Prose(most=3, required=False), f"abcd{text}")).startswith("Texten är")


def test_no_field_tells_the_browser_to_cut():
    form = sheet(one=Line(most=5), two=Prose(most=5), three=forms.CharField(max_length=5, min_length=2))()
    for bound in form:
        assert not {"maxlength", "minlength"} & dict(control(bound).attributes).keys()
    assert control(form["one"]).most == 5
    assert control(form["three"]).most is None


def test_a_name_is_one_line():
    assert said(Line(), " Alva\r\n  Nyström\0 ") == "Alva Nyström"


@pytest.mark.parametrize(
    "field, written, read",
    [
        (Day(), "3/12 2026", date(2026, 12, 3)),
        (Day(), "26-12-03", date(2026, 12, 3)),
        (Clock(), "kl 9", time(9)),
        (Clock(), "9.30", time(9, 30)),
        (Moment(), "3 dec 2026 kl 9.30", datetime(2026, 12, 3, 8, 30, tzinfo=UTC)),
        (Moment(), "nu", datetime(2026, 11, 30, 13, 5, tzinfo=UTC)),
        (Moment(), "2026-10-25 02:30", datetime(2026, 10, 25, 0, 30, tzinfo=UTC)),
    ],
)
def test_what_is_written_is_read(field, written, read):
    kept = said(field, written)
    assert (kept.astimezone(UTC) if isinstance(kept, datetime) else kept) == read


def test_a_day_that_can_be_read_in_two_ways_is_asked_about():
    assert said(Day(), "12/3/2026").startswith(
        "Menar du 12 mars 2026 (2026-03-12) eller 3 december 2026 (2026-12-03)?"
    )


def test_an_hour_that_never_was_is_said():
    assert "fanns inte den natten" in said(Moment(), "2027-03-28 02:30")
