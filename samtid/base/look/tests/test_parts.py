"""The parts: what they say, and what they say to those who do not see them."""

from __future__ import annotations

import re
from datetime import date, timedelta

import pytest
from django import forms

from samtid.base.look.forms import Example
from samtid.base.look.tests.pages import draw
from samtid.ground.reasons import Obstacle

TODAY = date(2026, 11, 21)
NASTY = '<script>alert("1")</script>'


@pytest.mark.parametrize(
    ("days", "state", "words"),
    [(-2, "late", "dagar sen"), (0, "near", "dag"), (3, "near", "dagar kvar"), (4, "ample", "dagar kvar")],
)
def test_a_clock_says_in_words_what_its_colour_says(days: int, state: str, words: str) -> None:
    drawn = draw(
        '{{ clock(due, today, "SoL 20 kap. 2 §", "/frister/CH-02/") }}',
        due=TODAY + timedelta(days),
        today=TODAY,
    )
    assert f'data-state="{state}"' in drawn
    assert words in drawn
    assert '<a class="law" href="/frister/CH-02/">SoL 20 kap. 2 §</a>' in drawn


def test_a_clock_that_was_met_too_late_says_so() -> None:
    drawn = draw("{{ clock(due, today, done=done) }}", due=TODAY, today=TODAY, done=TODAY + timedelta(1))
    assert "Klart 2026-11-22, för sent" in drawn
    assert 'data-state="late"' in drawn


def test_a_clock_without_a_day_says_what_the_law_says() -> None:
    assert "Genast" in draw('{{ clock(none, today, none_text="Genast") }}', today=TODAY)


def test_obstacles_stand_with_their_paragraph_and_nothing_stands_without_any() -> None:
    found = [Obstacle("Skyddsbedömningen är inte gjord.", "SoL 20 kap. 1 §")]
    drawn = draw("{{ obstacles(found) }}", found=found)
    assert "Skyddsbedömningen är inte gjord." in drawn
    assert "SoL 20 kap. 1 §" in drawn
    assert draw("{{ obstacles([]) }}") == ""


@pytest.mark.parametrize("source", ["{{ obstacles(found) }}", "{{ error_summary(obstacles=found) }}"])
def test_what_somebody_else_may_do_is_told_apart_from_what_nobody_may(source: str) -> None:
    needs = Obstacle("Din delegation räcker inte.", "KL 6 kap. 37 §", may_approve="enhetschef")
    assert "Kan avgöras av enhetschef" in draw(source, found=[needs])
    assert "Kan avgöras" not in draw(source, found=[Obstacle("Barnet är inte hört.", "SoL 18 kap. 1 §")])


@pytest.mark.parametrize(
    "source",
    [
        "{{ tag(x) }}",
        "{{ notice('info', x, title=x) }}",
        "{{ table(x, [x, (x, 'number')], [[x, x]]) }}",
        "{{ summary_list([(x, x, x, x)]) }}",
        "{{ timeline([{'at': today, 'text': x, 'by': x, 'detail': x, 'href': x}]) }}",
        "{{ steps([(x, 'now', x)]) }}",
        "{{ breadcrumb([(x, x), x]) }}",
        "{{ tabs([(x, x, true, x)], x) }}",
        "{{ page_head(x, x, x) }}",
        "{{ bar_chart('k', x, [(x, 1.0)], x, x) }}",
        "{{ line_chart('k', x, [x, x], {x: [1.0, 2.0]}, x, x) }}",
        "{{ dot_strip('k', x, {x: 1.0}, [(x, 1.0)], x, x, near=[x], near_text=x) }}",
        "{{ obstacles([o], x) }}{{ error_summary(obstacles=[o], title=x) }}",
    ],
)
def test_nothing_a_person_wrote_becomes_markup(source: str) -> None:
    drawn = draw(source, x=NASTY, today=TODAY, o=Obstacle(NASTY, NASTY))
    assert "<script" not in drawn
    assert "&lt;script&gt;" in drawn


@pytest.mark.parametrize("data", [None, {}, {"received": "2026-13-40", "concern": NASTY}])
def test_every_field_has_a_name_and_points_at_its_help_and_its_error(data: dict[str, str] | None) -> None:
    form = Example(data)
    drawn = draw("{{ fields(form) }}", form=form)
    assert "<script" not in drawn
    ids = re.findall(r'\bid="([^"]+)"', drawn)
    assert len(ids) == len(set(ids))
    for target in (
        re.findall(r'\bfor="([^"]+)"', drawn)
        + " ".join(re.findall(r'aria-describedby="([^"]+)"', drawn)).split()
    ):
        assert target in ids
    inputs = len(re.findall(r"<(?:input|select|textarea)\b", drawn))
    assert inputs == len(re.findall(r"<label\b", drawn))
    assert ("aria-invalid" in drawn) == (data is not None)
    assert "style=" not in drawn


def test_what_was_written_is_still_there_after_an_error() -> None:
    form = Example(
        {"concern": "\nrad ett\nrad två", "reporter": "police", "needs": ["lift"], "received": "i går"}
    )
    drawn = draw("{{ fields(form) }}", form=form)
    assert "rad ett rad två</textarea>" in drawn
    assert '<option value="police" selected>' in drawn
    assert re.search(r'value="lift" id="[^"]+" checked', drawn)
    assert 'value="i går"' in drawn
    assert draw("{{ field(f['concern']) }}", f=form).count("<label") == 1


def test_the_summary_of_errors_leads_to_the_fields() -> None:
    form = Example({})
    drawn = draw(
        "{{ error_summary(form, found) }}",
        form=form,
        found=[Obstacle("Motivering saknas.", "FL 32 §", field="concern")],
    )
    assert 'href="#id_received"' in drawn
    assert (
        '<a class="ds-link" href="#id_concern">Motivering saknas.</a> <span class="law">FL 32 §</span>'
        in drawn
    )
    assert draw("{{ error_summary(form) }}", form=Example()) == ""


def test_a_password_is_never_written_back() -> None:
    class Login(forms.Form):
        secret = forms.CharField(widget=forms.PasswordInput(render_value=True))

    assert "hemligt" not in draw("{{ fields(form) }}", form=Login({"secret": "hemligt"}))


def test_a_date_is_shown_and_read_in_one_form() -> None:
    drawn = draw("{{ fields(form, 'received') }}", form=Example(initial={"received": TODAY}))
    assert 'value="2026-11-21"' in drawn
    assert 'type="text"' in drawn
    assert "Till exempel 2026-12-03" in drawn


def test_a_table_keeps_its_meaning_as_cards_and_says_when_it_is_empty() -> None:
    drawn = draw('{{ table("Anmälningar", ["Barn", ("Dagar", "number")], [["Alva", 3]]) }}')
    assert 'data-label="Dagar"' in drawn
    assert '<th role="rowheader" scope="row">Alva</th>' in drawn
    assert 'role="region" tabindex="0" aria-label="Anmälningar"' in drawn
    assert "Inget att visa." in draw('{{ table("T", ["A"], [], none_text="Inget att visa.") }}')


def test_every_chart_has_its_numbers_in_a_table() -> None:
    drawn = draw(
        '{{ line_chart("k", "Flöde", ["jan", "feb"], {"In": [1, none], "Ut": [2, 3]}, "Mer ut än in.") }}'
    )
    assert '<th scope="row">feb</th><td class="number">–</td><td class="number">3</td>' in drawn
    assert "Visa som tabell" in drawn
    assert 'aria-labelledby="k-title k-desc"' in drawn
    assert '<desc id="k-desc">Mer ut än in.</desc>' in drawn
