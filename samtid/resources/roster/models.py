"""Schemats tabeller: shifts, absences with their reasons apart, and how much somebody has agreed to work."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from samtid.base.organisation.models import Staff, Unit
from samtid.ground.ids import new_id

from . import rules, words


class Shift(models.Model):
    """Arbetspass: who works from when to when, for which unit. It stands until it is called off, with a reason.

    It may pass midnight. ``approved_why`` is what the manager wrote when it departs from what the law lets her depart
    from; ``replaces`` the one that was called off when this one took its place.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="shifts", verbose_name="enhet")
    staff = models.ForeignKey(Staff, on_delete=models.PROTECT, related_name="shifts", verbose_name="vem")
    starts_at = models.DateTimeField("börjar")
    ends_at = models.DateTimeField("slutar")
    kind = models.CharField("slag", max_length=20, choices=words.ShiftKind.choices(), default="work")
    break_kind = models.CharField("uppehåll", max_length=10, blank=True, choices=words.BreakKind.choices())
    break_minutes = models.PositiveSmallIntegerField("uppehåll, minuter", default=0)
    break_at = models.DateTimeField("uppehållet börjar", null=True)
    approved_why = models.CharField("varför avvikelsen godkändes", max_length=300, blank=True)
    replaces = models.OneToOneField("self", null=True, on_delete=models.PROTECT, related_name="replaced_by")
    made_at = models.DateTimeField("lagt")
    made_by = models.ForeignKey(Staff, on_delete=models.PROTECT, related_name="+")
    revoked_at = models.DateTimeField("inställt", null=True)
    revoked_by = models.ForeignKey(Staff, null=True, on_delete=models.PROTECT, related_name="+")
    revoked_why = models.CharField("varför det ställdes in", max_length=300, blank=True)

    class Meta:
        indexes = [
            models.Index(fields=["unit", "starts_at"]),
            models.Index(fields=["staff", "starts_at"]),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_at__gt=F("starts_at")), name="shift_ends_after_it_begins"
            ),
            models.CheckConstraint(
                condition=Q(revoked_at=None, revoked_why="") | (~Q(revoked_at=None) & ~Q(revoked_why="")),
                name="what_is_called_off_says_why",
            ),
        ]

    def __str__(self) -> str:
        return f"arbetspass {self.pk}"

    @property
    def stint(self) -> rules.Stint:
        """As the rules see it."""
        return rules.Stint(
            self.starts_at,
            self.ends_at,
            words.ShiftKind(self.kind),
            self.break_kind,
            self.break_minutes,
            self.break_at,
        )

    @property
    def kind_label(self) -> str:
        return words.ShiftKind.label_of(self.kind)


class Reason(models.Model):
    """Skäl till frånvaro: apart from that somebody is away, since it may be health. Only her own manager reads it."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    staff = models.ForeignKey(Staff, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField("skäl", max_length=20, choices=words.AbsenceKind.choices())
    told_at = models.DateTimeField("anmält")
    told_by = models.ForeignKey(Staff, on_delete=models.PROTECT, related_name="+")

    def __str__(self) -> str:
        return f"skäl {self.pk}"

    @property
    def kind_label(self) -> str:
        return words.AbsenceKind.label_of(self.kind)


class Absence(models.Model):
    """Frånvaro: that somebody is away, from when to when. Why is said in ``Reason``.

    ``back_at`` is when she is back, if that is not as was told; back when it began means that it was withdrawn.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    reason = models.OneToOneField(Reason, on_delete=models.PROTECT, related_name="absence")
    staff = models.ForeignKey(Staff, on_delete=models.PROTECT, related_name="absences", verbose_name="vem")
    starts_at = models.DateTimeField("från")
    ends_at = models.DateTimeField("till")
    told_at = models.DateTimeField("anmält")
    told_by = models.ForeignKey(Staff, on_delete=models.PROTECT, related_name="+")
    back_at = models.DateTimeField("tillbaka", null=True)
    back_told_at = models.DateTimeField("tillbaka, anmält", null=True)
    back_by = models.ForeignKey(Staff, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        indexes = [models.Index(fields=["staff", "ends_at"])]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_at__gt=F("starts_at")), name="absence_ends_after_it_begins"
            ),
            models.CheckConstraint(
                condition=Q(back_at=None) | Q(back_at__gte=F("starts_at"), back_at__lte=F("ends_at")),
                name="one_is_back_while_away",
            ),
            models.CheckConstraint(
                condition=Q(back_at=None, back_told_at=None, back_by=None)
                | Q(back_at__isnull=False, back_told_at__isnull=False, back_by__isnull=False),
                name="back_is_told_by_somebody",
            ),
        ]

    def __str__(self) -> str:
        return f"frånvaro {self.pk}"

    @property
    def is_withdrawn(self) -> bool:
        return self.back_at is not None and self.back_at <= self.starts_at


class Contract(models.Model):
    """Avtalad arbetstid: minutes a week from a day on, until another is said."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    staff = models.ForeignKey(Staff, on_delete=models.PROTECT, related_name="contracts", verbose_name="vem")
    from_on = models.DateField("från och med")
    minutes_a_week = models.PositiveSmallIntegerField("minuter i veckan")
    said_at = models.DateTimeField("infört")
    said_by = models.ForeignKey(Staff, on_delete=models.PROTECT, related_name="+")

    class Meta:
        indexes = [models.Index(fields=["staff", "from_on"])]
        constraints = [
            models.CheckConstraint(
                condition=Q(minutes_a_week__gte=1, minutes_a_week__lte=2880),
                name="nobody_agrees_to_more_than_48_hours",
            )
        ]

    def __str__(self) -> str:
        return f"avtal {self.pk}"
