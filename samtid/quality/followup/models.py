"""Uppföljningens tabeller."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from samtid.base.dossier.models import InCase
from samtid.base.organisation.models import Staff
from samtid.steps.services.models import Goal, Service

from . import words

LEVELS = [(word.level, word.label) for word in words.Attained]


class FollowUp(InCase):
    """Uppföljning: whether a service helps, and what happens next (SoL 5:2)."""

    service = models.ForeignKey(Service, on_delete=models.PROTECT, related_name="follow_ups")
    at = models.DateTimeField("följdes upp")
    by = models.ForeignKey(Staff, on_delete=models.PROTECT, related_name="+")
    summary = models.TextField("sammanfattning")
    not_heard_reason = models.TextField("varför den enskilde inte kom till tals", blank=True)
    next_step = models.CharField("nästa steg", max_length=20, choices=words.NextStep.choices())
    next_on = models.DateField("nästa uppföljning", null=True)

    class Meta:
        indexes = [models.Index(fields=["service", "at"])]
        constraints = [
            models.CheckConstraint(
                condition=Q(next_step="end") | ~Q(next_on=None), name="what_goes_on_is_followed_up_again"
            )
        ]

    @property
    def next_step_label(self) -> str:
        return words.NextStep.label_of(self.next_step)

    def __str__(self) -> str:
        return f"uppföljning {self.pk}"


class GoalResult(InCase):
    """Måluppfyllelse: how far one goal was reached, by each voice for itself.

    Levels are 0–4 (``words.Attained``); None when that voice did not rate the goal. The staff always do.
    """

    follow_up = models.ForeignKey(FollowUp, on_delete=models.PROTECT, related_name="results")
    goal = models.ForeignKey(Goal, on_delete=models.PROTECT, related_name="results")
    person_level = models.PositiveSmallIntegerField("den enskilde", null=True, choices=LEVELS)
    person_says = models.TextField("den enskilde säger", blank=True)
    guardian_level = models.PositiveSmallIntegerField("vårdnadshavare", null=True, choices=LEVELS)
    guardian_says = models.TextField("vårdnadshavaren säger", blank=True)
    staff_level = models.PositiveSmallIntegerField("personalen", choices=LEVELS)
    staff_says = models.TextField("personalen säger", blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["follow_up", "goal"], name="one_result_per_goal"),
            models.CheckConstraint(
                condition=(Q(person_level=None) | Q(person_level__lte=4))
                & (Q(guardian_level=None) | Q(guardian_level__lte=4))
                & Q(staff_level__lte=4),
                name="result_levels_are_zero_to_four",
            ),
        ]

    @property
    def attained(self) -> int:
        """The level that indicators count: the person's own where it was given, else the staff's."""
        return self.staff_level if self.person_level is None else self.person_level

    def __str__(self) -> str:
        return f"måluppfyllelse {self.pk}"


class Feedback(InCase):
    """Återkoppling: the answer to the person, in plain words, and what the person thought of it."""

    follow_up = models.ForeignKey(FollowUp, null=True, on_delete=models.PROTECT, related_name="feedbacks")
    text = models.TextField("svar till den enskilde")
    how = models.CharField("gavs", max_length=20, choices=words.HowTold.choices())
    at = models.DateTimeField("gavs")
    by = models.ForeignKey(Staff, on_delete=models.PROTECT, related_name="+")
    reply = models.CharField("stämmer det?", max_length=20, blank=True, choices=words.Reply.choices())
    reply_says = models.TextField("den enskilde säger", blank=True)
    replied_at = models.DateTimeField("svarade", null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(replied_at=None, reply="") | (~Q(replied_at=None) & ~Q(reply="")),
                name="a_reply_says_something",
            )
        ]

    @property
    def how_label(self) -> str:
        return words.HowTold.label_of(self.how)

    @property
    def satisfied(self) -> bool | None:
        """True, False, or None when nobody has said."""
        return {"yes": True, "no": False, "partly": False}.get(self.reply)

    def __str__(self) -> str:
        return f"återkoppling {self.pk}"
