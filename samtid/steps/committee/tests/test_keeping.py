"""Den som håller i sammanträdet: what is told there, what is left out, who takes over, and what is put right beside."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.urls import reverse

from samtid.base.access.proof import PROVED
from samtid.base.dossier.actions import set_protection
from samtid.base.organisation.models import Committee, Membership, Unit
from samtid.base.people.words import Protection
from samtid.ground.sweden import swedish_day
from samtid.steps.committee import actions, queries, rules
from samtid.steps.committee.models import AgendaLine, Announced, Meeting
from samtid.steps.committee.words import Outcome, State
from samtid.steps.compulsory import actions as compulsory
from samtid.steps.compulsory.tests.make import a_track, by_chair
from samtid.steps.decisions.tests.make import a_decision
from samtid.steps.investigations.tests.make import an_elders_investigation

from .make import SOON, a_meeting, a_placement, decided, held

LATE = timedelta(days=7)


def told(username, meeting, acting, at) -> int:
    with acting(username, at=at) as viewer:
        now = queries.meetings(viewer).get(pk=meeting.pk)
        return sum(one.many for one in queries.delegated(viewer, now, at, at))


def test_what_was_decided_after_the_meeting_is_told_at_the_next_however_late_it_is_noted(
    acting, at, later, childs, meeting
):
    after = later + timedelta(days=1)
    with acting("bo", at=after) as bo:
        a_decision(childs, by=bo, at=after)
        track = a_track(childs.case, by=bo, at=after)
        step = compulsory.write_step(track, by_chair(after.date(), after.date()), by=bo, at=after)
    noted = later + LATE
    with acting("karin", at=noted) as karin:
        following = a_meeting(by=karin, at=noted)
        actions.call_meeting(meeting, by=karin, at=noted)
        held(queries.meetings(karin).get(pk=meeting.pk), by=karin, at=noted)
        assert queries.by_chair(karin).get() == step
    assert told("karin", meeting, acting, noted) == 0
    then = noted + SOON + timedelta(hours=1)
    with acting("karin", at=then) as karin:
        held(following, by=karin, at=then)
        assert Announced.objects.get(step__isnull=False).step == step
    assert told("karin", following, acting, then) == 1


def test_another_committees_meeting_is_told_nothing_and_takes_no_matter(
    acting, as_owner, at, later, childs, meeting, refused
):
    with as_owner():
        other = Committee.objects.create(name="Arbetsmarknadsnämnden", valid_from=date(2020, 1, 1))
        unit = Membership.objects.filter(staff__username="gun", role="manager").get().unit
        Unit.objects.filter(pk=unit.pk).update(committee=other)
    with acting("gun") as gun:
        theirs = a_meeting(by=gun, at=at, committee=other)
    with acting("bo") as bo:
        draft = a_placement(childs, by=bo, at=at)
        assert "annan nämnd" in refused(actions.raise_matter, draft, theirs, by=bo, at=at)
        assert list(queries.open_to(bo, childs.case, at)) == [meeting]
        a_decision(childs, by=bo, at=at)
    with acting("gun", at=later) as gun:
        assert "samma nämnd" in refused(actions.take_over, meeting, by=gun, at=later)
        held(theirs, by=gun, at=later)
    with as_owner():
        assert not Announced.objects.exists()
    with acting("karin", at=later) as karin:
        held(meeting, by=karin, at=later)
        assert Announced.objects.count() == 1


def test_a_sealed_matter_is_raised_with_a_manager_who_gets_a_key(acting, at, later, childs, meeting, refused):
    with acting("bo") as bo:
        draft = a_placement(childs, by=bo, at=at)
        set_protection(childs.case, Protection.MARKED, by=bo, at=at)
    with acting("bo") as bo:
        assert "Välj vem som skriver" in refused(actions.raise_matter, draft, meeting, by=bo, at=at)
        [karin] = queries.writers(childs.case, swedish_day(at))
        line = actions.raise_matter(draft, meeting, writer=karin, by=bo, at=at)
    with acting("bo") as bo:
        assert not queries.lacks_writer(bo, childs.case, swedish_day(at))
    with acting("karin", at=later) as karin:
        held(meeting, by=karin, at=later)
        actions.settle(line, decided(12), by=karin, at=later)
        assert actions.adjust_minutes(meeting, by=karin, at=later).state == State.ADJUSTED


def test_a_matter_without_a_key_does_not_lock_the_others_and_is_written_afterwards(
    acting, at, later, staff, line, refused
):
    from samtid.steps.decisions.tests.make import a_draft

    elder = an_elders_investigation(maja=staff("maja"), ulf=staff("ulf"), at=at)
    with acting("ulf") as ulf:
        other = actions.raise_matter(a_draft(elder, by=ulf, at=at), line.meeting, by=ulf, at=at)
    why = "Enhetens chef skriver sin paragraf nästa vecka."
    with acting("karin", at=later) as karin:
        held(line.meeting, by=karin, at=later)
        assert "saknar vad det blev" in refused(actions.adjust_minutes, line.meeting, why, by=karin, at=later)
        actions.settle(line, decided(12), by=karin, at=later)
        assert "inte har nyckel till" in refused(actions.adjust_minutes, line.meeting, by=karin, at=later)
        assert actions.adjust_minutes(line.meeting, why, by=karin, at=later).left_out == why
        assert [one.pk for one in queries.to_register(karin)] == [line.pk]
    with acting("gun", at=later) as gun:
        assert [one.pk for one in queries.to_write(gun)] == [other.pk]
        assert "justerad för sig" in refused(actions.settle, other, decided(13), by=gun, at=later)
        actions.settle(other, decided(13, is_certified=True), by=gun, at=later)
        assert [one.pk for one in queries.to_register(gun)] == [other.pk]


def test_what_is_another_units_is_on_its_managers_day(browse, acting, at, later, staff, line):
    from samtid.steps.decisions.tests.make import a_draft

    elder = an_elders_investigation(maja=staff("maja"), ulf=staff("ulf"), at=at)
    with acting("ulf") as ulf:
        actions.raise_matter(a_draft(elder, by=ulf, at=at), line.meeting, by=ulf, at=at)
    with acting("karin", at=later) as karin:
        held(line.meeting, by=karin, at=later)
    day = browse("gun", later).get(reverse("desk:day")).content.decode()
    assert "Skriv vad nämnden sade" in day and "Skriv vad det blev" in day
    assert "Skriv vad nämnden sade" not in browse("karin", later).get(reverse("desk:day")).content.decode()


def test_another_takes_the_meeting_over_and_has_it_on_the_day(browse, acting, later, line, refused):
    page = reverse("committee:meeting", args=[line.meeting_id])
    who = {"chair": "Berit Provdal", "present": "Berit Provdal", "adjuster": "Sten Provberg"}
    with acting("karin", at=later) as karin:
        actions.call_meeting(line.meeting, by=karin, at=later)
    with acting("gun", at=later) as gun:
        assert "Ta över det först" in refused(
            actions.hold_meeting, line.meeting, rules.Held(**who), by=gun, at=later
        )
    gun = browse("gun", later)
    assert "Ta över sammanträdet" in gun.get(page).content.decode()
    assert gun.post(reverse("committee:hold", args=[line.meeting_id]), who).status_code == 422
    assert gun.post(reverse("committee:take_over", args=[line.meeting_id])).status_code == 302
    assert gun.post(reverse("committee:take_over", args=[line.meeting_id])).status_code == 422
    assert "Skriv att det är hållet" in gun.get(reverse("desk:day")).content.decode()
    assert gun.post(reverse("committee:hold", args=[line.meeting_id]), who).status_code == 302
    assert "Togs över" in gun.get(page).content.decode()


def test_a_meeting_that_nobody_who_leads_keeps_is_on_every_managers_day(acting, as_owner, later, line):
    with acting("gun", at=later) as gun:
        assert not queries.to_keep(gun, later).exists()
    with as_owner():
        Membership.objects.filter(staff__username="karin").update(valid_to=date(2026, 11, 22))
    with acting("gun", at=later) as gun:
        assert queries.to_keep(gun, later).get() == line.meeting


def test_a_held_meeting_is_put_right_beside(browse, acting, later, line):
    address = reverse("committee:correct_meeting", args=[line.meeting_id])
    assert browse("karin", later).post(address, {"text": "Sten var inte med."}).status_code == 422
    with acting("karin", at=later) as karin:
        held(line.meeting, by=karin, at=later)
    karin = browse("karin", later)
    assert karin.get(address).status_code == 200
    assert karin.post(address, {"text": "Sten"}).status_code == 422
    assert karin.post(address, {"text": "Anna-Lisa tjänstgjorde i stället för Sten."}).status_code == 302
    page = karin.get(reverse("committee:meeting", args=[line.meeting_id])).content.decode()
    assert "tjänstgjorde i stället" in page and "Sten Provberg" in page


def test_minutes_are_adjusted_without_what_one_has_no_key_to_in_the_browser(browse, acting, at, later, line):
    with acting("karin", at=later) as karin:
        held(line.meeting, by=karin, at=later)
    with acting("bo", at=later) as bo:
        set_protection(line.case, Protection.MARKED, by=bo, at=later)
    karin = browse("karin", later)
    address = reverse("committee:adjust", args=[line.meeting_id])
    page = karin.get(reverse("committee:meeting", args=[line.meeting_id])).content.decode()
    assert "har du inte nyckel till" in page and 'name="left_out"' in page
    assert karin.post(address, {"left_out": "kort"}).status_code == 422
    refused = karin.post(address, {"left_out": "x 19850101-2382 och mer"})
    assert refused.status_code == 422 and "19850101-2382" in refused.content.decode()
    assert karin.post(address, {"left_out": "Ärendet blev skyddat efter kallelsen."}).status_code == 302
    with acting("karin", at=later):
        assert Meeting.objects.get().state == State.ADJUSTED


def test_a_custody_that_its_track_does_not_take_as_told_is_said_on_the_page(
    browse, acting, at, later, childs, meeting, monkeypatch
):
    from samtid.ground.reasons import NotYet, Obstacle
    from samtid.steps.committee.actions import meetings

    with acting("bo") as bo:
        track = a_track(childs.case, by=bo, at=at)
        compulsory.write_step(track, by_chair(at.date(), meeting.on), by=bo, at=at)

    def refuses(*args, **said):
        raise NotYet([Obstacle("Spåret är avslutat.")])

    monkeypatch.setattr(meetings.compulsory, "write_step", refuses)
    with acting("karin", at=later) as karin:
        held(meeting, by=karin, at=later)
    page = browse("karin", later).get(reverse("committee:meeting", args=[meeting.pk])).content.decode()
    assert "Inte antecknat som anmält i spåret" in page


def test_a_name_in_why_it_is_called_off_is_asked_about_once(browse, meeting):
    karin = browse("karin")
    address = reverse("committee:cancel", args=[meeting.pk])
    said = {"why": "Inställt, Anna Svenssons ombud är sjukt."}
    answer = karin.post(address, said)
    assert answer.status_code == 422 and 'name="insist" value="1"' in answer.content.decode()
    assert karin.post(address, said | {"insist": "1"}).status_code == 302


def test_a_clock_that_breaks_is_found_however_long_the_list_and_of_its_own_line(acting, at, line):
    with acting("karin") as karin:
        assert not queries.broken(karin).exists()
        far = a_meeting(by=karin, at=at, after=timedelta(days=200))
    with acting("bo") as bo:
        moved = actions.move_matter(line, far, "Skolan svarar först i vår.", by=bo, at=at)
        near = actions.raise_matter(
            a_placement(line.decision.investigation, by=bo, at=at), line.meeting, by=bo, at=at
        )
    with acting("karin") as karin:
        assert [one.pk for one in queries.broken(karin)] == [moved.pk]
        both = list(queries.lines(karin).filter(pk__in=[near.pk, moved.pk]))
        assert list(queries.breaking(karin, both)) == [moved.pk]


@pytest.mark.parametrize("outcome", [Outcome.RETURNED, Outcome.TABLED])
def test_what_left_the_list_or_came_back_is_raised_again(acting, at, later, line, outcome, refused):
    with acting("karin", at=later) as karin:
        held(line.meeting, by=karin, at=later)
        following = a_meeting(by=karin, at=later)
        said = rules.Said(outcome=outcome, paragraph=12, text="Barnets egen vilja framgår inte.")
        actions.settle(line, said, next_meeting=following, by=karin, at=later)
    with acting("bo", at=later) as bo:
        if outcome == Outcome.TABLED:
            assert "redan på en" in refused(actions.raise_matter, line.decision, following, by=bo, at=later)
        else:
            actions.raise_matter(line.decision, following, by=bo, at=later)
        assert AgendaLine.objects.filter(settled_at=None).get().meeting == following


def test_one_who_gives_a_key_by_raising_a_matter_shows_who_one_is(browse, acting, at, childs, meeting):
    with acting("bo") as bo:
        draft = a_placement(childs, by=bo, at=at)
        set_protection(childs.case, Protection.MARKED, by=bo, at=at)
    bo = browse("bo")
    session = bo.session
    session[PROVED] = 1
    session.save()
    address = reverse("committee:raise", args=[draft.pk])
    said = {"meeting": str(meeting.pk), "extra_why": ""}
    assert "Vilken chef skriver" in bo.get(address).content.decode()
    assert bo.post(address, said).status_code == 422, "who writes what became of it is asked for first"
    with acting("karin") as karin:
        given = bo.post(address, said | {"writer": str(karin.pk)})
    assert given.status_code == 302 and given.url == reverse("oidc:prove")
    with acting("bo"):
        assert not AgendaLine.objects.exists()
