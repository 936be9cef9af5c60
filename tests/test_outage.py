"""The outage pack holds what its printer may see, masks what the pages mask, and is logged for everyone in it."""

from __future__ import annotations

import io
from datetime import timedelta

import psycopg
import pyrage
import pytest
from django.test import Client
from pypdf import PdfReader

from samtid.base.access.models import Opening
from samtid.base.access.words import Ground, Reach
from samtid.base.access.words import Opening as Action
from samtid.base.dossier import actions as dossier
from samtid.base.dossier.models import Case
from samtid.base.dossier.tests.make import a_person
from samtid.base.organisation.models import Staff, Unit
from samtid.base.people.actions import Details, relate
from samtid.base.people.models import Person
from samtid.base.people.words import Bond, Protection
from samtid.doors.cli import main
from samtid.ground import clock
from tests.database import call_it_a_demo
from tests.elsewhere import SATURDAY, a_lived_in_town, app_url, name_of, standing_in
from tests.town import STAFF
from tests.walk.residents import ALVA, ELSA, KARL, MAY_KNOW, PEOPLE, SAGA, WAITING, hand, move_in

MANAGERS = {name: unit for name, (_, _, unit, role) in STAFF.items() if role == "manager"}


@pytest.fixture
def town(db, at):
    with clock.set_to(lambda: at):
        move_in(at)
        yield


@pytest.fixture
def browser(client: Client, staff):
    def log_in(username: str) -> Client:
        client.force_login(staff(username))
        return client

    return log_in


def words(paper: bytes) -> str:
    """All the text of a PDF, on one line."""
    return " ".join(" ".join(page.extract_text() for page in PdfReader(io.BytesIO(paper)).pages).split())


def printed(client: Client, unit: str, **said: str) -> bytes:
    address = f"/enheten/{Unit.objects.get(name=unit).pk}/avbrottspaket/"
    assert client.get(address).status_code == 200
    answer = client.post(address, said)
    assert answer.status_code == 200, answer.content[:300]
    assert answer["Cache-Control"] == "no-store" and "attachment" in answer["Content-Disposition"]
    return answer.content


def in_text(text: str) -> set[str]:
    """Whose names, numbers or places stand in a text."""
    told = {
        one.number
        for one in PEOPLE
        if any(word in text for word in (one.given_name, one.family_name, one.number, one.address))
    }
    return told | ({WAITING} if WAITING.split()[0] in text else set())


@pytest.mark.parametrize("username", MANAGERS)
def test_nobody_stands_in_a_pack_whom_its_printer_has_no_key_to(
    town, browser, as_owner, username, record_property
):
    record_property("attempt", ("Papper", f"skriver ut {MANAGERS[username]} och letar efter andras personer"))
    text = words(printed(browser(username), MANAGERS[username]))
    told = in_text(text)
    assert told <= {one for one, known in MAY_KNOW.items() if username in known.case | known.service}
    with as_owner():
        logged = Opening.objects.filter(action=Action.PRINT, page="outage:pack", staff__username=username)
        known = {
            number
            for number in logged.exclude(dossier_id=None).values_list("dossier_id", flat=True)
            for number in Person.objects.filter(dossier__pk=number).values_list("number", flat=True)
        }
        assert logged.exclude(dossier_id=None).count() == len(known), "one line for each person"
        unknown = logged.filter(dossier_id=None).count()
    # her mother stands on the child's contact sheet: the child's line tells of it
    assert told - {WAITING} - set(MOTHER) <= known
    assert unknown == (WAITING in told)


MOTHER = [one.number for one in PEOPLE if one.given_name == "Mirjam"]


def test_a_pack_tells_what_one_needs_at_the_door(town, browser):
    inga = words(printed(browser("inga"), "Hemtjänst"))
    for word in (ELSA.given_name, ELSA.address, "Tova Hed", "Kontaktblad", "Det här hände under avbrottet"):
        assert word in inga
    assert inga.count("Hemliga vägen") == 2, "the visit and the contact sheet"
    rut = words(printed(browser("rut"), "Mottagning"))
    for word in (KARL.given_name, WAITING, "Skyddsbedömning"):
        assert word in rut
    karin = words(printed(browser("karin"), "Utredning barn och unga"))
    assert ALVA.given_name in karin and "Vårdnadshavare: Mirjam Modersdotter" in karin


def test_a_protected_place_does_not_leave_with_a_named_printer(town, browser, as_owner, at, record_property):
    """Karin is named on the sealed case: she gets the name, as on the pages, and no place."""
    record_property("attempt", ("Papper", "letar efter en skyddad adress på papper"))
    with hand("bo", at) as bo:
        case = Case.objects.get(dossier__person__number=SAGA.number)
        mother = a_person(Details("Mona", "Nära", phone="070-1740699"), by=bo, at=at)
        relate(case.dossier.person, mother, Bond.GUARDIAN, case_id=case.pk, by=bo, at=at)
        dossier.name_staff(
            case,
            Staff.objects.get(username="karin"),
            ground=Ground.NAMED,
            reach=Reach.CASE,
            reason="Chef under helgen",
            until=at + timedelta(days=3),
            by=bo,
            at=at,
        )
    text = words(printed(browser("karin"), "Utredning barn och unga"))
    assert SAGA.given_name in text and "Skyddade personuppgifter" in text
    sheet = text.partition("Kontaktblad")[2].partition(SAGA.family_name)[2].partition(ALVA.given_name)[0]
    assert "Adress: Skyddad uppgift" in sheet and "Telefon: Skyddad uppgift" in sheet
    assert SAGA.address not in text and SAGA.phone not in sheet
    assert "Vårdnadshavare: Mona Nära, Skyddad uppgift" in sheet and "070-1740699" not in text
    with as_owner():
        assert Person.objects.get(number=SAGA.number).protection == Protection.MARKED


def test_only_the_manager_of_the_unit_prints_it(town, browser, record_property):
    record_property("attempt", ("Papper", "skriver ut en annan enhets dag"))
    unit = Unit.objects.get(name="Mottagning").pk
    for username in ("maja", "karin", "bo", "ola", "liv"):
        for send in (browser(username).get, browser(username).post):
            assert send(f"/enheten/{unit}/avbrottspaket/").status_code == 404, username


def test_a_locked_pack_is_opened_by_its_key_only(town, browser, record_property):
    record_property("attempt", ("Papper", "öppnar ett låst paket med fel nyckel"))
    key = pyrage.x25519.Identity.generate()
    locked = printed(browser("rut"), "Mottagning", reader=str(key.to_public()))
    assert b"PDF" not in locked
    assert KARL.given_name in words(pyrage.decrypt(locked, [key]))
    with pytest.raises(pyrage.DecryptError):
        pyrage.decrypt(locked, [pyrage.x25519.Identity.generate()])


@pytest.mark.parametrize("said", ["age1hej", "hej", "/etc/passwd", "AGE-SECRET-KEY-1"])
def test_a_key_that_is_none_prints_nothing(town, browser, as_owner, said, record_property):
    record_property("attempt", ("Papper", "låser med något som inte är en nyckel"))
    unit = Unit.objects.get(name="Mottagning").pk
    answer = browser("rut").post(f"/enheten/{unit}/avbrottspaket/", {"reader": said})
    assert answer.status_code == 422 and "nyckel" in answer.content.decode().lower()
    with as_owner():
        assert not Opening.objects.filter(action=Action.PRINT, page="outage:pack").exists()


def test_a_letter_that_the_font_lacks_does_not_stop_the_paper(town, browser, as_owner):
    with as_owner():
        Person.objects.filter(number=KARL.number).update(family_name="Mottagare 漢字 🜁")
    assert "Mottagare" in words(printed(browser("rut"), "Mottagning"))


def test_the_unit_page_has_the_button(town, browser):
    unit = Unit.objects.get(name="Mottagning").pk
    assert f"/enheten/{unit}/avbrottspaket/" in browser("rut").get("/enheten/").content.decode()


def test_the_command_prints_each_unit_as_its_manager(django_db_blocker, tmp_path, capsys, monkeypatch):
    """On a town where everything is committed, as the web's own log-in."""
    with django_db_blocker.unblock(), a_lived_in_town("printed") as url:
        call_it_a_demo(url, name_of(url))
        monkeypatch.setenv("SAMTID_DATABASE_URL", app_url(url))
        with standing_in(app_url(url)), clock.set_to(lambda: SATURDAY):
            assert main(["outage", "--all", "--out", str(tmp_path)]) == 0
            assert "Hemtjänst" not in capsys.readouterr().err
            papers = {path.name: words(path.read_bytes()) for path in tmp_path.iterdir()}
            assert len(papers) == len(MANAGERS)
            assert ELSA.given_name in papers["avbrott-hemtjänst-2026-11-21.pdf"]
            assert all(SAGA.given_name not in text for text in papers.values())
            assert all(path.stat().st_mode & 0o077 == 0 for path in tmp_path.iterdir())
            for words_of, code in (
                (["--unit", "Finns inte"], 2),
                (["--unit", "Mottagning", "--as", "bo"], 2),
                (["--unit", "Mottagning", "--for", "age1hej"], 2),
                (["--unit", "Mottagning", "--as", "maja"], 0),
            ):
                assert main(["outage", "--out", str(tmp_path), *words_of]) == code
        with psycopg.connect(url) as admin:
            rows = admin.execute(
                "select s.username, o.why from access_opening o join organisation_staff s on s.id = o.staff_id "
                "where o.action = 'print' and o.page = 'outage:pack' and o.dossier_id is not null"
            ).fetchall()
    assert {"inga", "rut", "karin", "maja"} <= {name for name, _ in rows}
    assert {why for _, why in rows} == {"Avbrottspaket, genom kommando"}


def test_a_database_that_does_not_answer_is_said_in_one_sentence(django_db_blocker, tmp_path, capsys):
    with django_db_blocker.unblock(), standing_in("postgresql://samtid_app:x@127.0.0.1:1/samtid"):
        assert main(["outage", "--all", "--out", str(tmp_path)]) == 2
    assert capsys.readouterr().err.startswith("samtid: Databasen svarar inte")
    assert not list(tmp_path.iterdir())
