"""Sekretessområden, nycklar och öppningar."""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.db import models

from samtid.base.organisation.models import Dated, Staff, Unit
from samtid.ground.ids import new_id

from . import words
from .fields import Transaction


class Compartment(models.Model):
    """Sekretessområde: what is kept apart from the rest (OSL 8:2). Says nothing about anyone."""

    name = models.CharField("namn", max_length=120)

    def __str__(self) -> str:
        return self.name


class Holding(Dated):
    """Enhets sekretessområde: which unit holds a compartment, from when to when.

    Cases lie in compartments, not in units, so a reorganisation moves them by date alone.
    """

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="holdings")
    compartment = models.ForeignKey(Compartment, on_delete=models.PROTECT, related_name="holdings")


class Key(models.Model):
    """Nyckel: lets one member of staff into one case, or into a compartment, for a time.

    Written only by functions in the database that check who gives it. ``case_id`` names a case in
    a later room, so it is no foreign key here.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    staff = models.ForeignKey(Staff, on_delete=models.PROTECT, related_name="keys")
    compartment = models.ForeignKey(Compartment, on_delete=models.PROTECT)
    case_id = models.UUIDField("ärende", null=True, db_index=True)
    reach = models.CharField(
        "räckvidd", max_length=20, choices=words.Reach.choices(), default=words.Reach.CASE
    )
    ground = models.CharField("grund", max_length=20, choices=words.Ground.choices())
    reason = models.TextField("skäl", blank=True)
    given_by = models.ForeignKey(Staff, null=True, on_delete=models.PROTECT, related_name="+")
    given_at = models.DateTimeField("given")
    valid_until = models.DateTimeField("upphör", null=True)
    given_in = Transaction()
    # given as its case was made, in the same transaction: that case holds nothing yet but what its opener writes
    with_case = models.BooleanField(default=False, db_default=False, editable=False)

    class Meta:
        indexes = [
            models.Index(fields=["staff", "valid_until"]),
            # eight years of keys lie among those of today: what every page asks is answered from this alone
            models.Index(
                fields=["staff"],
                name="access_key_of_staff",
                include=[
                    "case_id",
                    "reach",
                    "given_at",
                    "valid_until",
                    "compartment",
                    "given_in",
                    "with_case",
                ],
            ),
        ]
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(ground="break_glass") | ~models.Q(valid_until=None),
                name="break_glass_ends_by_itself",
            ),
            models.CheckConstraint(
                condition=~models.Q(ground="break_glass") | ~models.Q(reason=""),
                name="break_glass_has_a_reason",
            ),
        ]


class Opening(models.Model):
    """Öppning: who opened, searched, printed or exported what, when and why (SoLPuL 10 §).

    Append-only; the web's role may add a line about itself and nothing else.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    at = models.DateTimeField("tid", db_index=True)
    staff = models.ForeignKey(Staff, on_delete=models.PROTECT, related_name="+")
    action = models.CharField("vad", max_length=20, choices=words.Opening.choices())
    dossier_id = models.UUIDField("personakt", null=True, db_index=True)
    compartment = models.ForeignKey(Compartment, null=True, on_delete=models.PROTECT)
    page = models.CharField("sida", max_length=120)
    why = models.CharField("skäl", max_length=400, blank=True)
    written_in = Transaction()
    # filled in by the database (dossier/walls/log.py), and part of the hashed line: how protected the person was when
    # the line was written, and what was sought where nobody was found; lines from before that say neither
    protection = models.CharField("skydd då", max_length=30, null=True, editable=False)  # noqa: DJ001
    sought = models.CharField("sökt", max_length=100, null=True)  # noqa: DJ001

    class Meta:
        indexes = [
            models.Index(fields=["dossier_id", "at"], name="access_opening_month"),
            # how many a reader has opened, day by day, is counted in it alone
            models.Index(fields=["staff", "at"], name="access_opening_of_reader", include=["dossier_id"]),
        ]


class Alarm(models.Model):
    """Larm: what a unit must be told at once, to its managers and to those named for the case. Says nobody's name.

    Written by the doors in the database only. ``case_id`` and ``dossier_id`` name rows in a later room.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    kind = models.CharField("larm", max_length=20, choices=words.Alarm.choices())
    compartment = models.ForeignKey(Compartment, null=True, on_delete=models.PROTECT, related_name="+")
    dossier_id = models.UUIDField("personakt", null=True)
    case_id = models.UUIDField("ärende", null=True)
    staff = models.ForeignKey(Staff, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField("tid")
    seen_at = models.DateTimeField("läst", null=True)
    seen_by = models.ForeignKey(Staff, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        indexes = [
            models.Index(fields=["compartment"], name="alarm_unseen", condition=models.Q(seen_at=None)),
            models.Index(fields=["case_id"], name="alarm_of_case", condition=models.Q(seen_at=None)),
        ]

    @property
    def file_name(self) -> str:
        """What the dossier is called in the log."""
        return str(self.dossier_id)[-6:].upper() if self.dossier_id else ""


class SignedIn(models.Model):
    """Inloggning: where a member of staff is logged in, so that each one can be ended, from here or by the provider.

    ``session_key`` is what the session's row is called, not the cookie. ``sid_hash`` is of the provider's own name of
    the log-in (OpenID Connect Back-Channel Logout 1.0). Written by doors; one reads one's own.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    staff = models.ForeignKey(Staff, on_delete=models.CASCADE, related_name="+")
    session_key = models.CharField("sessionens rad", max_length=40, unique=True)
    sid_hash = models.CharField("inloggningstjänstens namn", max_length=64, blank=True, db_index=True)
    began_at = models.DateTimeField("började")
    device = models.CharField("med", max_length=60, blank=True)


class Review(models.Model):
    """Granskning: an opening picked to be looked at, and what was found (SoLPuL 10 §).

    Says of the opening what the log says, so that a reviewer needs neither the log nor the dossier.
    Written by ``access.pick_for_review`` in the database; the reviewer adds the verdict, once.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    opening = models.OneToOneField(Opening, on_delete=models.PROTECT, related_name="+")
    compartment = models.ForeignKey(Compartment, null=True, on_delete=models.PROTECT, related_name="+")
    month = models.DateField("månad")
    grounds = ArrayField(
        models.CharField(max_length=20, choices=words.Picked.choices()), verbose_name="urval"
    )
    picked_at = models.DateTimeField("uttagen")
    reader = models.ForeignKey(Staff, on_delete=models.PROTECT, related_name="+")
    opened_at = models.DateTimeField("öppnad")
    action = models.CharField("vad", max_length=20, choices=words.Opening.choices())
    dossier_id = models.UUIDField("personakt", null=True)
    page = models.CharField("sida", max_length=120)
    why = models.CharField("skäl", max_length=400, blank=True)
    verdict = models.CharField("bedömning", max_length=20, choices=words.Verdict.choices(), blank=True)
    note = models.TextField("anteckning", blank=True)
    reviewed_at = models.DateTimeField("granskad", null=True)
    reviewed_by = models.ForeignKey(Staff, null=True, on_delete=models.PROTECT, related_name="+")
    measure = models.TextField("åtgärd", blank=True)
    followed_up_at = models.DateTimeField("uppföljd", null=True)
    followed_up_by = models.ForeignKey(Staff, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        indexes = [models.Index(fields=["compartment", "month"], name="review_of_unit")]

    @property
    def reasons(self) -> list[words.Picked]:
        """Why it was picked, as words."""
        return [words.Picked(ground) for ground in self.grounds]

    @property
    def file_name(self) -> str:
        """What the dossier is called here: enough to see that two openings are of the same one."""
        return str(self.dossier_id)[-6:].upper() if self.dossier_id else "–"
