"""The carrying-out unit sees its service, its goals and a name, and never the case."""

from __future__ import annotations

import pytest
from django.db import Error, transaction

from samtid.base.access.models import Opening
from samtid.base.access.queries import compartment_of
from samtid.base.access.through import door
from samtid.base.access.words import Ground, Reach
from samtid.base.dossier.actions import name_staff, sign_note, transfer, write_note
from samtid.base.dossier.models import Case, Clock, Dossier, Event, Note
from samtid.base.dossier.tests.make import a_case
from samtid.base.people.models import Person
from samtid.base.people.queries import shown
from samtid.ground.ids import new_id
from samtid.steps.services import actions, queries
from samtid.steps.services.models import Goal, Service
from samtid.steps.services.tests.make import WALKS, a_protected_case, an_open_service
from samtid.steps.services.words import EndReason
from samtid.steps.services.words import Event as Happened


def test_the_carrying_out_unit_sees_the_service_and_not_the_case(acting, at):
    with acting("ulf") as ulf:
        service = an_open_service(by=ulf, at=at)
        sign_note(write_note(service.case, "Känsligt.", happened_at=at, by=ulf, at=at), by=ulf, at=at)

    for username in ("tova", "nils", "inga"):
        with acting(username) as colleague:
            [seen] = queries.running(colleague)
            assert (seen.person.name, seen.name) == ("Alva Nyström", "Fixartjänst")
            assert shown(seen.person, "address") == "Storgatan 1"
            assert Goal.objects.get().text == WALKS.text
            assert queries.case_of(colleague, seen) is None
            for table in (Case, Dossier, Note, Event, Clock):
                assert not table.objects.exists(), table


def test_a_unit_that_does_not_carry_it_out_sees_nothing(acting, at):
    with acting("ulf") as ulf:
        an_open_service(by=ulf, at=at)

    for username in ("omar", "lena", "pelle", "bo", "karin", "maja", "kurt", "vera", "bengt", "liv", "ola"):
        with acting(username) as other:
            assert not queries.services(other).exists()
            assert not Service.objects.exists()
            assert not Goal.objects.exists()
            assert not Person.objects.exists()


def test_a_sealed_persons_service_is_for_those_named_for_it(acting, at, staff):
    with acting("ulf") as ulf:
        case = a_protected_case(by=ulf, at=at)
        an_open_service(by=ulf, at=at, case=case)
    for username in ("tova", "nils", "inga", "gun"):
        with acting(username):
            assert not Service.objects.exists()
            assert not Goal.objects.exists()
            assert not Person.objects.exists()

    with acting("ulf") as ulf:
        name_staff(
            case,
            staff("tova"),
            ground=Ground.NAMED,
            reach=Reach.SERVICE,
            reason="Utför",
            until=None,
            by=ulf,
            at=at,
        )
    with acting("tova") as tova:
        [seen] = queries.running(tova)
        assert shown(seen.person, "address") == "Skyddad uppgift"
        assert Goal.objects.exists()
        assert not Case.objects.exists()
    with acting("inga"):
        assert not Service.objects.exists(), "the manager is not named"


def test_an_ended_service_takes_the_name_away(acting, at):
    with acting("ulf") as ulf:
        service = an_open_service(by=ulf, at=at)
        other = an_open_service(by=ulf, at=at, case=service.case)
        actions.end_service(service, EndReason.GOAL_REACHED, by=ulf, at=at)
    with acting("tova") as tova:
        assert queries.services(tova).filter(ended_at=None).get() == other
        assert Person.objects.exists(), "another service runs"
    with acting("ulf") as ulf:
        actions.end_service(other, EndReason.OWN_WISH, by=ulf, at=at)
    with acting("tova") as tova:
        assert not Person.objects.exists()
        assert not queries.services(tova).exists()
    with acting("ulf") as ulf:
        assert queries.services(ulf).count() == 2
        assert Person.objects.exists(), "the case is still ulf's"


def test_the_name_stays_with_the_carrying_out_unit_when_the_case_moves(acting, at, staff):
    with acting("lena") as lena:
        service = an_open_service(by=lena, at=at, code="family_counselling", unit="Öppenvård")
        bo = staff("bo")
        transfer(service.case, compartment_of(bo.memberships.get().unit, at.date()), bo, by=lena, at=at)
    with acting("omar") as omar:
        assert queries.running(omar).get().person.name == "Alva Nyström"
        assert not Case.objects.exists()
    with acting("bo") as bo:
        assert queries.running(bo).get().pk == service.pk
        actions.end_service(Service.objects.get(), EndReason.GOAL_REACHED, by=bo, at=at)
    with acting("omar"):
        assert not Person.objects.exists()


def test_nobody_opens_a_strangers_name_with_a_service_of_their_own(acting, at):
    """The person and the place of a row are the database's word, not the sender's."""
    with acting("pelle") as pelle:
        hidden = a_case(by=pelle, at=at)
        stranger = hidden.dossier.person_id
    with acting("lena") as lena:
        from samtid.base.people.actions import Details

        own = a_case(by=lena, at=at, details=Details("Nils", "Provberg"))
        service = an_open_service(by=lena, at=at, code="family_counselling", unit="Öppenvård", case=own)
        forged = Service(
            case=own,
            person_id=stranger,
            provider=service.provider,
            code="family_counselling",
            unit=service.unit,
            starts_on=at.date(),
            started_at=at,
            started_by=lena,
        )
        forged.save(force_insert=True)
        assert Service.objects.get(pk=forged.pk).person.name == "Nils Provberg"
        assert not Person.objects.filter(pk=stranger).exists()
        with pytest.raises(Error), transaction.atomic():
            Service(
                case=hidden,
                provider=service.provider,
                code="family_counselling",
                unit=service.unit,
                starts_on=at.date(),
                started_at=at,
                started_by=lena,
            ).save(force_insert=True)


def test_the_carrying_out_unit_cannot_end_or_move_the_service(acting, at):
    with acting("ulf") as ulf:
        an_open_service(by=ulf, at=at)
    with acting("inga") as inga:
        service = queries.running(inga).get()
        with pytest.raises(Error), transaction.atomic():
            actions.end_service(service, EndReason.OWN_WISH, by=inga, at=at)
        with pytest.raises(Error), transaction.atomic():
            Service.objects.filter(pk=service.pk).update(unit=1)
        with pytest.raises(Error), transaction.atomic():
            Service.objects.filter(pk=service.pk).delete()


def test_the_carrying_out_unit_writes_in_a_diary_it_cannot_read(acting, at):
    with acting("ulf") as ulf:
        service = an_open_service(by=ulf, at=at)
    with acting("tova") as tova:
        actions.add_goal(queries.running(tova).get(), WALKS, by=tova, at=at)
        assert not Event.objects.exists()
    with acting("ulf"):
        line = Event.objects.filter(verb=Happened.GOAL_ADDED).get()
        assert (line.by.username, line.case_id) == ("tova", service.case_id)
    with acting("omar") as omar, pytest.raises(Error), transaction.atomic():
        actions.record_in(service, Happened.GOAL_ADDED, by=omar, at=at)


def test_an_opening_by_the_carrying_out_unit_is_logged_for_its_manager(acting, at):
    with acting("ulf") as ulf:
        service = an_open_service(by=ulf, at=at)
        dossier = service.case.dossier_id
    with acting("tova") as tova:
        actions.open_page([service, service], "services:service", by=tova, at=at)
    with acting("inga"):
        line = Opening.objects.get()
        assert (line.staff.username, line.dossier_id, line.page) == ("tova", dossier, "services:service")
    with acting("omar") as omar:
        actions.open_page([service], "services:service", by=omar, at=at)
        assert not Opening.objects.exists(), "nothing was there to open"


@pytest.mark.parametrize(
    ("door_", "verb"),
    [
        ("record_from_service", "service_ended"),
        ("record_from_service", "decision_signed"),
        ("record_from_service", "visit_carried_out"),
        ("record_from_service", None),
        ("record_from_visits", "service_goal_added"),
        ("record_from_visits", "note_signed"),
    ],
)
def test_the_carrying_out_unit_says_only_what_it_does(acting, at, door_, verb):
    with acting("ulf") as ulf:
        service = an_open_service(by=ulf, at=at)
        said = Event.objects.count()
    for username in ("tova", "inga"):
        with acting(username), pytest.raises(Error, match="not yours to say"), transaction.atomic():
            door(door_, service.pk, new_id(), verb, "")
    with acting("ulf"):
        assert Event.objects.count() == said


def test_the_words_of_a_line_are_the_databases(acting, at):
    with acting("ulf") as ulf:
        service = an_open_service(by=ulf, at=at)
    with acting("tova"):
        door("record_from_visits", service.pk, new_id(), "visit_moved", "SoL 1:1" * 100)
        # what was not done is not said, in whatever words
        with pytest.raises(Error, match="that was not"), transaction.atomic():
            door("record_from_visits", service.pk, new_id(), "visit_carried_out", "")
    with acting("ulf"):
        line = Event.objects.get(verb="visit_moved")
        assert (line.said, line.by.username, line.at) == ("Besök flyttades", "tova", at)
        # those who hold the case say what they have done with the service
        with pytest.raises(Error, match="that was not"), transaction.atomic():
            door("record_from_service", service.pk, new_id(), "service_ended", "")
