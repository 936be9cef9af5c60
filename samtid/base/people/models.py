"""Personer och relationer."""

from __future__ import annotations

from datetime import date
from typing import Self

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models

from samtid.base.access.fields import Transaction
from samtid.base.access.models import Compartment
from samtid.base.access.shown import Noted, Shown
from samtid.base.access.words import Reach
from samtid.base.organisation.models import Dated, DatedQuerySet, Staff
from samtid.ground.ids import new_id

from . import words

# by any of these somebody who reads knows who it is
NAMED_BY = ("given_name", "family_name", "number", "address", "phone")


class Person(Noted):
    """Den enskilde, eller någon i dennes närhet.

    Rows are made by ``people_register`` in the database, which finds a known number again without
    telling whether it was known.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    given_name = models.CharField("förnamn", max_length=120)
    family_name = models.CharField("efternamn", max_length=120)
    number = models.CharField("identitetsnummer", max_length=12, blank=True)
    number_kind = models.CharField(
        "slag", max_length=20, choices=words.NumberKind.choices(), default=words.NumberKind.NONE
    )
    born_on = models.DateField("född", null=True)
    sex = models.CharField("kön", max_length=10, choices=words.Sex.choices(), default=words.Sex.UNKNOWN)
    address = models.CharField("adress", max_length=200, blank=True)
    postcode = models.CharField("postnummer", max_length=6, blank=True)
    locality = models.CharField("ort", max_length=80, blank=True)
    phone = models.CharField("telefon", max_length=40, blank=True)
    school = models.CharField("skola eller förskola", max_length=120, blank=True)
    interpreter = models.CharField("tolk", max_length=60, blank=True)
    protection = models.CharField(
        "skyddade personuppgifter",
        max_length=30,
        choices=words.Protection.choices(),
        default=words.Protection.NONE,
    )
    # expected, and not yet born: ``born_on`` is then the day it is expected
    is_unborn = models.BooleanField("väntas", default=False, db_default=False)
    died_on = models.DateField("avliden", null=True)
    emigrated_on = models.DateField("utflyttad ur landet", null=True)
    # the same person under another row: this one stays as a sign to it
    merged_into = models.ForeignKey(
        "self", null=True, on_delete=models.PROTECT, related_name="+", editable=False
    )
    # counts what has been corrected (base/corrections): of two who change at once the second is told
    version = models.PositiveIntegerField("version", default=1, db_default=1, editable=False)
    # Kept by the database from Presence: the compartments in which an unprotected person may be seen by
    # those who hold the case, and by those who carry out a service.
    open_to = ArrayField(models.IntegerField(), default=list, editable=False)
    served_by = ArrayField(models.IntegerField(), default=list, db_default=[], editable=False)
    # in which transaction they were last widened
    opened_in = Transaction()
    served_in = Transaction()
    # Kept by the database, which knows of protection past every wall: this one's place tells of somebody protected.
    is_guarded = models.BooleanField(
        "någon nära har skyddade personuppgifter", default=False, db_default=False, editable=False
    )

    class Meta:
        indexes = [
            GinIndex(fields=["open_to"], name="people_person_open_to"),
            GinIndex(fields=["served_by"], name="people_person_served_by"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["number"], name="people_person_one_number", condition=~models.Q(number="")
            )
        ]

    def tell(self, read: Shown) -> None:
        """Who it is, for the frame that logs whom a page has shown."""
        read.people.setdefault(self.pk, []).append((self, NAMED_BY))

    def __str__(self) -> str:
        return f"person {self.pk}"  # a name must not slip into a log or an error page

    @property
    def name(self) -> str:
        return f"{self.given_name} {self.family_name}"

    @property
    def hides_place(self) -> bool:
        """Whether where this person is must not be told: protected, or living with somebody who is."""
        return self.protection != words.Protection.NONE or self.is_guarded


class FormerNumber(models.Model):
    """Tidigare identitetsnummer: a number may change, the history stays."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="former_numbers")
    number = models.CharField("identitetsnummer", max_length=12)
    number_kind = models.CharField("slag", max_length=20, choices=words.NumberKind.choices())
    ended_on = models.DateField("upphörde")
    why = models.CharField(
        "skäl", max_length=20, choices=words.NewNumber.choices(), blank=True, db_default=""
    )

    class Meta:
        indexes = [models.Index(fields=["number"], name="people_former_number")]


class Presence(models.Model):
    """Förekomst: a case makes a person visible in a compartment, to those who hold the case or, with the
    reach of a service, to those who carry it out. Kept by triggers in later rooms."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="presences")
    case_id = models.UUIDField("ärende", db_index=True)
    compartment = models.ForeignKey(Compartment, on_delete=models.PROTECT)
    reach = models.CharField(
        "räckvidd", max_length=20, choices=Reach.choices(), default=Reach.CASE, db_default="case"
    )
    given_in = Transaction()

    class Meta:
        # the persons that a viewer's keys lead to are answered from it alone (docs/explanation/matningar.md)
        indexes = [
            models.Index(
                fields=["case_id"], name="people_presence_of_case", include=["person", "reach", "given_in"]
            )
        ]


class RelationQuerySet(DatedQuerySet):
    """Relations with a first and a last day."""

    def on(self, day: date) -> Self:
        """Those in force on ``day``: what was noted by mistake never was."""
        return super().on(day).filter(is_mistaken=False)


class Relation(Noted, Dated):
    """Relation, as one case has recorded it. Another unit's case records its own."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="relations")
    other = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="relations_to")
    bond = models.CharField("relation", max_length=30, choices=words.Bond.choices())
    # names a case in a later room, so it is no foreign key here
    case_id = models.UUIDField("ärende", db_index=True)
    compartment = models.ForeignKey(Compartment, on_delete=models.PROTECT, editable=False)
    is_sealed = models.BooleanField(default=False, editable=False)
    why = models.CharField("skäl", max_length=400, blank=True, db_default="")
    noted_at = models.DateTimeField("antecknad", null=True)
    noted_by = models.ForeignKey(Staff, null=True, on_delete=models.PROTECT, related_name="+")
    # how it ended, by a door only; ``is_mistaken``: it never was
    ended_why = models.CharField("skäl till att den upphörde", max_length=400, blank=True, db_default="")
    ended_at = models.DateTimeField("avslutad", null=True)
    ended_by = models.ForeignKey(Staff, null=True, on_delete=models.PROTECT, related_name="+")
    is_mistaken = models.BooleanField("antecknad av misstag", default=False, db_default=False)

    objects = RelationQuerySet.as_manager()  # type: ignore[misc]

    class Meta(Dated.Meta):
        constraints = [
            *Dated.Meta.constraints,
            models.CheckConstraint(
                condition=~models.Q(person=models.F("other")), name="nobody_relates_to_self"
            ),
        ]

    def tell(self, read: Shown) -> None:
        """The other is read on a page about the person, and one line is about both."""
        read.near.append((self.person_id, self.other_id))  # type: ignore[attr-defined]


class Nearness(models.Model):
    """Närhet: two who came in together and so are taken to live together. Kept by triggers in later rooms, and
    read by nobody: it tells only whose place is not to be told."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    other = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["person", "other"], name="near_once")]
