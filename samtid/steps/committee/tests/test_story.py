"""En lista från kallelse till registrerat beslut, as the manager, the caseworker and the law see it."""

from __future__ import annotations

from datetime import timedelta

from samtid.base.dossier.actions import set_protection
from samtid.base.dossier.models import Event as Line
from samtid.base.people.words import Protection
from samtid.ground.law.delegation import Level
from samtid.steps.committee import actions, queries, rules
from samtid.steps.committee.models import Announced
from samtid.steps.committee.words import Event, Outcome
from samtid.steps.compulsory import actions as compulsory
from samtid.steps.compulsory.models import TrackStep
from samtid.steps.compulsory.tests.make import a_track, by_chair
from samtid.steps.compulsory.words import Kind
from samtid.steps.decisions import actions as decisions
from samtid.steps.decisions.models import Decision
from samtid.steps.decisions.tests.make import a_decision
from samtid.steps.investigations.tests.make import an_elders_investigation

from .make import WHO, a_meeting, a_placement, decided, held


def test_what_is_raised_is_decided_and_registered_with_the_day_and_the_paragraph(
    acting, at, later, line, refused
):
    with acting("karin", at=later) as karin:
        held(line.meeting, by=karin, at=later)
        actions.settle(line, decided(12, reservation="Sten Provberg (x) reserverar sig."), by=karin, at=later)
        assert "inte justerad" in refused(actions.register, line, by=karin, at=later)
        actions.adjust_minutes(line.meeting, by=karin, at=later)
        made = actions.register(line, by=karin, at=later)
    assert (made.level, made.decided_on) == (Level.COMMITTEE, line.meeting.on)
    assert made.minute == f"SN AU {line.meeting.on} § 12"
    assert made.dissent == "Sten Provberg (x) reserverar sig."
    with acting("bo", at=later):
        said = set(Line.objects.filter(case=line.case).values_list("verb", flat=True))
        assert {Event.RAISED, Event.SETTLED, "decision_registered"} <= said


def test_a_paragraph_certified_at_once_is_registered_the_same_day(acting, later, line):
    with acting("karin", at=later) as karin:
        held(line.meeting, by=karin, at=later)
        actions.settle(line, decided(12, is_certified=True), by=karin, at=later)
        assert actions.register(line, by=karin, at=later).signed_at == later


def test_what_comes_after_the_call_is_an_extra_matter_with_why(acting, at, childs, meeting, refused):
    with acting("karin") as karin:
        actions.call_meeting(meeting, by=karin, at=at)
    with acting("bo") as bo:
        draft = a_placement(childs, by=bo, at=at)
        assert "Kallelsen har gått ut" in refused(actions.raise_matter, draft, meeting, by=bo, at=at)
        made = actions.raise_matter(draft, meeting, "Barnet saknar hem på fredag.", by=bo, at=at)
        assert made.extra_why == "Barnet saknar hem på fredag."
        assert "redan på en" in refused(
            actions.raise_matter, draft, meeting, "Barnet saknar hem.", by=bo, at=at
        )


def test_a_returned_draft_is_on_the_day_of_whoever_wrote_it(acting, later, line):
    said = rules.Said(outcome=Outcome.RETURNED, paragraph=12, text="Barnets egen vilja framgår inte.")
    with acting("karin", at=later) as karin:
        held(line.meeting, by=karin, at=later)
        actions.settle(line, said, by=karin, at=later)
    with acting("bo", at=later):
        draft = Decision.objects.get(pk=line.decision_id)
        assert draft.is_sent_back and "Barnets egen vilja" in draft.sent_back_why
        assert "§ 12" in draft.sent_back_why


def test_what_was_decided_otherwise_is_registered_when_the_text_says_so(acting, at, later, line, refused):
    said = rules.Said(
        outcome=Outcome.OTHERWISE, paragraph=12, text="Vården beviljas till den 30 juni.", is_certified=True
    )
    with acting("karin", at=later) as karin:
        held(line.meeting, by=karin, at=later)
        actions.settle(line, said, by=karin, at=later)
        assert "annat än förslaget" in refused(actions.register, line, by=karin, at=later)
    with acting("bo", at=later) as bo:
        draft = Decision.objects.get(pk=line.decision_id)
        kept = {name: getattr(draft, name) for name in CHANGED}
        decisions.change(
            draft, decisions.Text(**kept | {"content": "Vården beviljas till 30 juni."}), by=bo, at=later
        )
    with acting("karin", at=later) as karin:
        made = actions.register(line, by=karin, at=later)
        assert made.content == "Vården beviljas till 30 juni."
        again = queries.lines(karin).get(pk=line.pk)
        assert again.proposed.startswith("Alva och hennes familj")


CHANGED = (
    *("kind", "outcome", "content", "reasons", "legal_basis", "service_code", "valid_from", "goal"),
    *("follow_up_on", "consent", "extent", "conditions"),
)


def test_a_draft_changed_after_the_meeting_is_not_what_was_decided(acting, later, line, refused):
    with acting("karin", at=later) as karin:
        held(line.meeting, by=karin, at=later)
        actions.settle(line, decided(12, is_certified=True), by=karin, at=later)
    with acting("bo", at=later) as bo:
        draft = Decision.objects.get(pk=line.decision_id)
        kept = {name: getattr(draft, name) for name in CHANGED}
        decisions.change(draft, decisions.Text(**kept | {"content": "Något annat."}), by=bo, at=later)
    with acting("karin", at=later) as karin:
        assert "ändrats efter" in refused(actions.register, line, by=karin, at=later)


def test_a_tabled_matter_stands_on_the_next_list_with_where_it_came_from(acting, at, later, line, refused):
    with acting("karin", at=later) as karin:
        held(line.meeting, by=karin, at=later)
        following = a_meeting(by=karin, at=later)
        said = rules.Said(outcome=Outcome.TABLED, paragraph=12, text="Ledamöterna var för få.")
        assert "Välj till vilket" in refused(actions.settle, line, said, by=karin, at=later)
        actions.settle(line, said, next_meeting=following, by=karin, at=later)
        now = queries.open_line(karin, line.decision)
        assert now is not None and now.meeting == following and now.came_from_id == line.pk


def test_a_matter_leaves_the_list_before_the_meeting_and_may_come_back(acting, at, later, line, refused):
    with acting("bo") as bo:
        actions.withdraw(line, "Mamman har sagt ja till stöd hemma.", by=bo, at=at)
        assert "inte längre" in refused(actions.withdraw, line, "En gång till, av misstag.", by=bo, at=at)
        again = actions.raise_matter(line.decision, line.meeting, by=bo, at=at)
        assert again.number == 2
    with acting("karin", at=later) as karin:
        held(line.meeting, by=karin, at=later)
    with acting("bo", at=later) as bo:
        why = "Mamman har sagt ja till stöd hemma."
        assert "är hållet" in refused(actions.withdraw, again, why, by=bo, at=later)


def test_a_matter_is_moved_to_another_meeting(acting, at, line, refused):
    with acting("karin") as karin:
        other = a_meeting(by=karin, at=at, after=timedelta(days=9))
    with acting("bo") as bo:
        made = actions.move_matter(line, other, "Skolan svarar först nästa vecka.", by=bo, at=at)
        assert made.meeting == other and made.number == 1
        assert "redan på det" in refused(
            actions.move_matter, made, other, "Skolan svarar först då.", by=bo, at=at
        )


def test_a_meeting_with_a_matter_on_its_list_is_not_called_off_nor_its_minutes_adjusted(
    acting, at, later, line, refused
):
    with acting("karin") as karin:
        assert "står på föredragningslistan" in refused(
            actions.cancel_meeting, line.meeting, "Ordföranden är sjuk.", by=karin, at=at
        )
    with acting("karin", at=later) as karin:
        held(line.meeting, by=karin, at=later)
        assert "saknar vad det blev" in refused(actions.adjust_minutes, line.meeting, by=karin, at=later)
        assert "är hållet" in refused(actions.hold_meeting, line.meeting, WHO, by=karin, at=later)


def test_two_matters_do_not_share_a_paragraph_and_the_next_is_counted_over_the_year(
    acting, at, later, staff, line, refused
):
    elder = an_elders_investigation(maja=staff("maja"), ulf=staff("ulf"), at=at)
    with acting("ulf") as ulf:
        other = actions.raise_matter(a_draft_of(elder, ulf, at), line.meeting, by=ulf, at=at)
    with acting("karin", at=later) as karin:
        held(line.meeting, by=karin, at=later)
        actions.settle(line, decided(12), by=karin, at=later)
    with acting("gun", at=later) as gun:
        assert queries.taken(queries.places(line.meeting)) == {12}
        assert "§ 12 är redan använd" in refused(actions.settle, other, decided(12), by=gun, at=later)
        actions.settle(other, decided(13), by=gun, at=later)


def a_draft_of(investigation, by, at):
    from samtid.steps.decisions.tests.make import a_draft

    return a_draft(investigation, by=by, at=at)


def test_delegates_decisions_are_told_once_and_counted_by_keys(acting, at, later, staff, childs, meeting):
    elder = an_elders_investigation(maja=staff("maja"), ulf=staff("ulf"), at=at)
    with acting("bo") as bo:
        a_decision(childs, by=bo, at=at)
    with acting("ulf") as ulf:
        a_decision(elder, by=ulf, at=at)
    with acting("karin", at=later) as karin:
        before = queries.delegated(karin, meeting, queries.since(karin, meeting), later)
        held(meeting, by=karin, at=later)
        now = queries.meetings(karin).get(pk=meeting.pk)
        assert queries.delegated(karin, now, later, later) == before
        [told] = before
        assert told.many == 1
    with acting("gun", at=later) as gun:
        [told] = queries.delegated(gun, now, later, later)
        assert told.kind == "Hemtjänst" and told.many == 1
    again = later + timedelta(days=9)
    with acting("karin", at=later) as karin:
        following = a_meeting(by=karin, at=later)
    with acting("karin", at=again) as karin:
        held(following, by=karin, at=again)
        assert queries.delegated(karin, queries.meetings(karin).get(pk=following.pk), again, again) == []


def test_the_chairs_decision_is_told_at_the_next_meeting_and_written_in_its_track(
    acting, at, later, childs, meeting
):
    with acting("bo") as bo:
        track = a_track(childs.case, by=bo, at=at)
        step = compulsory.write_step(track, by_chair(at.date(), meeting.on), by=bo, at=at)
    with acting("karin", at=later) as karin:
        assert queries.to_tell(karin, meeting, queries.since(karin, meeting), later) == [step]
        held(meeting, by=karin, at=later)
        now = queries.meetings(karin).get(pk=meeting.pk)
        assert queries.to_tell(karin, now, later, later) == [step]
        assert not queries.by_chair(karin).exists()
        [reported] = TrackStep.objects.filter(kind=Kind.REPORTED)
        assert reported.happened_on == meeting.on
    with acting("gun", at=later):
        assert not Announced.objects.exists()


def test_a_correction_stands_beside(acting, later, line, refused):
    with acting("karin", at=later) as karin:
        assert "inget skrivet" in refused(
            actions.correct_matter, line, "Det var § 13, inte § 12.", by=karin, at=later
        )
        held(line.meeting, by=karin, at=later)
        line = actions.settle(line, decided(12), by=karin, at=later)
        actions.correct_matter(line, "Det var § 13, inte § 12.", by=karin, at=later)
        [one] = queries.lines(karin).get(pk=line.pk).corrected
        assert one.text == "Det var § 13, inte § 12." and line.paragraph == 12
        assert "redan skrivet" in refused(actions.settle, line, decided(13), by=karin, at=later)


def test_a_clock_that_breaks_before_the_meeting_is_told(acting, at, childs, line):
    with acting("karin", at=at) as karin:
        assert not queries.breaking(karin, [line])
        far = a_meeting(by=karin, at=at, after=timedelta(days=200))
    with acting("bo") as bo:
        moved = actions.move_matter(line, far, "Skolan svarar först i vår.", by=bo, at=at)
    with acting("karin") as karin:
        assert queries.breaking(karin, [moved])[moved.pk]


def test_a_protected_persons_matter_is_a_place_on_the_list_and_nothing_more(acting, at, line):
    with acting("bo") as bo:
        set_protection(line.case, Protection.MARKED, by=bo, at=at)
    with acting("karin") as karin:
        assert not queries.lines(karin).exists()
        every = queries.places(line.meeting)
        [hidden] = queries.hidden(every, line.meeting, [])
        assert hidden.number == 1 and queries.left(every, line.meeting) == 1
    with acting("bo") as bo:
        assert queries.lines(bo).get().is_sealed
