"""Planeringens tabeller: what was proposed and adopted, and what a planner has locked."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from samtid.base.organisation.models import Staff, Unit
from samtid.ground.ids import new_id
from samtid.steps.services.models import InService
from samtid.steps.visits.models import Visit

from . import words


class Proposal(models.Model):
    """Förslag till en dag. It says nothing of anybody: what it would change lies in ``ProposedMove``.

    ``built_on`` tells whether the day is still the one that it was made for; ``seed`` makes the same again
    as long as the search ended at its trials and not by the clock.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="proposals", verbose_name="enhet")
    day = models.DateField("dag")
    kind = models.CharField("slag", max_length=10, choices=words.Kind.choices())
    back_of = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="backs")
    seed = models.PositiveIntegerField("frö", default=0)
    built_on = models.CharField("byggt på", max_length=16)
    milliseconds = models.PositiveIntegerField("tid det tog, millisekunder", default=0)
    terms_before = models.JSONField("dagen före")
    terms_after = models.JSONField("dagen efter")
    made_at = models.DateTimeField("gjort")
    made_by = models.ForeignKey(Staff, on_delete=models.PROTECT, related_name="+")
    adopted_at = models.DateTimeField("antaget", null=True)
    adopted_by = models.ForeignKey(Staff, null=True, on_delete=models.PROTECT, related_name="+")
    laid_aside_at = models.DateTimeField("undanlagt", null=True)
    laid_aside_by = models.ForeignKey(Staff, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        indexes = [models.Index(fields=["unit", "day", "-made_at"])]
        constraints = [
            models.CheckConstraint(
                condition=Q(adopted_at=None) | Q(laid_aside_at=None), name="adopted_or_laid_aside"
            ),
            models.CheckConstraint(
                condition=Q(kind="back", back_of__isnull=False) | (~Q(kind="back") & Q(back_of=None)),
                name="a_way_back_says_from_what",
            ),
            # two who propose at once: the later one is refused, and asks again
            models.UniqueConstraint(
                fields=["unit", "day"],
                condition=Q(adopted_at=None, laid_aside_at=None),
                name="one_open_proposal_a_day",
            ),
        ]

    def __str__(self) -> str:
        return f"förslag {self.pk}"

    @property
    def is_open(self) -> bool:
        return self.adopted_at is None and self.laid_aside_at is None

    @property
    def kind_label(self) -> str:
        return words.Kind.label_of(self.kind)


class ProposedMove(InService):
    """Föreslagen ändring av ett besök: as it was, as it would be, and what became of it."""

    proposal = models.ForeignKey(Proposal, on_delete=models.PROTECT, related_name="moves")
    visit = models.ForeignKey(Visit, on_delete=models.PROTECT, related_name="proposed")
    was_at = models.DateTimeField("tid förut")
    was_staff = models.ForeignKey(Staff, null=True, on_delete=models.PROTECT, related_name="+")
    was_second = models.ForeignKey(Staff, null=True, on_delete=models.PROTECT, related_name="+")
    to_at = models.DateTimeField("ny tid")
    to_staff = models.ForeignKey(Staff, null=True, on_delete=models.PROTECT, related_name="+")
    to_second = models.ForeignKey(Staff, null=True, on_delete=models.PROTECT, related_name="+")
    outcome = models.CharField("utfall", max_length=10, choices=words.Outcome.choices(), default="waits")
    left_why = models.CharField("varför den lämnades", max_length=200, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["proposal", "visit"], name="a_visit_is_moved_once"),
            models.CheckConstraint(
                condition=Q(outcome="left") & ~Q(left_why="") | ~Q(outcome="left") & Q(left_why=""),
                name="what_was_left_says_why",
            ),
        ]

    def __str__(self) -> str:
        return f"föreslagen ändring {self.pk}"

    @property
    def is_new_time(self) -> bool:
        return self.was_at != self.to_at


class Lock(InService):
    """Låst besök: no proposal moves it, until somebody unlocks it."""

    visit = models.ForeignKey(Visit, on_delete=models.PROTECT, related_name="locks")
    locked_at = models.DateTimeField("låst")
    locked_by = models.ForeignKey(Staff, on_delete=models.PROTECT, related_name="+")
    unlocked_at = models.DateTimeField("upplåst", null=True)
    unlocked_by = models.ForeignKey(Staff, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["visit"], condition=Q(unlocked_at=None), name="a_visit_is_locked_once"
            )
        ]

    def __str__(self) -> str:
        return f"lås på besök {self.visit_id}"
