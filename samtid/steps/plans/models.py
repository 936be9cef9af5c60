"""Genomförandeplanens tabeller."""

from __future__ import annotations

from datetime import date

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from samtid.base.dossier.models import Versioned
from samtid.base.organisation.models import Staff
from samtid.base.organisation.words import Skill
from samtid.steps.services.models import Goal, InService, Service

from . import words
from .following import FollowUpText
from .rules import LONGEST, LineDetails, PlanText


class Plan(InService, Versioned):
    """Genomförandeplan: one version of it. Until somebody adopts it, the service's one draft; then it stands.

    ``draft`` holds the draft's lines; when it is adopted they are rows (``PlanLine``) and it is empty. Which version
    holds on a day is not kept: the highest number of those that have begun.
    """

    # told by ``queries.plans``: when it is to be followed up as it stands, when it was last, and what that came to
    due_on: date | None
    followed_on: date | None
    outcome: str | None

    service = models.ForeignKey(Service, on_delete=models.PROTECT, related_name="plans")
    number = models.PositiveSmallIntegerField("version av planen")
    draft = models.JSONField("rader i utkastet", default=list)
    valid_from = models.DateField("gäller från", null=True)
    agreed_on = models.DateField("överenskommen", null=True)
    agreed_with = models.CharField(
        "överenskommen med", max_length=20, blank=True, choices=words.AgreedWith.choices()
    )
    took_part = models.TextField("så var den enskilde med", blank=True)
    wishes = models.TextField("önskemål", blank=True)
    language = models.CharField("språk", max_length=60, blank=True)
    staff_gender = models.CharField(
        "helst en kvinna eller en man", max_length=10, blank=True, choices=words.StaffGender.choices()
    )
    follow_up_on = models.DateField("följs upp", null=True)
    reason = models.TextField("därför ändras planen", blank=True)
    written_at = models.DateTimeField("påbörjad")
    written_by = models.ForeignKey(Staff, on_delete=models.PROTECT, related_name="+")
    adopted_at = models.DateTimeField("antagen", null=True)
    adopted_by = models.ForeignKey(Staff, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        indexes = [models.Index(fields=["provider", "follow_up_on"])]
        constraints = [
            models.UniqueConstraint(fields=["service", "number"], name="a_plan_has_a_number_of_its_own"),
            models.UniqueConstraint(
                fields=["service"], condition=Q(adopted_at=None), name="a_service_has_one_draft_of_its_plan"
            ),
            models.CheckConstraint(
                condition=Q(adopted_at=None, adopted_by=None)
                | ~Q(adopted_at=None)
                & ~Q(adopted_by=None)
                & ~Q(valid_from=None)
                & ~Q(agreed_on=None)
                & ~Q(agreed_with="")
                & ~Q(follow_up_on=None)
                & Q(draft=[]),
                name="an_adopted_plan_is_whole",
            ),
        ]

    @property
    def is_adopted(self) -> bool:
        return self.adopted_at is not None

    def text(self, lines: list[LineDetails] | None = None, not_who: tuple[int, ...] = ()) -> PlanText:
        """What it says: with the draft's own lines, or those that are told; and those of whom the viewer is told."""
        rows = [LineDetails.kept(one) for one in self.draft] if lines is None else lines
        return PlanText(
            lines=tuple(rows),
            valid_from=self.valid_from,
            agreed_on=self.agreed_on,
            agreed_with=self.agreed_with,
            took_part=self.took_part,
            wishes=self.wishes,
            language=self.language,
            staff_gender=self.staff_gender,
            not_who=not_who,
            follow_up_on=self.follow_up_on,
            reason=self.reason,
        )

    def __str__(self) -> str:
        return f"genomförandeplan {self.pk}"


class Unwanted(InService):
    """Ska inte komma: somebody of the staff whom the person does not want home, in one version of the plan.

    Rows of their own, because who sees the service does not see them: those who plan, and whoever said it.
    """

    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="unwanted")
    staff = models.ForeignKey(Staff, on_delete=models.PROTECT, related_name="+")
    # nobody: of what was said before each said it for herself (migration 0003)
    said_by = models.ForeignKey(Staff, null=True, on_delete=models.PROTECT, related_name="+")
    said_at = models.DateTimeField("skrevs")

    class Meta:
        constraints = [
            # of each who said it: one for all would tell whoever writes the same that it stands there
            models.UniqueConstraint(fields=["plan", "staff", "said_by"], name="each_says_it_once"),
        ]

    def __str__(self) -> str:
        return f"ska inte komma {self.pk}"


class PlanLine(InService):
    """Rad i en antagen plan: what is done, how the person wants it, and when. Never changed."""

    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="lines")
    number = models.PositiveSmallIntegerField("ordning")
    area = models.CharField("livsområde", max_length=2, choices=words.LifeArea.choices())
    what = models.CharField("vad", max_length=200)
    how = models.TextField("så vill den enskilde ha det", blank=True)
    weekdays = models.CharField("veckodagar", max_length=7, blank=True)  # "024": Monday 0
    every = models.PositiveSmallIntegerField("veckor mellan", default=1)
    # the weeks are counted from that of this day, also when a later version goes on with the line
    anchor = models.DateField("veckorna räknas från", null=True)
    part = models.CharField("del av dagen", max_length=10, blank=True, choices=words.DayPart.choices())
    clock = models.TimeField("klockslag", null=True)
    leeway = models.PositiveSmallIntegerField("minuter som tiden får flyttas", default=0)
    minutes = models.PositiveSmallIntegerField("minuter", null=True)
    needs_two = models.BooleanField("två behövs", default=False)
    skill = models.CharField("kompetens", max_length=40, blank=True, choices=Skill.choices())
    place = models.CharField("plats", max_length=20, choices=words.Place.choices())
    goal = models.ForeignKey(Goal, null=True, on_delete=models.PROTECT, related_name="plan_lines")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["plan", "number"], name="a_line_has_a_place_of_its_own"),
            models.CheckConstraint(
                condition=Q(weekdays="")
                | Q(minutes__gte=1, minutes__lte=LONGEST, every__gte=1) & (~Q(clock=None) | ~Q(part="")),
                name="what_is_done_on_a_day_has_a_time",
            ),
        ]

    @property
    def details(self) -> LineDetails:
        """What it says."""
        return LineDetails(
            what=self.what,
            area=self.area,
            how=self.how,
            weekdays=tuple(int(day) for day in self.weekdays),
            every=self.every,
            part=self.part,
            clock=self.clock,
            leeway=self.leeway,
            minutes=self.minutes,
            needs_two=self.needs_two,
            skill=self.skill,
            place=self.place,
            goal=self.goal_id,
        )

    def __str__(self) -> str:
        return f"rad {self.number} i genomförandeplan {self.plan_id}"


class PlanFollowUp(InService):
    """Uppföljning av en antagen plan: who was there, what was seen, what it came to, and when the next one is. Never changed.

    A wrong one is corrected by a later row that names it (``corrects``) and says why; both stand, and the later counts.
    """

    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="follow_ups")
    followed_on = models.DateField("följdes upp")
    took_part = ArrayField(
        models.CharField(max_length=20, choices=words.TookPart.choices()),
        default=list,
        verbose_name="var med",
    )
    outcome = models.CharField("kom fram till", max_length=20, choices=words.Outcome.choices())
    seen = models.TextField("det vi såg", blank=True)
    next_on = models.DateField("följs upp igen", null=True)
    corrects = models.OneToOneField("self", null=True, on_delete=models.PROTECT, related_name="correction")
    reason = models.TextField("därför rättas den", blank=True)
    made_at = models.DateTimeField("skrevs")
    made_by = models.ForeignKey(Staff, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(
                    outcome=words.Outcome.MISTAKEN.value,
                    corrects__isnull=False,
                    next_on=None,
                    took_part=[],
                    seen="",
                )
                | ~Q(outcome=words.Outcome.MISTAKEN.value)
                & ~Q(seen="")
                & Q(
                    next_on__isnull=False,
                    next_on__gt=F("followed_on"),
                    took_part__len__gte=1,
                    took_part__contained_by=[str(one.value) for one in words.TookPart],
                ),
                name="a_follow_up_is_whole",
            ),
            models.CheckConstraint(
                condition=Q(corrects=None, reason="") | Q(corrects__isnull=False) & ~Q(reason=""),
                name="a_correction_says_why",
            ),
        ]

    @property
    def text(self) -> FollowUpText:
        """What it says."""
        return FollowUpText(
            self.followed_on, tuple(self.took_part), self.outcome, self.seen, self.next_on, self.reason
        )

    def __str__(self) -> str:
        return f"uppföljning {self.pk}"
