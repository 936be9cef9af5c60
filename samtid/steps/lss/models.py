"""LSS tabeller. Nothing in them is changed: what is known better is a row beside."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from samtid.base.dossier.models import InCase
from samtid.base.organisation.models import Staff
from samtid.ground.words import Word
from samtid.steps.decisions.models import Decision

from . import rules, words


def _known(name: str, among: type[Word], *, blank: bool = False) -> models.CheckConstraint:
    """A word that no rule knows would stand in the way of every page of the case."""
    values = [*([""] if blank else []), *(str(one) for one in among)]
    return models.CheckConstraint(condition=Q(**{f"{name}__in": values}), name=f"lss_{name}_is_known")


class GroupAssessment(InCase):
    """Bedömning av personkretsen (LSS 1 §), signed by whoever wrote it. The highest ``number`` of a case is what counts."""

    number = models.PositiveSmallIntegerField("ordning i ärendet")
    answer = models.CharField("svar", max_length=10, choices=words.Answer.choices())
    group = models.CharField("punkt i 1 §", max_length=2, choices=words.Group.choices(), blank=True)
    # ``Met`` by ``Criterion``: the four conditions of 1 § 3
    criteria = models.JSONField("villkoren i 1 § 3", default=dict)
    reason = models.TextField("skäl")
    why = models.TextField("varför bedömningen ändrades", blank=True)
    effect = models.TextField("vad det betyder för fattade beslut", blank=True)
    by = models.ForeignKey(Staff, on_delete=models.PROTECT, related_name="+")
    by_title = models.CharField("befattning", max_length=120)
    at = models.DateTimeField("bedömdes")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["case", "number"], name="one_lss_group_of_each_number"),
            models.CheckConstraint(condition=Q(number=1) | ~Q(why=""), name="a_changed_lss_group_says_why"),
            models.CheckConstraint(
                condition=(Q(answer="belongs") & ~Q(group=""))
                | Q(answer="not", group="")
                | Q(answer="unsure"),
                name="who_belongs_belongs_to_a_group",
            ),
            models.CheckConstraint(condition=~Q(reason=""), name="an_lss_group_has_a_reason"),
            _known("answer", words.Answer),
            _known("group", words.Group, blank=True),
        ]

    def said(self) -> rules.Assessed:
        """As the rules ask for it."""
        return rules.Assessed(
            answer=words.Answer(self.answer),
            group=words.Group(self.group) if self.group else None,
            criteria=self.criteria,
            reason=self.reason,
            why=self.why,
            effect=self.effect,
        )

    def __str__(self) -> str:
        return f"personkretsbedömning {self.pk}"


class Weighing(InCase):
    """Prövning av en insats (LSS 7–9 §§): how one draft was weighed. The highest ``number`` of a draft is what it rests on.

    ``code`` and ``outcome`` are the draft's own when it was weighed: a draft that became another is weighed anew.
    """

    decision = models.ForeignKey(Decision, on_delete=models.PROTECT, related_name="weighings")
    number = models.PositiveSmallIntegerField("ordning i beslutet")
    assessment = models.ForeignKey(GroupAssessment, on_delete=models.PROTECT, related_name="weighings")
    code = models.CharField("insats", max_length=40)
    outcome = models.CharField("utgång", max_length=20)
    asked_by = models.CharField("begärd av", max_length=20, choices=words.AskedBy.choices())
    unable = models.TextField("varför personen inte begär själv", blank=True)
    residence = models.CharField("ansvarig kommun", max_length=10, choices=words.Residence.choices())
    need = models.TextField("behov", blank=True)
    otherwise = models.CharField(
        "tillgodoses på annat sätt", max_length=5, choices=words.Otherwise.choices(), blank=True
    )
    good_living = models.TextField("goda levnadsvillkor", blank=True)
    sol_note = models.TextField("prövning enligt socialtjänstlagen", blank=True)
    by = models.ForeignKey(Staff, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField("prövades")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["decision", "number"], name="one_lss_weighing_of_each_number"),
            _known("asked_by", words.AskedBy),
            _known("residence", words.Residence),
            _known("otherwise", words.Otherwise, blank=True),
        ]

    def said(self) -> rules.Weighed:
        """As the rules ask for it."""
        return rules.Weighed(
            asked_by=words.AskedBy(self.asked_by),
            unable=self.unable,
            residence=words.Residence(self.residence),
            need=self.need,
            otherwise=words.Otherwise(self.otherwise) if self.otherwise else None,
            good_living=self.good_living,
            sol_note=self.sol_note,
        )

    @property
    def texts(self) -> tuple[str, ...]:
        """What is written in words, some of it for the letter."""
        return (self.unable, self.need, self.good_living, self.sol_note)

    def __str__(self) -> str:
        return f"prövning enligt LSS {self.pk}"


class PlanStep(InCase):
    """Individuell plan (LSS 10 §): one thing that happened. What was wrong has a row beside that ``corrects`` it."""

    kind = models.CharField("vad", max_length=10, choices=words.PlanKind.choices())
    happened_on = models.DateField("dag")
    text = models.TextField("anteckning", blank=True)
    corrects = models.OneToOneField("self", null=True, on_delete=models.PROTECT, related_name="corrected")
    why = models.TextField("vad som var fel", blank=True)
    by = models.ForeignKey(Staff, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField("skrevs")

    class Meta:
        indexes = [models.Index(fields=["case", "happened_on", "at"])]
        constraints = [
            models.CheckConstraint(
                condition=Q(corrects=None, why="") | (Q(corrects__isnull=False) & ~Q(why="")),
                name="a_wrong_lss_plan_step_says_why",
            ),
            _known("kind", words.PlanKind),
        ]

    def said(self) -> rules.PlanSaid:
        """As the rules ask for it."""
        return rules.PlanSaid(words.PlanKind(self.kind), self.happened_on)

    def __str__(self) -> str:
        return f"individuell plan {self.pk}"
