"""Sammanträdenas tabeller."""

from __future__ import annotations

from datetime import date

from django.db import models
from django.db.models import Q

from samtid.base.dossier.models import InCase
from samtid.base.organisation.models import Committee, Staff
from samtid.ground.ids import new_id
from samtid.ground.law.delegation import Level
from samtid.ground.sweden import swedish_day
from samtid.ground.unnamed import NUMBER_IN_TABLE
from samtid.ground.words import Word
from samtid.steps.compulsory.models import TrackStep
from samtid.steps.decisions.models import Decision

from . import rules, words


def _among(field: str, among: type[Word], *, empty: bool = False) -> Q:
    return Q(**{f"{field}__in": [*([""] if empty else []), *(str(one) for one in among)]})


def _unnamed(*fields: str) -> Q:
    """No identity number in a text that is about nobody."""
    held = Q()
    for field in fields:
        held &= ~Q(**{f"{field}__regex": NUMBER_IN_TABLE})
    return held


class Meeting(models.Model):
    """Sammanträde: a body, a day, a place and who was there. About no resident; those who take part are elected, by name.

    ``short`` is how its minutes are called (SN AU). ``keeper`` keeps it: what remains to be done is on that one's day.
    ``left_out`` is why the minutes are adjusted without a paragraph that the keeper has no key to.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    committee = models.ForeignKey(Committee, on_delete=models.PROTECT, related_name="+")
    level = models.CharField("organ", max_length=20, choices=Level.choices())
    short = models.CharField("protokollets beteckning", max_length=20)
    starts_at = models.DateTimeField("börjar")
    place = models.CharField("plats", max_length=120, blank=True)
    planned_at = models.DateTimeField("planerades")
    planned_by = models.ForeignKey(Staff, on_delete=models.PROTECT, related_name="+")
    keeper = models.ForeignKey(Staff, on_delete=models.PROTECT, related_name="+")
    called_at = models.DateTimeField("kallelsen gick ut", null=True)
    held_at = models.DateTimeField("antecknades som hållet", null=True)
    chair = models.CharField("ordförande", max_length=120, blank=True)
    present = models.TextField("tjänstgjorde", blank=True)
    adjuster = models.CharField("justerar", max_length=200, blank=True)
    adjusted_at = models.DateTimeField("protokollet justerades", null=True)
    left_out = models.CharField("justerat utom", max_length=200, blank=True)
    cancelled_at = models.DateTimeField("ställdes in", null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(level__in=[str(Level.BOARD), str(Level.COMMITTEE)]), name="a_meeting_is_of_a_body"
            ),
            models.CheckConstraint(
                condition=_unnamed("short", "place", "chair", "present", "adjuster", "left_out"),
                name="a_meeting_names_no_number",
            ),
            models.CheckConstraint(
                condition=Q(held_at=None) | (~Q(called_at=None) & ~Q(chair="") & ~Q(present="")),
                name="a_held_meeting_says_who",
            ),
            models.CheckConstraint(
                condition=Q(adjusted_at=None) | ~Q(held_at=None), name="only_what_was_held_is_adjusted"
            ),
            models.CheckConstraint(
                condition=Q(cancelled_at=None) | Q(held_at=None), name="what_was_held_is_not_cancelled"
            ),
        ]
        indexes = [models.Index(fields=["starts_at"])]

    def __str__(self) -> str:
        return f"{self.short} {self.on}"

    @property
    def on(self) -> date:
        """Its day, in Sweden."""
        return swedish_day(self.starts_at)

    @property
    def state(self) -> words.State:
        return rules.state_of(
            called_at=self.called_at,
            held_at=self.held_at,
            adjusted_at=self.adjusted_at,
            cancelled_at=self.cancelled_at,
        )


class MeetingTurn(models.Model):
    """Vad som har gjorts med ett sammanträde: its own lasting line, since a meeting lies in nobody's case."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="turns")
    what = models.CharField("vad", max_length=12, choices=words.Turn.choices())
    said = models.CharField("i ord", max_length=1000, blank=True)
    at = models.DateTimeField("tid")
    by = models.ForeignKey(Staff, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(condition=_among("what", words.Turn), name="a_turn_is_known"),
            models.CheckConstraint(condition=_unnamed("said"), name="a_turn_names_no_number"),
        ]

    def __str__(self) -> str:
        return f"{self.what} {self.pk}"


class AgendaLine(InCase):
    """Ärende på en föredragningslista: a draft decision laid before a meeting, and what the meeting said.

    ``number`` is its place on the list, set by the database; ``paragraph`` that of the minutes, where the meeting took it up.
    ``had`` and ``draft_version`` are the draft as the meeting had it, kept by the database when it is noted as held
    (``rules.KEPT``).
    """

    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="lines")
    decision = models.ForeignKey(Decision, on_delete=models.PROTECT, related_name="agenda_lines")
    number = models.PositiveSmallIntegerField("plats på listan", default=0)
    extra_why = models.CharField("varför det är ett extra ärende", max_length=500, blank=True)
    came_from = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="+")
    raised_by = models.ForeignKey(Staff, on_delete=models.PROTECT, related_name="+")
    raised_at = models.DateTimeField("anmäldes")
    outcome = models.CharField("vad det blev", max_length=12, choices=words.Outcome.choices(), blank=True)
    paragraph = models.PositiveSmallIntegerField("paragraf", null=True)
    text = models.TextField("vad som sades", blank=True)
    reservation = models.TextField("reservation", blank=True)
    left_room = models.CharField("jäv: deltog inte", max_length=300, blank=True)
    is_certified = models.BooleanField("omedelbart justerad", default=False)
    had = models.JSONField("förslaget som det var", default=dict)
    draft_version = models.PositiveIntegerField("förslagets version", null=True)
    settled_by = models.ForeignKey(Staff, null=True, on_delete=models.PROTECT, related_name="+")
    settled_at = models.DateTimeField("skrevs", null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["meeting", "number"], name="one_matter_a_place"),
            models.UniqueConstraint(
                fields=["meeting", "paragraph"],
                condition=Q(paragraph__isnull=False),
                name="one_matter_a_paragraph",
            ),
            # two who lay it before a meeting at once make one
            models.UniqueConstraint(
                fields=["decision"], condition=Q(settled_at=None), name="a_draft_is_on_one_list"
            ),
            models.CheckConstraint(
                condition=_among("outcome", words.Outcome, empty=True),
                name="what_became_of_a_matter_is_known",
            ),
            models.CheckConstraint(
                condition=Q(outcome="", settled_at=None, settled_by=None)
                | (~Q(outcome="") & Q(settled_at__isnull=False, settled_by__isnull=False)),
                name="a_settled_matter_says_by_whom",
            ),
            models.CheckConstraint(
                condition=~Q(outcome__in=[str(one) for one in words.AT_MEETING])
                | Q(paragraph__range=(1, rules.MOST_PARAGRAPH), draft_version__isnull=False),
                name="what_the_meeting_said_has_a_paragraph",
            ),
            # what no meeting took up has nothing that looks as if one had
            models.CheckConstraint(
                condition=Q(outcome__in=[str(one) for one in words.AT_MEETING])
                | Q(paragraph=None, reservation="", left_room="", is_certified=False),
                name="only_a_meeting_says_a_paragraph",
            ),
            models.CheckConstraint(
                condition=~Q(outcome="") | Q(text=""), name="a_matter_that_waits_says_nothing_yet"
            ),
        ]

    def __str__(self) -> str:
        return f"ärende {self.pk}"

    @property
    def minute(self) -> str:
        """SN AU 2026-11-18 § 212."""
        return rules.minute_of(self.meeting.short, self.meeting.on, self.paragraph)

    @property
    def is_open(self) -> bool:
        return self.settled_at is None

    @property
    def became(self) -> str:
        """What became of it, as last corrected; asked together with the line (``queries``)."""
        return str(getattr(self, "righted", "") or self.outcome)

    @property
    def righted_words(self) -> str:
        """The same in words, where it was corrected."""
        return words.Outcome.label_of(self.became) if getattr(self, "righted", "") else ""

    @property
    def proposed(self) -> str:
        """What the meeting was asked to decide, or what it will be asked."""
        return str(self.had["content"]) if self.had else self.decision.content

    @property
    def is_adjusted(self) -> bool:
        """Whether its paragraph is: with the whole minutes, or for itself."""
        whole, written = self.meeting.adjusted_at, self.settled_at
        return self.is_certified or (whole is not None and written is not None and written <= whole)


class LineCorrection(InCase):
    """Rättelse av det som skrevs om ett ärende: beside it, never instead of it.

    ``outcome`` where another thing became of it than what was written: the last one is what counts from there.
    """

    line = models.ForeignKey(AgendaLine, on_delete=models.PROTECT, related_name="corrections")
    text = models.TextField("vad som var fel, och hur det var")
    outcome = models.CharField("vad det blev", max_length=12, choices=words.Outcome.choices(), blank=True)
    by = models.ForeignKey(Staff, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField("skrevs")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(outcome__in=["", *(str(one) for one in words.AT_MEETING)]),
                name="a_correction_says_what_a_meeting_can",
            )
        ]

    def __str__(self) -> str:
        return f"rättelse {self.pk}"


class Announced(InCase):
    """Anmält beslut: what a delegate or the chair had decided, as it was told at a meeting. Written by the database alone.

    Each lies in its own case, so a reader counts those she has a key to and no number tells of another.
    """

    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="announced")
    decision = models.ForeignKey(Decision, null=True, on_delete=models.PROTECT, related_name="+")
    step = models.ForeignKey(TrackStep, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["meeting", "decision"], name="a_decision_is_told_once_a_meeting"),
            models.UniqueConstraint(fields=["step"], name="a_chairs_decision_is_told_once"),
            models.CheckConstraint(
                condition=Q(decision__isnull=False, step=None) | Q(decision=None, step__isnull=False),
                name="one_thing_is_told",
            ),
        ]

    def __str__(self) -> str:
        return f"anmält {self.pk}"
