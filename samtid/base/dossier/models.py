"""Personaktens tabeller."""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from samtid.base.access.fields import Transaction
from samtid.base.access.models import Compartment
from samtid.base.access.shown import Noted, Shown
from samtid.base.organisation.models import Staff
from samtid.base.people.models import Person
from samtid.base.people.words import Protection
from samtid.ground.ids import new_id

from . import words


class Dossier(Noted):
    """Personakt: one per person. That it exists is itself a secret (OSL 26:1)."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    person = models.OneToOneField(Person, on_delete=models.PROTECT, related_name="dossier")
    opened_at = models.DateTimeField("öppnad")
    open_to = ArrayField(models.IntegerField(), default=list, editable=False)
    # in which transaction that was last widened
    opened_in = Transaction()

    def tell(self, read: Shown) -> None:
        """Whose it is, for the frame."""
        read.whose[self.pk] = self.person_id  # type: ignore[attr-defined]


class Case(Noted):
    """Ärende: one matter of one person, in one compartment at a time."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    number = models.CharField("ärendenummer", max_length=12, unique=True)
    dossier = models.ForeignKey(Dossier, on_delete=models.PROTECT, related_name="cases")
    need = models.CharField("behov", max_length=20, choices=words.Need.choices())
    compartment = models.ForeignKey(
        Compartment, on_delete=models.PROTECT, related_name="cases", db_index=False
    )
    caseworker = models.ForeignKey(
        Staff, null=True, on_delete=models.PROTECT, verbose_name="handläggare", db_index=False
    )
    opened_at = models.DateTimeField("öppnat")
    closed_at = models.DateTimeField("avslutat", null=True)
    closing_reason = models.CharField("skäl", max_length=200, blank=True)
    is_sealed = models.BooleanField("endast namngivna", default=False, editable=False)
    opened_in = Transaction()

    class Meta:
        indexes = [
            models.Index(fields=["compartment", "opened_at"], name="case_open", condition=Q(closed_at=None)),
            # the open ones, or those of this year, among all that there have been
            models.Index(fields=["caseworker", "closed_at"], name="case_of"),
            models.Index(fields=["compartment", "closed_at"], name="case_in"),
        ]

    def tell(self, read: Shown) -> None:
        """Which of a person's cases was read, for the frame."""
        read.cases[self.pk] = self.dossier_id  # type: ignore[attr-defined]
        read.rows[self.pk] = self.pk


class InCase(Noted):
    """A row about a person. Compartment and seal are copied from the case by the database."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="%(class)ss")
    compartment = models.ForeignKey(Compartment, on_delete=models.PROTECT, editable=False, related_name="+")
    is_sealed = models.BooleanField(default=False, editable=False)

    class Meta:
        abstract = True

    def tell(self, read: Shown) -> None:
        """Which case it lies in, for the frame: a page about the row shows it, whether it names anybody or not."""
        read.rows[self.pk] = self.case_id  # type: ignore[attr-defined]


class Versioned(models.Model):
    """A text that a form can change again. Who began from an older version is told, and loses nothing.

    The form sends the version that its writer saw; ``versions.claim`` compares it in the database.
    """

    version = models.PositiveIntegerField("version", default=1, db_default=1, editable=False)
    changed_at = models.DateTimeField("ändrad", null=True, editable=False)
    changed_by = models.ForeignKey(
        Staff, null=True, on_delete=models.PROTECT, related_name="+", editable=False, verbose_name="ändrad av"
    )

    class Meta:
        abstract = True


class Note(InCase, Versioned):
    """Journalanteckning (SOSFS 2014:5, 4 kap.): once signed it is never changed, only corrected beside.

    Until then it is its author's alone: to change, or to move aside and take back.
    """

    kind = models.CharField("slag", max_length=20, choices=words.NoteKind.choices())
    text = models.TextField("anteckning")
    source = models.CharField("källa", max_length=160, blank=True)
    happened_at = models.DateTimeField("hände")
    written_at = models.DateTimeField("skriven")
    author = models.ForeignKey(Staff, on_delete=models.PROTECT, related_name="+")
    author_title = models.CharField("befattning", max_length=120)
    signed_at = models.DateTimeField("undertecknad", null=True)
    set_aside_at = models.DateTimeField("undanlagd", null=True)
    corrects = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="corrections")

    class Meta:
        indexes = [models.Index(fields=["case", "happened_at"])]
        constraints = [
            models.CheckConstraint(
                condition=Q(set_aside_at=None) | Q(signed_at=None), name="what_is_signed_stays"
            )
        ]


class Document(InCase):
    """Handling: a file as it was filed, with its checksum (SHA-256)."""

    kind = models.CharField("slag", max_length=20, choices=words.DocumentKind.choices())
    title = models.CharField("rubrik", max_length=160)
    content = models.BinaryField("innehåll")
    media_type = models.CharField("filtyp", max_length=60, default="application/pdf")
    checksum = models.CharField("kontrollsumma", max_length=64)
    filed_at = models.DateTimeField("lagd till akten")
    filed_by = models.ForeignKey(Staff, on_delete=models.PROTECT, related_name="+")


class Event(InCase):
    """Händelse: the diary line that every action ends with. State is in ordinary tables."""

    verb = models.CharField("händelse", max_length=60)
    said = models.CharField("i ord", max_length=200)
    law = models.CharField("lagrum", max_length=120, blank=True)
    at = models.DateTimeField("tid")
    by = models.ForeignKey(Staff, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        indexes = [models.Index(fields=["case", "at"])]


class Clock(InCase):
    """Frist som löper: one statutory time limit of one case, from its start until it is met.

    ``rule`` is the id in ``ground/law``; ``legal_on`` the legal day and ``rolled_on`` the day after
    lag (1930:173) 2 §. ``extended_to`` replaces both when the law lets somebody extend.
    """

    rule = models.CharField("regel", max_length=20)
    about = models.UUIDField("gäller", null=True)
    started_at = models.DateTimeField("började")
    legal_on = models.DateField("laglig dag")
    rolled_on = models.DateField("sista vardag")
    extended_to = models.DateField("förlängd till", null=True)
    extension_reason = models.TextField("skäl för förlängning", blank=True)
    due_on = models.DateField("senast")
    stopped_at = models.DateTimeField("uppfylld", null=True)

    class Meta:
        indexes = [
            models.Index(
                fields=["compartment", "due_on"], name="clock_running", condition=Q(stopped_at=None)
            ),
            models.Index(fields=["case"], name="clock_of_case", condition=Q(stopped_at=None)),
        ]


class Draft(models.Model):
    """Utkast: what one person has typed and not yet sent. Nobody else's, and nobody else sees it.

    Each page that draws a form has a name of its own (``page``). A page goes on writing in the draft that it was
    filled from as long as nobody else has; two pages of one form, in two tabs or on two machines, keep a row each.
    """

    staff = models.ForeignKey(Staff, on_delete=models.CASCADE)
    key = models.CharField("formulär", max_length=120)
    page = models.CharField("sida", max_length=32, blank=True, db_default="")
    fields = models.JSONField("fält")
    # grows with every sending from one page: what arrives late never overwrites what came after it
    sequence = models.BigIntegerField("löpnummer", default=0)
    version = models.PositiveIntegerField("version", default=1, db_default=1)
    saved_at = models.DateTimeField("sparat")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["staff", "key", "page"], name="one_draft_per_form_and_page")
        ]


class ProtectionChange(models.Model):
    """Förslag om skyddet: to lower it, or (through broken glass) to raise it. Nothing changes until it is answered.

    Written by the doors in the database only (walls/protection.py).
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    dossier = models.ForeignKey(Dossier, on_delete=models.PROTECT, related_name="protection_changes")
    former = models.CharField("skydd då", max_length=30, choices=Protection.choices())
    level = models.CharField("föreslaget skydd", max_length=30, choices=Protection.choices())
    reason = models.TextField("skäl")
    proposed_by = models.ForeignKey(Staff, on_delete=models.PROTECT, related_name="+")
    proposed_at = models.DateTimeField("föreslaget")
    outcome = models.CharField("utgång", max_length=20, choices=words.Outcome.choices(), blank=True)
    decided_at = models.DateTimeField("avgjort", null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["dossier"], name="one_protection_question", condition=Q(decided_at=None)
            )
        ]


class ProtectionAnswer(models.Model):
    """En enhets svar på ett förslag om skyddet."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    change = models.ForeignKey(ProtectionChange, on_delete=models.PROTECT, related_name="answers")
    compartment = models.ForeignKey(Compartment, on_delete=models.PROTECT, related_name="+")
    staff = models.ForeignKey(Staff, on_delete=models.PROTECT, related_name="+")
    said_yes = models.BooleanField("godkänt")
    reason = models.TextField("skäl", blank=True)
    at = models.DateTimeField("tid")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["change", "compartment"], name="one_answer_per_unit")]
