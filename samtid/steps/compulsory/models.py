"""Spårets tabeller."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from samtid.base.dossier.models import InCase
from samtid.base.organisation.models import Staff
from samtid.ground.words import Word

from . import rules, words


def _one_of(name: str, among: type[Word]) -> Q:
    return Q(**{f"{name}__in": [*([""] if name != "kind" else []), *(str(one) for one in among)]})


class Track(InCase):
    """Vård utan samtycke i ett ärende: one child, one matter, however many rounds."""

    opened_at = models.DateTimeField("öppnat")
    opened_by = models.ForeignKey(Staff, on_delete=models.PROTECT, related_name="+")
    annulled_at = models.DateTimeField("gällde fel barn", null=True)
    annulled_by = models.ForeignKey(Staff, null=True, on_delete=models.PROTECT, related_name="+")
    annulled_why = models.TextField("skäl", blank=True)

    class Meta:
        constraints = [
            # two who open at once make one
            models.UniqueConstraint(
                fields=["case"], condition=Q(annulled_at=None), name="one_track_in_a_case"
            ),
            models.CheckConstraint(
                condition=Q(annulled_at=None, annulled_by=None)
                | Q(annulled_at__isnull=False, annulled_by__isnull=False),
                name="an_annulled_track_says_by_whom",
            ),
        ]

    def __str__(self) -> str:
        return f"spår {self.pk}"


class TrackStep(InCase):
    """Steg: one thing that was decided, sent or done. A correction is a row beside that ``corrects`` it; neither is changed."""

    track = models.ForeignKey(Track, on_delete=models.PROTECT, related_name="steps")
    kind = models.CharField("steg", max_length=20, choices=words.Kind.choices())
    happened_on = models.DateField("dag")
    decider = models.CharField("beslutat av", max_length=20, choices=words.Decider.choices(), blank=True)
    ref = models.CharField("protokoll eller målnummer", max_length=120, blank=True)
    who = models.CharField("namn", max_length=120, blank=True)
    ground = models.CharField("grund", max_length=20, choices=words.Ground.choices(), blank=True)
    until = models.DateField("till och med", null=True)
    reason = models.CharField("varför", max_length=20, choices=words.EndReason.choices(), blank=True)
    text = models.TextField("text", blank=True)
    # what the application says, by ``words.Content``
    content = models.JSONField("ansökans innehåll", default=dict)
    plan_on = models.DateField("vårdplanens dag", null=True)
    corrects = models.OneToOneField("self", null=True, on_delete=models.PROTECT, related_name="corrected")
    # the correction says that it never was
    is_withdrawn = models.BooleanField("räknas inte", default=False)
    why = models.TextField("vad som var fel", blank=True)
    by = models.ForeignKey(Staff, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField("skrevs")

    class Meta:
        indexes = [models.Index(fields=["track", "happened_on", "at"])]
        constraints = [
            models.CheckConstraint(
                condition=Q(corrects=None, is_withdrawn=False, why="")
                | (Q(corrects__isnull=False) & ~Q(why="")),
                name="a_corrected_step_says_why",
            ),
            # a row with a word that no rule knows would stand in the way of every page of the track
            *(
                models.CheckConstraint(condition=_one_of(name, among), name=f"a_steps_{name}_is_known")
                for name, among in (
                    ("kind", words.Kind),
                    ("decider", words.Decider),
                    ("ground", words.Ground),
                    ("reason", words.EndReason),
                )
            ),
            models.CheckConstraint(
                condition=Q(is_withdrawn=True)
                | ~Q(kind__in=[str(one) for one in words.Kind if rules.SPECS[one].deciders])
                | ~Q(decider=""),
                name="a_decision_says_whose",
            ),
            models.CheckConstraint(
                condition=Q(is_withdrawn=True) | ~Q(decider__in=["board", "committee", "court"]) | ~Q(ref=""),
                name="a_decision_says_its_number",
            ),
        ]

    def said(self) -> rules.Said:
        """The step as the rules ask for it."""
        return rules.Said(
            words.Kind(self.kind), self.happened_on, self.at, self.decider, self.ground, self.until
        )

    def __str__(self) -> str:
        return f"steg {self.pk}"
