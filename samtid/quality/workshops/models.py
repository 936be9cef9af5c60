"""Stugans tabeller. What is said has keys by chance and no time; nothing here joins a note or a vote with a seat."""

from __future__ import annotations

from uuid import uuid4

from django.db import models
from django.db.models import Q

from samtid.base.organisation.models import Staff
from samtid.ground.unnamed import NUMBER_IN_TABLE

from .words import Deed, Guest, State, StepKind


class Workshop(models.Model):
    """Arbetsstuga."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    name = models.CharField("namn", max_length=120)
    purpose = models.CharField("varför vi ses", max_length=1500, blank=True)
    code = models.CharField("kod på skärmen", max_length=6, unique=True)
    now = models.ForeignKey("Step", null=True, on_delete=models.PROTECT, related_name="+")
    since = models.DateTimeField("steget började", null=True)
    begun_at = models.DateTimeField("började", null=True)
    ended_at = models.DateTimeField("slutade", null=True)
    by = models.ForeignKey(Staff, on_delete=models.PROTECT, related_name="+", verbose_name="värd")
    at = models.DateTimeField("gjord")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~Q(name__regex=NUMBER_IN_TABLE) & ~Q(purpose__regex=NUMBER_IN_TABLE),
                name="workshop_names_no_number",
            )
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def state(self) -> State:
        if self.begun_at is None:
            return State.PREPARING
        return State.RUNNING if self.ended_at is None else State.ENDED


class Step(models.Model):
    """Steg, in the order of day and clock: what is done, for how long, and what is asked."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    workshop = models.ForeignKey(Workshop, on_delete=models.PROTECT, related_name="steps")
    day = models.DateField("dag")
    starts = models.TimeField("börjar")
    minutes = models.PositiveIntegerField("minuter")
    kind = models.CharField("vad vi gör", max_length=10, choices=StepKind.choices())
    question = models.CharField("fråga", max_length=400, blank=True)
    votes = models.PositiveIntegerField("röster var", default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["workshop", "day", "starts"], name="one_step_at_a_time"),
            models.CheckConstraint(
                condition=~Q(question__regex=NUMBER_IN_TABLE), name="workshop_step_names_no_number"
            ),
        ]

    @property
    def kind_label(self) -> str:
        return StepKind.label_of(self.kind)

    @property
    def asks(self) -> str:
        """What stands on the screen."""
        return self.question or StepKind(self.kind).help


class Group(models.Model):
    """Grupp, with the track that it talks about."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    workshop = models.ForeignKey(Workshop, on_delete=models.PROTECT, related_name="groups")
    number = models.PositiveIntegerField("nummer")
    track = models.CharField("spår", max_length=120, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["workshop", "number"], name="one_group_a_number")]


class Invited(models.Model):
    """Inbjuden: one of the staff by name, or a guest by kind. Says who was asked and in which group, never which seat."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    workshop = models.ForeignKey(Workshop, on_delete=models.PROTECT, related_name="invited")
    staff = models.ForeignKey(Staff, null=True, on_delete=models.PROTECT, related_name="+")
    guest = models.CharField("gäst", max_length=12, blank=True, choices=Guest.choices())
    group = models.ForeignKey(Group, null=True, on_delete=models.PROTECT, related_name="invited")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["workshop", "staff"], name="asked_once"),
            models.CheckConstraint(
                condition=Q(staff=None, guest__gt="") | Q(staff__isnull=False, guest=""),
                name="of_the_staff_or_a_guest",
            ),
        ]


class Seat(models.Model):
    """Plats: what a slip opens. Holds how many votes and notes are spent while a step goes on, and is wiped after it."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    workshop = models.ForeignKey(Workshop, on_delete=models.PROTECT, related_name="+")
    group = models.ForeignKey(Group, null=True, on_delete=models.PROTECT, related_name="+")
    word = models.CharField("ordets kontrollsumma", max_length=64, unique=True)
    spent = models.PositiveIntegerField("röster lagda", default=0)
    written = models.PositiveIntegerField("lappar skrivna", default=0)
    late = models.PositiveIntegerField("lappar som ligger kvar", default=0)  # until four seats have some


class Theme(models.Model):
    """Tema: notes that say the same, named by the host. ``votes`` is filled in when the vote is over."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    workshop = models.ForeignKey(Workshop, on_delete=models.PROTECT, related_name="themes")
    name = models.CharField("namn", max_length=120)
    into = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="merged")
    votes = models.PositiveIntegerField("röster", default=0)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~Q(name__regex=NUMBER_IN_TABLE), name="workshop_theme_names_no_number"
            )
        ]


class Box(models.Model):
    """Lådan: notes and votes of the steps that go on. Nobody reads it; it is emptied and shaken at the next step.

    The key is made of the word that the phone sent along, so that what is sent twice is one row.
    """

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    workshop = models.ForeignKey(Workshop, on_delete=models.PROTECT, related_name="+")
    step = models.ForeignKey(Step, on_delete=models.PROTECT, related_name="+")
    group = models.ForeignKey(Group, null=True, on_delete=models.PROTECT, related_name="+")
    theme = models.ForeignKey(Theme, null=True, on_delete=models.PROTECT, related_name="+")
    text = models.CharField("lapp", max_length=400, blank=True)
    may_name = models.BooleanField("kan innehålla ett namn", default=False)
    code = models.CharField("kvittots kontrollsumma", max_length=64, unique=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(text__regex=NUMBER_IN_TABLE), name="slip_names_no_number")
        ]


class Note(models.Model):
    """Lapp: a thought of somebody in a group."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    workshop = models.ForeignKey(Workshop, on_delete=models.PROTECT, related_name="notes")
    step = models.ForeignKey(Step, on_delete=models.PROTECT, related_name="+")
    group = models.ForeignKey(Group, null=True, on_delete=models.PROTECT, related_name="+")
    text = models.CharField("lapp", max_length=400)
    may_name = models.BooleanField("kan innehålla ett namn", default=False)
    theme = models.ForeignKey(Theme, null=True, on_delete=models.PROTECT, related_name="notes")
    is_hidden = models.BooleanField("visas inte", default=False)  # what may hold a name begins so

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(text__regex=NUMBER_IN_TABLE), name="note_names_no_number")
        ]


class Receipt(models.Model):
    """Kvittot: what a phone holds leads to what became of the note; of a vote only that it was counted."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    workshop = models.ForeignKey(Workshop, on_delete=models.PROTECT, related_name="+")
    note = models.ForeignKey(Note, null=True, on_delete=models.PROTECT, related_name="+")
    code = models.CharField("kvittots kontrollsumma", max_length=64, unique=True)


class Proposal(models.Model):
    """Förslag till plan: what a theme asks for. Its notes and votes are its origin."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    workshop = models.ForeignKey(Workshop, on_delete=models.PROTECT, related_name="proposals")
    theme = models.OneToOneField(Theme, on_delete=models.PROTECT, related_name="proposal")
    title = models.CharField("förslag", max_length=120)
    text = models.CharField("vad vi vill göra", max_length=1500, blank=True)
    by = models.ForeignKey(Staff, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField("tid")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~Q(title__regex=NUMBER_IN_TABLE) & ~Q(text__regex=NUMBER_IN_TABLE),
                name="workshop_proposal_names_no_number",
            )
        ]


class Line(models.Model):
    """En rad i vad som gjorts: by the host, never by those who write and vote."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    workshop = models.ForeignKey(Workshop, on_delete=models.PROTECT, related_name="lines")
    proposal = models.ForeignKey(Proposal, null=True, on_delete=models.PROTECT, related_name="lines")
    deed = models.CharField("händelse", max_length=12, choices=Deed.choices())
    said = models.CharField("text", max_length=300, blank=True)
    by = models.ForeignKey(Staff, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField("tid")

    @property
    def deed_label(self) -> str:
        return Deed.label_of(self.deed)


class Try(models.Model):
    """Misslyckat försök att gå in: how many from one place in an hour. Nothing about who."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    source = models.CharField("varifrån, som kontrollsumma", max_length=64)
    hour = models.DateTimeField("timme")
    count = models.PositiveIntegerField("antal", default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["source", "hour"], name="one_try_per_hour")]
