"""Texten som sammanträdet hade, and that no other door than the minutes leads from it to a decision."""

from __future__ import annotations

from datetime import timedelta
from io import BytesIO

import pytest
from django.urls import reverse
from pypdf import PdfReader

from samtid.ground.law.delegation import Level
from samtid.steps.committee import actions, queries, rules
from samtid.steps.committee.words import Outcome
from samtid.steps.compulsory import actions as compulsory
from samtid.steps.compulsory.tests.make import a_track, by_chair
from samtid.steps.decisions import actions as decisions
from samtid.steps.decisions.models import Decision
from samtid.steps.decisions.tests.make import a_draft

from .make import a_meeting, decided, held

CHANGED = (
    *("kind", "outcome", "content", "reasons", "legal_basis", "service_code", "valid_from", "goal"),
    *("follow_up_on", "consent", "extent", "conditions"),
)
BACK = rules.Said(outcome=Outcome.RETURNED, paragraph=12, text="Barnets egen vilja framgår inte.")


def change(draft, *, by, at, **said):
    """The draft with something else in it, as its writer saves it."""
    draft = Decision.objects.get(pk=draft.pk)
    kept = {name: getattr(draft, name) for name in CHANGED}
    return decisions.change(draft, decisions.Text(**kept | said), by=by, at=at)


def by_hand(line, *, by, at, minute=""):
    """Registers the draft with a typed minute, as where no meeting is kept here."""
    return decisions.register(
        Decision.objects.get(pk=line.decision_id),
        level=Level(line.meeting.level),
        decided_on=line.meeting.on,
        minute=minute or f"{line.meeting} § 12",
        by=by,
        at=at,
    )


def printed(answer) -> str:
    assert answer.status_code == 200
    return " ".join(page.extract_text() for page in PdfReader(BytesIO(answer.content)).pages)


def test_the_minutes_are_of_the_text_that_the_meeting_had(acting, later, line, refused):
    with acting("karin", at=later) as karin:
        held(line.meeting, by=karin, at=later)
    with acting("bo", at=later) as bo:
        change(line.decision, by=bo, at=later, content="Vården avslås.")
    with acting("karin", at=later) as karin:
        line = actions.settle(queries.lines(karin).get(), decided(12, is_certified=True), by=karin, at=later)
        assert line.proposed.startswith("Alva och hennes familj")
        assert "(beslut)" in refused(actions.register, line, by=karin, at=later)
    with acting("bo", at=later) as bo:
        change(
            line.decision,
            by=bo,
            at=later,
            content=line.proposed,
            follow_up_on=later.date().replace(year=2027),
        )
    with acting("karin", at=later) as karin:
        assert actions.register(line, by=karin, at=later).signed_at == later


def test_the_text_is_not_changed_while_the_meeting_goes_on(acting, later, line, refused):
    with acting("bo", at=later) as bo:
        said = refused(change, line.decision, by=bo, at=later, content="Vården avslås.")
    assert "har börjat" in said and "har antecknat det som hållet" in said


def test_adjusted_minutes_say_the_same_whatever_becomes_of_the_draft(browse, acting, later, line):
    with acting("karin", at=later) as karin:
        held(line.meeting, by=karin, at=later)
        actions.settle(line, BACK, by=karin, at=later)
        actions.adjust_minutes(line.meeting, by=karin, at=later)
    with acting("bo", at=later) as bo:
        change(
            line.decision,
            by=bo,
            at=later,
            content="Vården avslås.",
            outcome="refused",
            reasons="Helt andra skäl än förut.",
        )
    karin = browse("karin", later)
    paper = printed(karin.get(reverse("committee:extract", args=[line.pk])))
    assert "Alva och hennes familj" in paper and "Vården avslås" not in paper and "andra skäl" not in paper
    page = karin.get(reverse("committee:matter", args=[line.pk])).content.decode()
    assert "Ändrat efter sammanträdet: " in page and "Vården avslås." not in page


def test_the_typed_minute_leads_nowhere_while_a_meeting_has_the_matter(browse, acting, later, line, refused):
    address = reverse("decisions:decision", args=[line.decision_id])
    with acting("karin", at=later) as karin:
        assert "har börjat" in refused(by_hand, line, by=karin, at=later)
        held(line.meeting, by=karin, at=later)
        assert "står på listan" in refused(by_hand, line, by=karin, at=later)
        actions.settle(line, decided(12), by=karin, at=later)
        assert "registreras från ärendet" in refused(by_hand, line, by=karin, at=later)
        actions.adjust_minutes(line.meeting, by=karin, at=later)
        assert "registreras från ärendet" in refused(by_hand, line, by=karin, at=later, minute="SN AU § 99")
    page = browse("bo", later).get(address).content.decode()
    assert "Nämnden har beslutat" in page and "Anmäl till ett sammanträde" not in page
    raised = browse("bo", later).get(reverse("committee:raise", args=[line.decision_id]))
    assert raised.status_code == 302 and raised.url == reverse("committee:matter", args=[line.pk])
    with acting("karin", at=later) as karin:
        assert actions.register(line, by=karin, at=later).minute == f"{line.meeting} § 12"


def test_what_was_returned_is_decided_by_a_meeting_and_not_beside_it(acting, later, line, refused):
    with acting("karin", at=later) as karin:
        held(line.meeting, by=karin, at=later)
        actions.settle(line, BACK, by=karin, at=later)
        assert "blev återremiss" in refused(by_hand, line, by=karin, at=later)


def test_a_delegate_does_not_sign_what_lies_before_a_meeting(acting, at, staff, childs, meeting, refused):
    with acting("bo") as bo:
        draft = a_draft(childs, by=bo, at=at)
        line = actions.raise_matter(draft, meeting, by=bo, at=at)
        assert "står på listan" in refused(decisions.sign, draft, by=bo, at=at)
        actions.withdraw(line, "Det räcker med delegatens beslut.", by=bo, at=at)
        assert decisions.sign(Decision.objects.get(pk=draft.pk), by=bo, at=at).signed_at == at


def test_what_is_decided_and_not_registered_is_not_raised_again(acting, later, line, refused):
    with acting("karin", at=later) as karin:
        held(line.meeting, by=karin, at=later)
        actions.settle(line, decided(12), by=karin, at=later)
        following = a_meeting(by=karin, at=later)
    with acting("bo", at=later) as bo:
        assert "väntar på att registreras" in refused(
            actions.raise_matter, line.decision, following, by=bo, at=later
        )


def test_a_wrong_outcome_is_set_right_and_the_draft_goes_back(browse, acting, later, line, refused):
    with acting("karin", at=later) as karin:
        held(line.meeting, by=karin, at=later)
        actions.settle(line, decided(12, is_certified=True), by=karin, at=later)
        assert queries.to_register(karin).exists()
    said = {"text": "Det blev återremiss: barnet ska höras.", "outcome": "returned"}
    karin = browse("karin", later)
    assert karin.post(reverse("committee:correct", args=[line.pk]), said).status_code == 302
    with acting("karin", at=later) as karin:
        assert not queries.to_register(karin).exists()
        line = queries.lines(karin).get(pk=line.pk)
        assert (line.outcome, line.became) == ("decided", "returned")
        assert "inte beslutat" in refused(actions.register, line, by=karin, at=later)
        assert Decision.objects.get(pk=line.decision_id).is_sent_back
    then = later + timedelta(minutes=1)
    with acting("karin", at=then) as karin:
        actions.correct_matter(line, "Nej, det beslutades.", Outcome.DECIDED, by=karin, at=then)
        assert actions.register(line, by=karin, at=then).signed_at == then
    page = browse("karin", then).get(reverse("committee:meeting", args=[line.meeting_id])).content.decode()
    assert "rättat: Beslutat enligt förslaget" in page


def test_before_it_is_held_what_is_printed_is_the_list_with_the_reasons(browse, line):
    paper = printed(browse("karin").get(reverse("committee:minutes", args=[line.meeting_id])))
    assert "Föredragningslista" in paper and "Skäl" in paper
    assert "justerat" not in paper and "Protokoll" not in paper


def test_the_minutes_tell_the_chairs_decisions_and_whose_count_it_is(browse, acting, at, later, childs, line):
    with acting("bo") as bo:
        track = a_track(childs.case, by=bo, at=at)
        compulsory.write_step(track, by_chair(at.date(), line.meeting.on), by=bo, at=at)
    with acting("karin", at=later) as karin:
        held(line.meeting, by=karin, at=later)
        actions.settle(line, decided(12), by=karin, at=later)
    paper = printed(browse("karin", later).get(reverse("committee:minutes", args=[line.meeting_id])))
    assert "Anmälda beslut av ordföranden" in paper and f"De som {karin.name} har nyckel till" in paper
    extract = printed(browse("karin", later).get(reverse("committee:extract", args=[line.pk])))
    assert "Anmälda" not in extract


@pytest.mark.parametrize("username", ["ulf", "maja"])
def test_one_with_no_matter_there_prints_no_empty_minutes(browse, username, line):
    answer = browse(username).get(reverse("committee:minutes", args=[line.meeting_id]))
    assert answer.status_code == 422


def test_what_the_law_will_ask_for_is_told_while_it_can_be_written(browse, acting, at, line):
    page = reverse("committee:matter", args=[line.pk])
    assert "Det här saknas i förslaget" not in browse("bo").get(page).content.decode()
    with acting("bo") as bo:
        change(line.decision, by=bo, at=at, reasons="")
    assert "Det här saknas i förslaget" in browse("bo").get(page).content.decode()
