"""Öppet, as everybody reads it: figures of many, never of a unit or a few, and as files."""

from __future__ import annotations

import csv
import json
import re
from datetime import UTC, datetime, timedelta
from io import StringIO

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse

from samtid.doors.portal.catalogue import Dataset, File, written
from samtid.ground import clock
from samtid.quality.deviations import queries as deviations
from samtid.quality.deviations.models import Report, Step, Track
from samtid.quality.deviations.words import Done
from samtid.quality.deviations.words import Track as Kind
from samtid.quality.indicators.figures import all_indicators
from samtid.quality.indicators.models import Reading
from samtid.quality.indicators.words import About
from tests.lived_in import be_counted
from tests.test_query_counts import MOST, STAMP, counting

START = reverse("portal:open")
FILES = [reverse(f"portal:open_{name}") for name in ("download", "json", "dictionary", "catalogue")]


@pytest.fixture
def visitor(monkeypatch, at, db):
    """Somebody without a log-in, now."""
    monkeypatch.setattr(clock, "_source", lambda: at)
    return Client()


@pytest.fixture
def counted(db, at):
    be_counted(at)


def test_everybody_reads_how_it_goes_and_each_figure_leads_to_what_it_is(visitor, counted):
    page = visitor.get(START).content.decode()
    linked = set(re.findall(r'href="/oppet/([a-z_]+)/"', page))

    assert "investigation_days" in linked
    assert linked <= {one.key for one in all_indicators().values() if one.is_open}
    for key in linked:
        assert (
            all_indicators()[key].says
            in visitor.get(reverse("portal:open_figure", args=[key])).content.decode()
        )


def test_nothing_is_kept_about_who_reads(visitor, counted):
    for address in (START, *FILES):
        answer = visitor.get(address)
        assert answer.status_code == 200, address
        assert not answer.cookies.get("sessionid")


def test_a_figure_that_says_how_it_went_for_persons_is_not_here(visitor, counted):
    for one in all_indicators().values():
        if one.about is About.PERSONS:
            assert visitor.get(reverse("portal:open_figure", args=[one.key])).status_code == 404


def test_the_database_gives_the_open_way_the_whole_and_no_unit(visitor, counted, acting, at):
    with acting(None, at=at):
        rows = list(Reading.objects.raw("select * from access.open_figures()"))
        assert not Reading.objects.exists()

    assert rows
    assert {row.level for row in rows} == {"all"}
    assert {row.indicator for row in rows} <= {one.key for one in all_indicators().values() if one.is_open}
    assert all(row.rows is None or row.rows >= 5 for row in rows)


def test_the_files_say_what_the_page_says(visitor, counted):
    told = json.loads(visitor.get(reverse("portal:open_json")).content)["indikatorer"]
    values = {
        (one["nyckel"], value["från"])
        for one in told
        for value in one["värden"]
        if value["värde"] is not None
    }
    lines = list(
        csv.DictReader(
            StringIO(visitor.get(reverse("portal:open_download")).content.decode("utf-8-sig")), delimiter=";"
        )
    )

    assert values == {(line["indikator"], line["från"]) for line in lines if line["värde"]}
    assert {line["nivå"] for line in lines} == {"Hela kommunen"}


def test_without_figures_it_says_when_they_come(visitor):
    assert "Det finns inga siffror att visa än" in visitor.get(START).content.decode()


def test_the_page_asks_few_questions_of_the_database(visitor, counted):
    with counting() as asked:
        visitor.get(START)
    assert len(asked) <= MOST + STAMP


def _complaints(count: int, at: datetime, *, unit, by, closed: bool = False, is_met: bool = True) -> None:
    for _ in range(count):
        report = Report.objects.create(step="visits", unit=unit, informed_at=at, at=at, by=by)
        track = Track.objects.create(
            report=report,
            kind=Kind.COMPLAINT,
            unit=unit,
            text="Ingen kom",
            at=at,
            by=by,
            closed_at=at if closed else None,
        )
        if not is_met:
            continue
        Step.objects.create(track=track, what=Done.MEASURE, text="Vi ringer först", at=at, by=by)


@pytest.mark.parametrize(("count", "told"), [(0, 0), (1, None), (4, None), (5, 5), (9, 9)])
def test_one_to_four_complaints_are_not_told_apart(db, as_owner, acting, staff, at, count, told):
    """Of a half year that is over; one that goes on is not told of at all."""
    spring = datetime(2026, 3, 5, 9, tzinfo=UTC)
    by = staff("vera")
    with as_owner():
        _complaints(count, spring, unit=by.memberships.first().unit, by=by, closed=True)
        _complaints(7, at - timedelta(hours=1), unit=by.memberships.first().unit, by=by)

    with acting(None, at=at):
        newest, *older = deviations.open_complaints()

    assert (newest.first_on.isoformat(), newest.last_on.isoformat()) == ("2026-01-01", "2026-06-30")
    assert (newest.received, newest.measured, newest.closed) == (told, told, told)
    assert {(half.received, half.closed) for half in older} == {(0, 0)}


@pytest.mark.parametrize(
    ("met", "unmet", "told"), [(9, 0, 9), (9, 1, None), (9, 4, None), (9, 5, 9), (0, 9, 0), (3, 9, None)]
)
def test_nor_are_one_to_four_told_by_how_many_the_others_are(
    visitor, as_owner, acting, staff, at, met, unmet, told, record_property
):
    record_property("attempt", ("Öppet", "räkna ut de få klagomål som inget hände med"))
    spring = datetime(2026, 3, 5, 9, tzinfo=UTC)
    by = staff("vera")
    unit = by.memberships.first().unit
    with as_owner():
        _complaints(met, spring, unit=unit, by=by)
        _complaints(unmet, spring, unit=unit, by=by, is_met=False)
    with acting(None, at=at):
        newest, *_ = deviations.open_complaints()
    assert (newest.received, newest.measured) == (met + unmet, told)
    assert ("visas inte" in visitor.get(START).content.decode().split("1–4»")[0]) == (told is None)
    record_property("result", "nekad")


def test_the_open_way_reads_no_complaint(db, acting, at):
    with acting(None, at=at), connection.cursor() as cursor:
        cursor.execute("select count(*) from deviations_track")
        assert cursor.fetchone() == (0,)


def test_the_catalogue_is_turtle_whatever_the_municipality_is_called():
    text = written(
        publisher='Ödes "Höga"\n\\kommun',
        email="",
        here="https://samtid.example/oppet/",
        datasets=[
            Dataset(
                "a",
                "A",
                "B",
                "DAILY",
                ("c",),
                "https://samtid.example/",
                [File("F", "text/csv", "https://samtid.example/a b>")],
            )
        ],
    )

    assert r'foaf:name "Ödes \"Höga\"\n\\kommun"' in text
    assert "<https://samtid.example/a%20b%3E>" in text
    # every resource that is pointed at is said, and every block ends
    said = set(re.findall(r"^<(\S+)> a ", text, re.M))
    pointed = set(re.findall(r"<(https://samtid\.example/oppet/#\S+)>", text))
    assert pointed <= said
    blocks = text.strip().split("\n\n")[1:]
    assert all(block.endswith(" .") for block in blocks)
    for needed in ("dcterms:title", "dcterms:description", "dcterms:publisher", "dcat:contactPoint"):
        assert needed in next(block for block in blocks if " a dcat:Dataset" in block)
