"""Det som kommit in, och vart det skickats."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from samtid.base.access.fields import Transaction
from samtid.base.access.models import Compartment
from samtid.base.access.shown import Noted, Shown
from samtid.base.dossier.models import Case
from samtid.base.dossier.words import Need
from samtid.base.organisation.models import Staff
from samtid.ground.ids import new_id

from . import words

NAMED_BY = ("about_name", "about_number", "told.address", "reporter_name", "reporter_contact")


class Report(Noted):
    """Det som kommit in: orosanmälan, ansökan eller fråga (SoL 19 kap., 20 kap. 1–2 §§; FL 22 §).

    Made only by ``access.receive_report`` in the database. What somebody said is never changed; an assessment
    and an outcome are written once. Before it is known whom it is about there is no case, and the row lies in
    the reception's compartment. Reports with the same ``receipt`` were handed in together: siblings.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    case = models.ForeignKey(Case, null=True, on_delete=models.PROTECT, related_name="reports")
    compartment = models.ForeignKey(Compartment, on_delete=models.PROTECT, editable=False, related_name="+")
    is_sealed = models.BooleanField(default=False, editable=False)
    # kept by the database: somebody in the same report is protected, and the place said here tells where
    is_guarded = models.BooleanField(default=False, db_default=False, editable=False)
    opened_in = Transaction()  # that which wrote it, or took the guard away last
    # set by the open way in when unusually much comes: such reports lie apart, those of each sender in turn
    is_marked = models.BooleanField("kom när det var ovanligt mycket", default=False, db_default=False)
    turn = models.PositiveIntegerField("i tur från samma håll", default=0, db_default=0)
    receipt = models.CharField("kvitto", max_length=9, db_index=True)

    need = models.CharField("behov", max_length=20, choices=Need.choices())
    kind = models.CharField("slag", max_length=20, choices=words.Kind.choices())
    channel = models.CharField("väg in", max_length=20, choices=words.Channel.choices())
    received_at = models.DateTimeField("kom in")
    registered_at = models.DateTimeField("registrerat")
    registered_by = models.ForeignKey(Staff, null=True, on_delete=models.PROTECT, related_name="+")
    is_urgent = models.BooleanField("bråttom", default=False)

    reporter_name = models.CharField("den som hörde av sig", max_length=160, blank=True)
    reporter_category = models.CharField("är", max_length=30, choices=words.ReporterCategory.choices())
    reporter_contact = models.CharField("nås på", max_length=200, blank=True)
    wants_feedback = models.BooleanField("vill ha återkoppling", default=False)
    is_anonymous = models.BooleanField("anonym", default=False)
    safe_contact = models.CharField("så kan man tryggt nås", max_length=400, blank=True)

    about_name = models.CharField("gäller", max_length=160, blank=True)
    about_number = models.CharField("identitetsnummer, som det sades", max_length=20, blank=True)
    about_age = models.CharField(
        "ålder eller födelsedag, som det sades", max_length=60, blank=True, db_default=""
    )
    guardians_told = models.BooleanField("vårdnadshavarna känner till anmälan", null=True)
    interpreter = models.CharField("tolk", max_length=60, blank=True)

    # an adult's report, and whether children live there: each of them is reported in turn, or it is said why not
    children_at_home = models.BooleanField("det finns barn i hemmet", null=True)
    children_at = models.DateTimeField("barnen anmälda, eller därför inte", null=True)
    children_by = models.ForeignKey(Staff, null=True, on_delete=models.PROTECT, related_name="+")
    children_said = models.TextField("vad som gjordes för barnen", blank=True, db_default="")

    routing_reason = models.CharField("därför hit", max_length=300, blank=True)

    protection_assessed_at = models.DateTimeField("skyddsbedömd", null=True)
    protection_assessed_by = models.ForeignKey(Staff, null=True, on_delete=models.PROTECT, related_name="+")
    protection_danger = models.BooleanField("behöver omedelbart skydd", null=True)
    protection_text = models.TextField("skyddsbedömning", blank=True)

    proposed_outcome = models.CharField("förslag", max_length=20, choices=words.Outcome.choices(), blank=True)
    proposed_at = models.DateTimeField("föreslaget", null=True)
    proposed_by = models.ForeignKey(Staff, null=True, on_delete=models.PROTECT, related_name="+")
    outcome = models.CharField("utfall", max_length=20, choices=words.Outcome.choices(), blank=True)
    outcome_reason = models.TextField("skäl", blank=True)
    late_reason = models.TextField("därför blev det sent", blank=True)
    closed_at = models.DateTimeField("avslutat", null=True)
    closed_by = models.ForeignKey(Staff, null=True, on_delete=models.PROTECT, related_name="+")

    feedback_sent_at = models.DateTimeField("återkopplat", null=True)
    feedback_sent_by = models.ForeignKey(Staff, null=True, on_delete=models.PROTECT, related_name="+")
    feedback_text = models.TextField("återkoppling eller svar", blank=True)

    class Meta:
        indexes = [
            models.Index(
                fields=["compartment", "received_at"], name="report_waiting", condition=Q(closed_at=None)
            )
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(closed_at=None, outcome="") | (Q(closed_at__isnull=False) & ~Q(outcome="")),
                name="report_closes_with_an_outcome",
            ),
            models.CheckConstraint(
                condition=Q(protection_assessed_at=None)
                | (Q(protection_danger__isnull=False) & ~Q(protection_text="")),
                name="protection_assessment_says_something",
            ),
        ]

    @property
    def about_address(self) -> str:
        """Where the one it is about was said to live; empty when that is not to be told."""
        return told.address if (told := self._told()) else ""

    @property
    def about_school(self) -> str:
        """The school that was said; empty when that is not to be told."""
        return told.school if (told := self._told()) else ""

    @property
    def words(self) -> str | None:
        """What was said, as it was said; None when it is told without the place (``queries.said``)."""
        return told.text if (told := self._told()) else None

    def _told(self) -> ReportTold | None:
        try:
            return self.told  # type: ignore[attr-defined, no-any-return]
        except ReportTold.DoesNotExist:
            return None  # behind its wall

    def tell(self, read: Shown) -> None:
        """What is nobody's yet names somebody all the same: for the frame."""
        if self.case_id is None:  # type: ignore[attr-defined]
            read.unknown.setdefault(self.compartment_id, []).append((self, NAMED_BY))  # type: ignore[attr-defined]
        else:
            read.rows[self.pk] = self.case_id  # type: ignore[attr-defined]

    def __str__(self) -> str:
        return f"report {self.pk}"  # what came in must not slip into a log


class ReportTold(models.Model):
    """Det som sades: the words of a report, and the place said in it. Append-only.

    Rows of their own, because they tell where somebody is: of a report that ``is_guarded`` nobody reads the row, not by SQL
    either, and the words come without the place (``access.report_words``).
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    report = models.OneToOneField(Report, on_delete=models.PROTECT, related_name="told", editable=False)
    text = models.TextField("det som sades eller skrevs")
    address = models.CharField("adress", max_length=200, blank=True)
    school = models.CharField("skola eller förskola", max_length=120, blank=True)

    def __str__(self) -> str:
        return f"det som sades i {self.report_id}"  # type: ignore[attr-defined]


class Correction(models.Model):
    """Rättelse av när något kom in, vad det är eller vad det handlar om: what stood there, and what is true. Append-only.

    The clocks count anew. Of one that corrects what it is or is about, the moment is the same before and after.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    report = models.ForeignKey(Report, on_delete=models.PROTECT, related_name="corrections")
    was = models.DateTimeField("stod som")
    became = models.DateTimeField("kom in")
    kind_was = models.CharField(
        "stod som slag", max_length=20, choices=words.Kind.choices(), blank=True, db_default=""
    )
    kind_became = models.CharField(
        "slag", max_length=20, choices=words.Kind.choices(), blank=True, db_default=""
    )
    need_was = models.CharField(
        "stod som behov", max_length=20, choices=Need.choices(), blank=True, db_default=""
    )
    need_became = models.CharField("behov", max_length=20, choices=Need.choices(), blank=True, db_default="")
    reason = models.TextField("skäl")
    by = models.ForeignKey(Staff, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField("rättat")

    @property
    def stood(self) -> str:
        """What stood there of kind or need, in words; empty when it is the moment that was wrong."""
        return Need.label_of(self.need_was) if self.need_was else self.get_kind_was_display().lower()  # type: ignore[attr-defined]


class Routing(models.Model):
    """Skickat vidare: from which unit's compartment to which, and why. Append-only."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    report = models.ForeignKey(Report, on_delete=models.PROTECT, related_name="routings")
    from_compartment = models.ForeignKey(Compartment, on_delete=models.PROTECT, related_name="+")
    to_compartment = models.ForeignKey(Compartment, on_delete=models.PROTECT, related_name="+")
    reason = models.TextField("skäl")
    by = models.ForeignKey(Staff, null=True, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField("tid")
