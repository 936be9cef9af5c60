"""Placeringarnas tabeller."""

from __future__ import annotations

from datetime import date, datetime

from django.db import models
from django.db.models import F, Q

from samtid.base.dossier.models import InCase
from samtid.base.organisation.models import Staff
from samtid.base.people.models import Person
from samtid.ground.ids import new_id
from samtid.steps.decisions.models import Decision

from . import rules, words


class Home(models.Model):
    """Hem: a family home, a jour home or an institution. All that is said of it has a day (``HomeTerms``)."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    kind = models.CharField("slag", max_length=20, choices=words.HomeKind.choices())
    name = models.CharField("namn", max_length=120)
    registered_at = models.DateTimeField("registrerat")
    registered_by = models.ForeignKey(Staff, on_delete=models.PROTECT, related_name="+")

    class Meta:
        indexes = [models.Index(fields=["kind", "name"])]

    def __str__(self) -> str:
        return f"hem {self.pk}"


class HomeTerms(models.Model):
    """Uppgifter om ett hem från en dag: a whole row each time, never changed. Of two from one day the later written holds."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    home = models.ForeignKey(Home, on_delete=models.PROTECT, related_name="terms")
    valid_from = models.DateField("gäller från")
    run_by = models.CharField("drivs av", max_length=120, blank=True)
    phone = models.CharField("telefon", max_length=40, blank=True)
    address = models.CharField("adress", max_length=160, blank=True)
    area = models.CharField("kommun eller område", max_length=80, blank=True)
    distance_km = models.PositiveSmallIntegerField("avstånd i km", null=True)
    capacity = models.PositiveSmallIntegerField("platser")
    age_from = models.PositiveSmallIntegerField("från ålder", default=0)
    age_to = models.PositiveSmallIntegerField("till ålder", default=rules.MOST_AGE)
    takes_siblings = models.BooleanField("tar emot syskon", default=False)
    has_pets = models.BooleanField("djur i hemmet", default=False)
    languages = models.CharField("språk", max_length=120, blank=True)
    training = models.CharField("utbildning", max_length=200, blank=True)
    approved_on = models.DateField("godkänt av nämnden", null=True)
    approved_to = models.DateField("godkänt till och med", null=True)
    approved_by = models.CharField("nämndens protokoll", max_length=80, blank=True)
    register_checked_on = models.DateField("register kontrollerade", null=True)
    agreement_on = models.DateField("avtal skrivet", null=True)
    price_per_day = models.PositiveIntegerField("kronor per dygn", null=True)
    closed_on = models.DateField("stängt från", null=True)
    why = models.CharField("varför", max_length=300, blank=True)
    written_at = models.DateTimeField("skrevs")
    written_by = models.ForeignKey(Staff, on_delete=models.PROTECT, related_name="+")

    class Meta:
        indexes = [models.Index(fields=["home", "valid_from", "written_at"])]
        constraints = [
            models.CheckConstraint(condition=Q(age_from__lte=F("age_to")), name="home_ages_are_in_order"),
            models.CheckConstraint(
                condition=Q(approved_to=None) | Q(approved_to__gte=F("approved_on")),
                name="home_approval_ends_after_it_begins",
            ),
        ]


class HomePause(models.Model):
    """Paus: a home takes nobody for a while. Read by its writer alone: else one could count who lives there."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    home = models.ForeignKey(Home, on_delete=models.PROTECT, related_name="pauses")
    first_on = models.DateField("från och med")
    last_on = models.DateField("till och med")
    noted_at = models.DateTimeField("antecknad")
    noted_by = models.ForeignKey(Staff, on_delete=models.PROTECT, related_name="+")
    ended_at = models.DateTimeField("upphävd", null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(last_on__gte=F("first_on")), name="home_pause_ends_after_it_begins"
            )
        ]


class Care(InCase):
    """Vård utanför hemmet: from the first night to the way home, through one home or many."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, editable=False, related_name="cares")
    decision = models.ForeignKey(
        Decision, null=True, on_delete=models.PROTECT, related_name="cares", verbose_name="beslut"
    )
    decision_text = models.CharField("nämndens eller rättens beslut", max_length=200, blank=True)
    # what was tried or weighed at home, as it was that day: name, price, place; and why it was not enough
    considered = models.JSONField("alternativ på hemmaplan", default=list)
    why_not = models.TextField("varför det inte räcker")
    began_at = models.DateTimeField("började")
    begun_at = models.DateTimeField("registrerad")
    begun_by = models.ForeignKey(Staff, on_delete=models.PROTECT, related_name="+")
    secretary = models.ForeignKey(
        Staff, on_delete=models.PROTECT, related_name="+", verbose_name="barnets socialsekreterare"
    )
    ended_at = models.DateTimeField("slutade", null=True)
    ended_by = models.ForeignKey(Staff, null=True, on_delete=models.PROTECT, related_name="+")
    destination = models.CharField(
        "flyttade till", max_length=20, choices=words.Destination.choices(), blank=True
    )
    end_comment = models.TextField("kommentar", blank=True)
    annulled_at = models.DateTimeField("gällde fel barn", null=True)
    annulled_by = models.ForeignKey(Staff, null=True, on_delete=models.PROTECT, related_name="+")
    annulled_why = models.TextField("skäl", blank=True)

    class Meta:
        # once at a time for a child, asked as care begins (walls.ONCE): of a case that is moved to the right child nothing is
        # asked, for an error would tell whether that child is placed
        indexes = [
            models.Index(
                fields=["compartment"], name="care_going_on", condition=Q(ended_at=None, annulled_at=None)
            ),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(ended_at=None, destination="") | (~Q(ended_at=None) & ~Q(destination="")),
                name="care_that_ended_says_where_to",
            ),
            models.CheckConstraint(
                condition=Q(ended_at=None) | Q(ended_at__gte=F("began_at")), name="care_ends_after_it_begins"
            ),
            models.CheckConstraint(
                condition=Q(ended_at=None, ended_by=None) | Q(ended_at__isnull=False, ended_by__isnull=False),
                name="care_that_ended_says_by_whom",
            ),
            models.CheckConstraint(
                condition=Q(annulled_at=None, annulled_by=None)
                | Q(annulled_at__isnull=False, annulled_by__isnull=False),
                name="annulled_care_says_by_whom",
            ),
        ]

    @property
    def goes_on(self) -> bool:
        return self.ended_at is None and self.annulled_at is None

    def __str__(self) -> str:
        return f"vård {self.pk}"


class CareGround(InCase):
    """Grunden från en dag. The paragraph is that of the day one asks about (rules.citation)."""

    care = models.ForeignKey(Care, on_delete=models.PROTECT, related_name="grounds")
    ground = models.CharField("grund", max_length=20, choices=words.Ground.choices())
    starts_on = models.DateField("gäller från")
    decision_text = models.CharField("beslut", max_length=200, blank=True)
    by = models.ForeignKey(Staff, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField("skrevs")

    class Meta:
        indexes = [models.Index(fields=["care", "starts_on", "at"])]

    def citation(self, on: date) -> str:
        """Its paragraph by the law of that day."""
        return rules.citation(words.Ground(self.ground), on)


class Placement(InCase):
    """Placering: one child in one home, from a moment to another. A correction is a new row; the old one stands."""

    care = models.ForeignKey(Care, on_delete=models.PROTECT, related_name="placements")
    home = models.ForeignKey(Home, on_delete=models.PROTECT, related_name="placements", verbose_name="hem")
    starts_at = models.DateTimeField("kom")
    ends_at = models.DateTimeField("lämnade", null=True)
    why = models.CharField("varför dit", max_length=20, choices=words.Why.choices())
    left_why = models.CharField("varför därifrån", max_length=20, choices=words.LeftWhy.choices(), blank=True)
    # who said that the child left, and when it was said: written by the database (walls.LEFT)
    ended_by = models.ForeignKey(Staff, null=True, editable=False, on_delete=models.PROTECT, related_name="+")
    left_noted_at = models.DateTimeField("antecknades", null=True, editable=False)
    anyway = models.CharField("fast hemmet var fullt", max_length=300, blank=True)
    note = models.CharField("notering", max_length=500, blank=True)
    placed_at = models.DateTimeField("registrerad")
    placed_by = models.ForeignKey(Staff, on_delete=models.PROTECT, related_name="+")
    corrected_at = models.DateTimeField("rättad", null=True)
    corrected_by = models.ForeignKey(Staff, null=True, on_delete=models.PROTECT, related_name="+")
    corrected_why = models.TextField("vad som var fel", blank=True)
    corrects = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="corrections")

    class Meta:
        indexes = [models.Index(fields=["care", "starts_at"]), models.Index(fields=["home", "starts_at"])]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_at=None) | Q(ends_at__gte=F("starts_at")),
                name="placement_ends_after_it_begins",
            ),
            models.UniqueConstraint(
                fields=["care"], condition=Q(ends_at=None, corrected_at=None), name="one_home_at_a_time"
            ),
            models.CheckConstraint(
                condition=Q(ended_by=None, left_noted_at=None)
                | Q(ended_by__isnull=False, left_noted_at__isnull=False, ends_at__isnull=False),
                name="who_ended_a_stay_is_of_an_end",
            ),
            models.CheckConstraint(
                condition=Q(corrected_at=None, corrected_by=None)
                | Q(corrected_at__isnull=False, corrected_by__isnull=False),
                name="a_corrected_stay_says_by_whom",
            ),
        ]

    @property
    def seen_home(self) -> Home | None:
        """The home, unless whoever asks does not read the register of homes."""
        try:
            return self.home
        except Home.DoesNotExist:
            return None

    def covers(self, at: datetime) -> bool:
        """Whether the child was there at that moment, as far as is known."""
        return (
            self.corrected_at is None and self.starts_at <= at and (self.ends_at is None or at < self.ends_at)
        )

    def __str__(self) -> str:
        return f"placering {self.pk}"


class Considered(InCase):
    """Vad nämnden har gjort för att följa vården: considered, reviewed, revised. Signed by being written."""

    care = models.ForeignKey(Care, on_delete=models.PROTECT, related_name="followed")
    done = models.CharField("vad", max_length=20, choices=words.Done.choices())
    done_on = models.DateField("dag")
    text = models.TextField("vad nämnden kom fram till", blank=True)
    # a row that says that another was written by mistake, and why: neither counts
    undoes = models.OneToOneField("self", null=True, on_delete=models.PROTECT, related_name="undone")
    by = models.ForeignKey(Staff, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField("skrevs")

    class Meta:
        indexes = [models.Index(fields=["care", "done_on"])]


class ChildVisit(InCase):
    """Socialsekreterarens besök hos barnet: planned, then held; spoken with alone, or why not (SoL 22:11–12)."""

    care = models.ForeignKey(Care, on_delete=models.PROTECT, related_name="visits")
    planned_on = models.DateField("planerat", null=True)
    planned_by = models.ForeignKey(Staff, on_delete=models.PROTECT, related_name="+")
    planned_at = models.DateTimeField("skrevs")
    held_at = models.DateTimeField("besöket var", null=True)
    minutes = models.PositiveSmallIntegerField("minuter", null=True)
    alone = models.BooleanField("talade enskilt med barnet", default=False)
    why_not = models.CharField("varför inte", max_length=300, blank=True)
    note = models.TextField("anteckning", blank=True)
    noted_by = models.ForeignKey(Staff, null=True, on_delete=models.PROTECT, related_name="+")
    noted_at = models.DateTimeField("antecknades", null=True)

    class Meta:
        indexes = [models.Index(fields=["care", "planned_on"])]
        constraints = [
            models.CheckConstraint(
                condition=Q(held_at=None) | Q(alone=True) | ~Q(why_not=""),
                name="a_child_is_spoken_with_alone",
            ),
            models.CheckConstraint(
                condition=Q(held_at=None, minutes=None, noted_by=None, noted_at=None)
                | Q(
                    held_at__isnull=False,
                    minutes__isnull=False,
                    noted_by__isnull=False,
                    noted_at__isnull=False,
                ),
                name="a_visit_that_was_is_noted",
            ),
        ]
