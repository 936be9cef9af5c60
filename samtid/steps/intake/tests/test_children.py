"""Several children in one call: each kept, an age is an age, and no line is dropped."""

from __future__ import annotations

import re

import pytest
from django.urls import reverse

from samtid.steps.intake.models import Report


@pytest.fixture
def browse(client, staff, monkeypatch, at):
    """``browse("maja")``: a logged-in client at the test's moment."""
    from samtid.ground import clock

    monkeypatch.setattr(clock, "_source", lambda: at)

    def as_(username):
        client.force_login(staff(username), backend="django.contrib.auth.backends.ModelBackend")
        return client

    return as_


CALL = {
    "kind": "report",
    "need": "child",
    "channel": "phone",
    "received_at": "2026-11-21 09:05",
    "text": "Barnen är ofta hungriga.",
    "about_name": "Alva Nyström",
    "reporter_category": "school",
}


def test_fourteen_children_become_fourteen_reports_more(browse, acting):
    names = [f"Barn{letter} Berg, {age} år" for age, letter in enumerate("ABCDEFGHIJKLMN", 1)]
    answer = browse("maja").post(reverse("intake:register"), CALL | {"other_children": "\r\n".join(names)})
    assert answer.status_code == 302
    with acting("maja"):
        kept = set(Report.objects.values_list("about_name", "about_age", "about_number"))
    assert kept == {("Alva Nyström", "", "")} | {
        (f"Barn{letter} Berg", f"{age} år", "") for age, letter in enumerate("ABCDEFGHIJKLMN", 1)
    }


def test_a_line_that_names_nobody_is_said_at_the_field_and_kept_as_text_when_sent_again(browse, acting):
    client = browse("maja")
    said = CALL | {"other_children": "Max Berg, 9 år, går i trean\n4 barn till"}
    refused = client.post(reverse("intake:register"), said)
    assert refused.status_code == 422
    assert "Vi ser inget namn i ”4 barn till”" in refused.content.decode()
    with acting("maja"):
        assert not Report.objects.exists()
    again = client.post(reverse("intake:register"), said | {"kept_as_text": "4 barn till"})
    assert again.status_code == 302
    with acting("maja"):
        reports = {report.about_name: report for report in Report.objects.select_related("told")}
    assert reports.keys() == {"Alva Nyström", "Max Berg"}
    for report in reports.values():
        assert report.told.text.endswith(
            "Fler barn, som det skrevs:\nMax Berg, 9 år, går i trean\n4 barn till"
        )


def test_more_children_than_may_be_reports_are_kept_as_text(browse, acting):
    client = browse("maja")
    lines = "\n".join(f"Barn{chr(65 + n // 26)}{chr(97 + n % 26)} Berg" for n in range(40))
    refused = client.post(reverse("intake:register"), CALL | {"other_children": lines})
    assert refused.status_code == 422
    kept = client_value(refused.content.decode(), "kept_as_text")
    client.post(reverse("intake:register"), CALL | {"other_children": lines, "kept_as_text": kept})
    with acting("maja"):
        assert Report.objects.count() == 31
        text = Report.objects.first().told.text
    assert text.count("Berg") == 10


def client_value(page: str, name: str) -> str:
    """What a field of the page holds."""
    return re.search(rf'name="{name}" value="([^"]*)"', page)[1]


@pytest.mark.parametrize("written", ["9", "9 år", "född 2017"])
def test_an_age_where_a_number_is_asked_for_is_an_age(browse, acting, written):
    browse("maja").post(reverse("intake:register"), CALL | {"about_number": written})
    with acting("maja"):
        report = Report.objects.get()
    assert report.about_number == ""
    assert report.about_age == {"9": "9 år"}.get(written, written)
