"""Log review: what is picked and why, who sees it, and that a verdict stands."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.db import Error, transaction

from samtid.base.access import actions, queries, rules
from samtid.base.access.identity import Identity, acting_as
from samtid.base.access.models import Review
from samtid.base.access.words import Ground, Picked, Purpose, Reach, Verdict
from samtid.base.dossier import actions as dossier
from samtid.base.dossier import openings
from samtid.base.dossier.tests.make import ALVA, a_case
from samtid.base.dossier.words import Need
from samtid.base.organisation.models import Staff
from samtid.base.people.words import NumberKind, Protection
from samtid.ground.reasons import NotYet

MONTH = date(2026, 11, 1)
LIND = replace(
    ALVA, given_name="Elsa", family_name="Lind", number="", number_kind=NumberKind.NONE, address="Älvgatan 3"
)


def pick(at, *, per_unit: int = 0, seed: str = "a") -> int:
    with acting_as(Identity(None, Purpose.WORKER, at)):
        return openings.pick_for_review(MONTH, per_unit=per_unit, seed=seed, by=None, at=at)


def opened(case, username, acting, at):
    with acting(username, at=at) as reader:
        dossier.open_page(case, "desk:dossier", by=reader, at=at)


def picked_by(username, acting) -> dict[str, set[Picked]]:
    with acting(username) as viewer:
        return {row.reader.username: set(row.reasons) for row in queries.reviews(viewer)}


def test_what_looks_like_curiosity_is_picked_whatever_the_lots_say(acting, at):
    with acting("maja") as maja:
        plain = a_case(by=maja, at=at)
        namesake = a_case(by=maja, at=at, details=LIND)
        colleague = a_case(by=maja, at=at, details=replace(LIND, given_name="Bo", family_name="Ek"))
        guarded = a_case(by=maja, at=at, details=replace(LIND, given_name="Siv", family_name="Åhl"))
        dossier.set_protection(guarded, Protection.MARKED, by=maja, at=at)
    for case in (plain, namesake, colleague, guarded):
        opened(case, "maja", acting, at)

    assert pick(at) == 3, "the plain opening of one's own case is not picked"

    with acting("liv") as liv:
        by_dossier = {row.dossier_id: set(row.reasons) for row in queries.reviews(liv)}
    assert by_dossier == {
        namesake.dossier_id: {Picked.SAME_SURNAME},
        colleague.dossier_id: {Picked.COLLEAGUE},
        guarded.dossier_id: {Picked.PROTECTED},
    }


def test_the_address_of_a_namesake_is_noticed(acting, at):
    with acting("maja") as maja:
        a_case(by=maja, at=at, details=replace(LIND, given_name="Maja", family_name="Lind"))
        neighbour = a_case(by=maja, at=at, details=replace(LIND, given_name="Olle", family_name="Berg"))
    opened(neighbour, "maja", acting, at)

    pick(at)

    assert picked_by("liv", acting) == {"maja": {Picked.SAME_ADDRESS}}


def test_break_glass_is_always_picked_and_the_manager_sees_it(acting, at):
    with acting("maja") as maja:
        a_case(by=maja, at=at)
    with acting("pelle") as pelle:
        dossier.break_glass("201203142391", "Akut: mamman på sjukhus", 2, by=pelle, at=at)

    pick(at)

    assert picked_by("rut", acting) == {"pelle": {Picked.BREAK_GLASS}}
    assert picked_by("liv", acting) == {"pelle": {Picked.BREAK_GLASS}}
    for username in ("maja", "pelle", "karin", "anita", "ola", "kurt"):
        assert picked_by(username, acting) == {}, username


def test_an_opening_with_an_own_key_hides_no_later_one_by_broken_glass(acting, at):
    noon, later = at + timedelta(hours=1), at + timedelta(hours=2)
    with acting("maja") as maja:
        case = a_case(by=maja, at=at)
        dossier.name_staff(
            case,
            Staff.objects.get(username="pelle"),
            ground=Ground.SUBSTITUTION,
            reach=Reach.CASE,
            reason="",
            until=noon,
            by=maja,
            at=at,
        )
    opened(case, "pelle", acting, at)
    with acting("pelle", at=noon) as pelle:
        dossier.break_glass("201203142391", "Akut: mamman på sjukhus", 2, by=pelle, at=noon)
    opened(case, "pelle", acting, later)

    pick(later)

    with acting("rut") as rut:
        found = {(row.opened_at, row.action): set(row.reasons) for row in queries.reviews(rut)}
    assert found == {(noon, "break_glass"): {Picked.BREAK_GLASS}, (later, "view"): {Picked.BREAK_GLASS}}


def test_a_key_to_another_units_case_is_no_errand_where_the_glass_was_broken(acting, at):
    with acting("maja") as maja:
        case = a_case(by=maja, at=at)
    with acting("pelle") as pelle:
        dossier.break_glass("201203142391", "Akut: mamman på sjukhus", 2, by=pelle, at=at)
        own = a_case(by=pelle, at=at, need=Need.MONEY)
    for case_opened in (own, case):
        opened(case_opened, "pelle", acting, at)

    pick(at, per_unit=5)

    heard = {}
    for manager in ("rut", "anita"):
        with acting(manager) as viewer:
            heard[manager] = {
                Picked.NO_ASSIGNMENT in row.reasons for row in queries.reviews(viewer) if row.action == "view"
            }
    assert heard == {"rut": {True}, "anita": {False}}


def test_each_unit_reviews_the_glass_broken_on_its_own_case(acting, at):
    with acting("maja") as maja:
        a_case(by=maja, at=at)
    with acting("karin") as karin:
        a_case(by=karin, at=at)
    with acting("pelle") as pelle:
        dossier.break_glass("201203142391", "Akut: mamman på sjukhus", 2, by=pelle, at=at)

    pick(at)

    for manager in ("rut", "karin"):
        assert picked_by(manager, acting) == {"pelle": {Picked.BREAK_GLASS}}, manager


def test_lots_are_drawn_in_each_unit_and_can_be_drawn_again(acting, at):
    with acting("maja") as maja:
        case = a_case(by=maja, at=at)
    for day in range(12):
        opened(case, "rut", acting, at - timedelta(days=day))

    def drawn(seed: str) -> set[object]:
        with transaction.atomic():
            pick(at, per_unit=3, seed=seed)
            with acting("liv") as liv:
                found = {row.opening_id for row in queries.reviews(liv) if Picked.SAMPLE in row.reasons}
            transaction.set_rollback(True)
        return found

    first = drawn("november")
    assert len(first) == 3
    assert drawn("november") == first
    assert drawn("december") != first

    assert pick(at, per_unit=3, seed="december") > 0
    assert pick(at, per_unit=3, seed="december") == 0, "what was picked is not picked twice"


def test_only_background_work_and_the_log_reviewer_may_pick(acting, at):
    with acting("liv") as liv:
        assert openings.pick_for_review(MONTH, seed="a", by=liv, at=at) == 0
    for username in ("maja", "rut", ""):
        with acting(username) as somebody, pytest.raises(Error), transaction.atomic():
            openings.pick_for_review(MONTH, seed="a", by=somebody, at=at)


@pytest.fixture
def picked(acting, at):
    with acting("maja") as maja:
        case = a_case(by=maja, at=at, details=LIND)
    opened(case, "maja", acting, at)
    opened(case, "rut", acting, at)
    pick(at, per_unit=5)
    return case


def of(reader: str) -> Review:
    return Review.objects.get(reader__username=reader)


def test_a_verdict_is_written_once_and_followed_up_once(acting, at, picked):
    with acting("liv") as liv:
        row = actions.review(of("maja"), Verdict.UNCLEAR, "Samma efternamn, fråga Maja.", by=liv, at=at)
        with pytest.raises(NotYet, match="redan granskad"):
            actions.review(row, Verdict.JUSTIFIED, "", by=liv, at=at)
        with pytest.raises(Error), transaction.atomic():
            Review.objects.filter(pk=row.pk).update(verdict=Verdict.JUSTIFIED)
        actions.follow_up_review(row, "Maja är inte släkt. Ingen åtgärd.", by=liv, at=at)
        with pytest.raises(Error), transaction.atomic():
            Review.objects.filter(pk=row.pk).update(measure="Något annat")
        with pytest.raises(Error), transaction.atomic():
            Review.objects.filter(pk=row.pk).delete()


def test_nobody_reviews_oneself(acting, at, picked):
    with acting("rut") as rut:
        with pytest.raises(NotYet, match="egna öppningar"):
            actions.review(of("rut"), Verdict.JUSTIFIED, "", by=rut, at=at)
        with pytest.raises(Error), transaction.atomic():
            Review.objects.filter(reader=rut).update(verdict=Verdict.JUSTIFIED)
        actions.review(of("maja"), Verdict.JUSTIFIED, "", by=rut, at=at)


def test_the_reviewer_sees_no_person(acting, at, picked):
    from samtid.base.dossier.models import Case
    from samtid.base.people.models import Person

    with acting("liv") as liv:
        assert queries.reviews(liv).exists()
        assert not Person.objects.exists() and not Case.objects.exists()


def test_the_person_is_told_which_units_have_read_and_no_other_units_part(acting, at, staff):
    with acting("maja") as maja:
        case = a_case(by=maja, at=at)
    with acting("pelle") as pelle:
        other = a_case(by=pelle, at=at)
        assert other.dossier_id == case.dossier_id, "one person, one dossier, two units"
    opened(case, "rut", acting, at)
    opened(other, "anita", acting, at)

    with acting("maja") as maja:
        assert [(one.unit, one.action) for one in openings.told_to_the_person(maja, case.dossier_id)] == [
            ("Mottagning", "view")
        ]
    with acting("anita") as anita:
        assert [one.unit for one in openings.told_to_the_person(anita, case.dossier_id)] == [
            "Ekonomiskt bistånd"
        ]
    for username in ("bo", "liv", "ola"):
        with acting(username) as nobody:
            assert openings.told_to_the_person(nobody, case.dossier_id) == []


@pytest.mark.parametrize(
    ("verdict", "note", "refused"),
    [
        (Verdict.JUSTIFIED, "", False),
        (Verdict.UNCLEAR, "", True),
        (Verdict.UNJUSTIFIED, "   kort ", True),
        (Verdict.UNJUSTIFIED, "Läste om en granne utan uppdrag.", False),
    ],
)
def test_a_verdict_that_touches_somebody_says_why(verdict, note, refused):
    found = rules.obstacles_to_reviewing(verdict, note, reader=1, reviewer=2, reviewed_at=None)
    assert bool(found) == refused
