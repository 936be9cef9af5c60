"""Hur mycket en sida frågar databasen: at most fifteen times, and as often with sixty as with three.

Counted from the browser's side of the database: every statement of the request, log-in and stamp
included. ``make bench`` measures the same pages by the clock, at up to a million dossiers.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from samtid.base.access import middleware
from samtid.base.access.models import Opening
from samtid.base.dossier import actions
from samtid.base.dossier.models import Case
from samtid.base.dossier.tests.make import ALVA, a_case, a_person
from samtid.base.dossier.words import Need
from samtid.base.organisation import kept
from samtid.base.organisation.models import Staff
from samtid.base.people.actions import Details, relate
from samtid.base.people.words import Bond
from samtid.ground.law import children
from samtid.steps.decisions.tests.make import a_decision, a_draft
from samtid.steps.intake.tests.make import a_report, an_identified_report
from samtid.steps.investigations.tests.make import ELSA, a_childs_investigation, investigated
from samtid.steps.services.tests.make import an_open_service
from tests.log_in import stepped_out

MOST = 15
FEW, MANY = 3, 60
# Calls of the wall's own functions by one page that grow with what there is: a row or two may differ, no more.
A_LINE = "own_line"  # called once for each line that is written in the log
SLACK = 12
STAMP = 1  # who is acting is said past the wrapper that counts


@contextmanager
def counting() -> Iterator[list[str]]:
    """The statements of one request. What pytest's own transaction turns into a savepoint is no statement."""
    asked: list[str] = []
    depth = 0

    def heard(execute: Any, statement: str, parameters: Any, many: bool, context: dict[str, Any]) -> Any:
        nonlocal depth
        depth -= statement.startswith(("RELEASE", "ROLLBACK"))
        if depth or not statement.startswith(("SAVEPOINT", "RELEASE", "ROLLBACK")):
            asked.append(statement)
        depth += statement.startswith("SAVEPOINT")
        return execute(statement, parameters, many, context)

    with connection.execute_wrapper(heard):
        yield asked


def a_long_story(cases: int, *, by: Staff, at: datetime) -> Case:
    """Alva's dossier with ``cases`` of everything: cases, notes, clocks, relations, reports, services."""
    for turn in range(cases):
        case = a_case(by=by, at=at)
        actions.sign_note(actions.write_note(case, "Ringt upp.", happened_at=at, by=by, at=at), by=by, at=at)
        actions.start_clock(case, children.PRELIMINARY_ASSESSMENT, about=case.pk, by=by, at=at)
        other = a_person(Details("Nära", f"Nyström {turn}"), by=by, at=at)
        relate(case.dossier.person, other, Bond.RELATIVE, case_id=case.pk, by=by, at=at)
        an_open_service(case=case, by=by, at=at)
        an_identified_report(by=by, at=at)
    return case


def a_full_queue(cases: int, *, by: Staff, at: datetime) -> None:
    """Other people's cases with their clocks, and reports that are nobody's yet."""
    for turn in range(cases):
        case = a_case(by=by, at=at, details=Details("Vilma", f"Nyström {turn}"))
        actions.start_clock(case, children.PROTECTION_ASSESSMENT, about=case.pk, by=by, at=at)
        a_report(by=by, at=at)


Visit = Callable[[Client, Case], Any]
NOTE = {"kind": "contact", "text": "Ringt upp.", "source": "", "sign": "1"}
VISITS: dict[str, tuple[str, Visit, int]] = {
    "desk:day": ("maja", lambda browser, case: browser.get(reverse("desk:day")), 200),
    "desk:dossier": (
        "maja",
        lambda browser, case: browser.get(reverse("desk:dossier", args=[case.dossier_id])),
        200,
    ),
    "desk:unit": ("rut", lambda browser, case: browser.get(reverse("desk:unit")), 200),
    "desk:search": (
        "maja",
        lambda browser, case: browser.post(reverse("desk:search"), {"words": "nyström"}),
        200,
    ),
    "corrections:person": (
        "maja",
        lambda browser, case: browser.get(reverse("corrections:person", args=[case.dossier.person_id])),
        200,
    ),
    "dossier:write_note": (
        "maja",
        lambda browser, case: browser.post(
            reverse("dossier:write_note", args=[case.pk]),
            NOTE | {"happened_at": f"{timezone.localtime() - timedelta(hours=1):%Y-%m-%d %H:%M}"},
        ),
        302,
    ),
}


@contextmanager
def as_administrator() -> Iterator[Any]:
    """The database counts calls of functions, but only its administrator may ask for that, or read it."""
    with stepped_out("default"), connection.cursor() as cursor:
        yield cursor


WALLS = (
    *("stamp", "here", "me", "my_compartments", "my_visiting", "my_cases", "my_service_cases"),
    *("led_compartments", "my_dossiers", "my_persons", "has_role", "may_see_case", "sees_person"),
)


def wall_calls() -> dict[str, int]:
    """How many times each function of the walls has been called in this transaction."""
    with as_administrator() as cursor:
        cursor.execute("set track_functions = 'pl'")
        cursor.execute(
            "select funcname, calls from pg_stat_xact_user_functions where schemaname = 'access' and funcname = any (%s)",
            [[*WALLS, A_LINE]],
        )
        return dict(cursor.fetchall())


@pytest.fixture(autouse=True)
def nothing_grows_old(monkeypatch):
    """What is asked anew every twenty seconds or every minute is no page's: on a slow machine it fell on any of them."""
    monkeypatch.setattr(middleware, "NOTED_EVERY", 3600)
    monkeypatch.setattr(kept, "SECONDS", 3600.0)


@pytest.fixture
def asked(staff, acting) -> dict[str, dict[int, tuple[list[str], dict[str, int]]]]:
    """What each page asked, and what of the walls was called for it, when there was little and when there was much."""
    now = timezone.now()
    browsers = {username: Client() for username in ("maja", "rut")}
    for username, browser in browsers.items():
        browser.force_login(staff(username))
    found: dict[str, dict[int, tuple[list[str], dict[str, int]]]] = {page: {} for page in VISITS}
    for size, more in ((FEW, FEW), (MANY, MANY - FEW)):
        with acting("maja", at=now) as maja:
            case = a_long_story(more, by=maja, at=now)
            a_full_queue(more, by=maja, at=now)
        for page, (username, visit, expected) in VISITS.items():
            visit(browsers[username], case)
            before = wall_calls()
            with counting() as statements:
                answer = visit(browsers[username], case)
            assert answer.status_code == expected, page
            found[page][size] = (
                statements,
                {name: calls - before.get(name, 0) for name, calls in wall_calls().items()},
            )
    return found


def test_a_page_asks_little_and_no_more_when_there_is_more(asked):
    for page, by_size in asked.items():
        (few, _), (many, _) = by_size[FEW], by_size[MANY]
        assert len(many) + STAMP <= MOST, "\n".join([page, *(one[:160] for one in many)])
        assert len(many) <= len(few), "\n".join([page, *(one[:160] for one in many)])


def test_no_wall_is_asked_for_every_row(asked):
    """Who acts and what that opens is asked once for a question: a call for every row was six seconds on Enheten."""
    for page, by_size in asked.items():
        (_, few), (_, many) = by_size[FEW], by_size[MANY]
        assert sum(few.values()) > 0, page
        # whoever is shown gets a line, and each line says by itself who wrote it and when
        lines = many.pop(A_LINE, 0) - few.pop(A_LINE, 0)
        grown = {
            name: (few.get(name, 0), calls)
            for name, calls in many.items()
            if calls > few.get(name, 0) + SLACK + lines
        }
        assert not grown, f"{page}: {grown}"


def test_a_page_with_several_units_cases_is_logged_in_each_by_one_question(client, staff, acting):
    now = timezone.now()
    for username, need in (("maja", Need.CHILD), ("karin", Need.CHILD), ("ulf", Need.MONEY)):
        with acting(username, at=now) as caseworker:
            case = a_case(by=caseworker, at=now, details=ALVA, need=need)
    with acting("pelle", at=now) as pelle:
        actions.break_glass(ALVA.number, "Akut: mamman på sjukhus", 1, by=pelle, at=now)
    client.force_login(staff("pelle"))
    visit = VISITS["desk:dossier"][1]
    visit(client, case)

    with counting() as statements:
        visit(client, case)

    assert len(statements) + STAMP <= MOST, "\n".join(one[:160] for one in statements)
    with acting("pelle", at=now + timedelta(minutes=1)):
        lines = Opening.objects.filter(page="desk:dossier").values_list("compartment__name", flat=True)
        assert sorted(lines) == sorted(["Mottagning", "Utredning barn och unga", "Biståndsbedömning"] * 2)


@pytest.fixture
def on_the_way(staff, acting) -> Callable[[int], dict[str, tuple[str, str]]]:
    """The pages of one child's matter, each with who reads it: with ``more`` of what has come out."""
    now = timezone.now()

    def made(more: int) -> dict[str, tuple[str, str]]:
        with acting("bo", at=now) as bo:
            found = a_childs_investigation(maja=staff("maja"), bo=bo, at=now)
            for _ in range(more):
                investigated(found, by=bo, at=now)
        with acting("bo", at=now) as bo:
            other = a_childs_investigation(maja=staff("maja"), bo=bo, at=now, person=ELSA)
        with acting("bo", at=now) as bo:
            draft, signed = a_draft(found, by=bo, at=now), a_decision(other, by=bo, at=now)
        return {
            "investigation": ("bo", reverse("investigations:investigation", args=[found.pk])),
            "draft": ("bo", reverse("decisions:decision", args=[draft.pk])),
            "decision": ("bo", reverse("decisions:decision", args=[signed.pk])),
        }

    return made


@pytest.mark.parametrize("more", [1, 12])
def test_a_page_on_the_way_asks_little_however_much_has_come_out(on_the_way, staff, more):
    for page, (who, href) in on_the_way(more).items():
        browser = Client()
        browser.force_login(staff(who))
        browser.get(href)
        with counting() as statements:
            answer = browser.get(href)
        assert answer.status_code == 200, page
        assert len(statements) + STAMP <= MOST, "\n".join([page, *(one[:160] for one in statements)])


def test_the_note_was_one_of_alvas(client, staff, acting):
    """The signing above is a real one: the note stands in the dossier, and the log says who opened what."""
    now = timezone.now()
    with acting("maja", at=now) as maja:
        case = a_case(by=maja, at=now, details=ALVA)
    client.force_login(staff("maja"))
    VISITS["dossier:write_note"][1](client, case)

    with acting("maja", at=now):
        [note] = case.notes.all()  # type: ignore[attr-defined]
        assert note.text == "Ringt upp." and note.signed_at is not None
