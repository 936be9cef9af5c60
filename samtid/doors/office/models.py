"""Kansliets tabell: varje ändring i organisationen, av vem, varför och från när."""

from __future__ import annotations

from datetime import date, timedelta

from django.db import models

from samtid.base.organisation.models import Staff, Unit
from samtid.base.organisation.words import DecisionKind
from samtid.ground.ids import new_id
from samtid.ground.law.own import Own
from samtid.steps.services.catalogue import entry

from . import rules, words


class Proposal(models.Model):
    """Förslag: a dated change of the organisation that another person approves.

    Written by functions in the database only. What is decided stands, so that the proposals are the organisation's
    history. ``before`` and ``after`` are the row of the directory, as it was and as it becomes; ``row`` is its number,
    empty for what is new until it is there. ``from_on`` is the first day that the new is true.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    subject = models.CharField("gäller", max_length=20, choices=words.Subject.choices())
    verb = models.CharField("vad", max_length=10, choices=words.Verb.choices())
    row = models.BigIntegerField("rad", null=True)
    name = models.CharField("vad eller vem", max_length=240)
    before = models.JSONField("var", null=True)
    after = models.JSONField("blir")
    from_on = models.DateField("från och med")
    reason = models.CharField("skäl", max_length=400)
    # whom it is about, and whose manager may approve it
    concerns = models.ForeignKey(Staff, null=True, on_delete=models.PROTECT, related_name="+")
    unit = models.ForeignKey(Unit, null=True, on_delete=models.PROTECT, related_name="+")
    # empty: a command of the operator's, said in ``reason``
    proposed_by = models.ForeignKey(Staff, null=True, on_delete=models.PROTECT, related_name="+")
    proposed_at = models.DateTimeField("föreslaget")
    outcome = models.CharField(
        "utfall", max_length=10, choices=words.Outcome.choices(), default=words.Outcome.WAITING
    )
    decided_by = models.ForeignKey(Staff, null=True, on_delete=models.PROTECT, related_name="+")
    decided_at = models.DateTimeField("avgjort", null=True)
    note = models.CharField("varför inte", max_length=400, blank=True, default="")
    carried_out_at = models.DateTimeField("genomfört", null=True)

    class Meta:
        indexes = [
            models.Index(fields=["outcome", "proposed_at"], name="office_what_waits"),
            models.Index(fields=["subject", "row"], name="office_history_of_row"),
        ]

    def __str__(self) -> str:
        return f"proposal {self.pk}"

    @property
    def title(self) -> str:
        """One line."""
        name = self.name
        match self.subject:
            case words.Subject.DELEGATION:
                name = DecisionKind.label_of((self.before or self.after)["decision"])
            case words.Subject.VALUE:
                name = Own.label_of(name)
            case words.Subject.OFFERING:
                name = (self.after or {}).get("name") or entry(name).name
        return rules.title_of(self.subject, self.verb, name)

    @property
    def last_day(self) -> date:
        """The last day of what ends."""
        return self.from_on - timedelta(days=1)

    @property
    def is_pending(self) -> bool:
        """Approved, and its day has not come."""
        return self.outcome == words.Outcome.APPROVED and self.carried_out_at is None


class Reorganisation(models.Model):
    """Omorganisation: a plan of moves for a day, rehearsed, approved by a second person, carried out by the worker.

    Written by functions in the database only. ``moves`` are told by ``rules.Move``; ``made`` says which units the plan's
    new ones became, ``rehearsed`` what the second person approved.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    name = models.CharField("namn", max_length=120)
    from_on = models.DateField("från och med")
    minute = models.CharField("nämndens protokoll", max_length=80)
    reason = models.CharField("skäl", max_length=400)
    moves = models.JSONField("ändringar")
    version = models.PositiveIntegerField("version", default=1)
    outcome = models.CharField(
        "läge", max_length=10, choices=words.Stage.choices(), default=words.Stage.DRAFT
    )
    changed_by = models.ForeignKey(Staff, null=True, on_delete=models.PROTECT, related_name="+")
    changed_at = models.DateTimeField("ändrad")
    proposed_by = models.ForeignKey(Staff, null=True, on_delete=models.PROTECT, related_name="+")
    proposed_at = models.DateTimeField("föreslagen", null=True)
    decided_by = models.ForeignKey(Staff, null=True, on_delete=models.PROTECT, related_name="+")
    decided_at = models.DateTimeField("avgjord", null=True)
    note = models.CharField("varför inte", max_length=400, blank=True, default="")
    rehearsed = models.JSONField("övad", null=True)
    made = models.JSONField("blev", null=True)
    carried_out_at = models.DateTimeField("genomförd", null=True)

    def __str__(self) -> str:
        return self.name

    @property
    def is_open(self) -> bool:
        """Whether it can still be changed, decided or undone."""
        return self.carried_out_at is None and self.outcome in (
            words.Stage.DRAFT,
            words.Stage.WAITING,
            words.Stage.APPROVED,
        )
