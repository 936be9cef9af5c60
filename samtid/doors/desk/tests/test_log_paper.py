"""The extract on paper: day, unit, what, where and why, and nobody's name but the person's own."""

from __future__ import annotations

import io
from datetime import UTC, datetime, timedelta

import pytest
from django.utils import timezone
from pypdf import PdfReader

from samtid.base.access.models import Opening
from samtid.base.access.words import Opening as Action
from samtid.base.dossier import actions
from samtid.base.dossier.openings import Told
from samtid.base.dossier.tests.make import ALVA, a_case
from samtid.base.look import house
from samtid.doors.desk import log_paper
from samtid.doors.desk.log_paper import lines, paper

MORNING = datetime(2026, 11, 21, 8, 0, tzinfo=UTC)


@pytest.fixture
def case(acting):
    now = timezone.now()
    with acting("maja", at=now) as maja:
        made = a_case(by=maja, at=now)
        actions.open_page(made, "desk:dossier", by=maja, at=now)
    return made


def test_the_paper_tells_when_which_unit_what_and_why_and_is_logged(client, staff, case, acting):
    client.force_login(staff("maja"))
    address = f"/akt/{case.dossier_id}/loggutdrag/"
    assert f"{address}pdf/" in client.get(address).content.decode()
    answer = client.get(f"{address}pdf/")

    assert answer["Content-Type"] == "application/pdf" and answer["Cache-Control"] == "no-store"
    assert ALVA.family_name not in answer["Content-Disposition"]
    reader = PdfReader(io.BytesIO(answer.content))
    text = " ".join(" ".join(page.extract_text() for page in reader.pages).split())
    for word in (ALVA.given_name, "Mottagning", "Öppnat", "Personakten", "För att arbeta med ditt ärende"):
        assert word in text
    assert "Maja" not in text, "the unit answers for it, not the person who read"
    assert reader.metadata and ALVA.family_name not in str(reader.metadata)
    with acting("maja", at=timezone.now()):
        assert Opening.objects.filter(action="export", page="desk:log_extract").count() == 2


@pytest.mark.parametrize("username", ["bo", "liv", "ola", "kurt"])
def test_without_a_key_there_is_no_paper(client, staff, case, username):
    client.force_login(staff(username))
    assert client.get(f"/akt/{case.dossier_id}/loggutdrag/pdf/").status_code == 404


def test_the_same_thing_the_same_day_is_told_once():
    told = [Told(MORNING + timedelta(minutes=n), "Mottagning", "view", "desk:dossier") for n in range(3)]
    told.append(Told(MORNING, "Mottagning", "view", "intake:report"))
    assert [line[3] for line in lines(told)] == ["Personakten", "Anmälan eller ansökan"]


@pytest.mark.parametrize("action", list(Action))
@pytest.mark.parametrize("room", [*house.log_words(), "something-new"])
def test_every_opening_has_a_reason_in_plain_words(action, room):
    [(_, _, what, where, why)] = lines([Told(MORNING, "Mottagning", str(action), f"{room}:page")])
    assert what and where and why.startswith("För att")


def test_a_long_log_and_a_strange_name_become_paper():
    told = [Told(MORNING - timedelta(days=n), "Enhet 漢", "view", "desk:dossier") for n in range(200)]
    made = paper(told, name="Alva Nyström", unit="Mottagning", phone="", at=MORNING)
    assert len(PdfReader(io.BytesIO(made)).pages) > 3
    assert log_paper.paper([], name="Alva", unit="M", phone="1", at=MORNING).startswith(b"%PDF")
