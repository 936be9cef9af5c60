"""Vad man kan fylla i om en genomförandeplan: one page, its lines in slots that are added without a script."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from copy import deepcopy
from datetime import time
from typing import Any
from uuid import UUID

from django import forms

from samtid.base.look.fields import Clock, Day, Line, Prose
from samtid.base.organisation.models import Staff
from samtid.base.organisation.queries import told_apart
from samtid.base.organisation.words import Skill
from samtid.ground import clock
from samtid.ground.law.days import swedish_day
from samtid.steps.services.models import Goal

from .following import MOST_MONTHS_BETWEEN, FollowUpText
from .rules import LONGEST, MOST_LEEWAY, MOST_LINES, LineDetails, PlanText
from .words import AgreedWith, DayPart, LifeArea, Outcome, Place, StaffGender, TookPart, Weekday

PARTS = frozenset(str(part) for part in DayPart)
DAYS = frozenset(str(day) for day in Weekday)
BLANK, LEAST = 2, 3  # slots that stand open, and how many there are at least
WEEKS = [("1", "Varje vecka"), ("2", "Varannan vecka"), ("3", "Var tredje vecka"), ("4", "Var fjärde vecka")]
WHOLE = "Skriv minuterna som ett heltal."
SLOT = re.compile(r"line_(\d{1,2})_what")
# a draft may lack them, a plan that is agreed may not
TO_ADOPT = {"valid_from", "follow_up_on", "agreed_with", "agreed_on", "took_part", "reason"}
HEAD = (
    *("valid_from", "follow_up_on", "agreed_on", "agreed_with", "took_part"),
    *("wishes", "language", "staff_gender", "not_who", "reason"),
)


class LineForm(forms.Form):
    """En rad: vad, när, hur."""

    what = Line(label="Vad ska göras?", required=False, most=200)
    area = forms.ChoiceField(label="Livsområde", choices=[("", "Välj…"), *LifeArea.choices()], required=False)
    how = Prose(
        label="Så vill personen ha det",
        help_text="Det den som kommer behöver veta. Till exempel: duscha sittande, handduken först.",
        required=False,
        most=1000,
    )
    weekdays = forms.MultipleChoiceField(
        label="Vilka dagar?",
        choices=Weekday.choices(),
        widget=forms.CheckboxSelectMultiple,
        required=False,
        help_text="Ingen dag betyder när det behövs.",
    )
    every = forms.ChoiceField(label="Hur ofta?", choices=WEEKS, required=False)
    part = forms.ChoiceField(
        label="Del av dagen", choices=[("", "Välj…"), *DayPart.choices()], required=False
    )
    clock = Clock(
        label="Klockslag",
        help_text="Om ni har kommit överens om en tid. En natt: klockslag före 06 är natten till nästa dag.",
        required=False,
    )
    leeway = forms.IntegerField(
        label="Får flyttas, minuter",
        min_value=0,
        max_value=MOST_LEEWAY,
        required=False,
        help_text="Före eller efter.",
        error_messages={"invalid": WHOLE},
    )
    minutes = forms.IntegerField(
        label="Minuter", min_value=1, max_value=LONGEST, required=False, error_messages={"invalid": WHOLE}
    )
    needs_two = forms.BooleanField(label="Det behövs två", required=False)
    skill = forms.ChoiceField(
        label="Kräver", choices=[("", "Ingen särskild kompetens"), *Skill.choices()], required=False
    )
    place = forms.ChoiceField(label="Var?", choices=Place.choices(), required=False)
    goal = forms.ChoiceField(label="Mål", choices=[("", "Inget särskilt mål")], required=False)


NAMES = tuple(LineForm.base_fields)


class PlanForm(forms.Form):
    """En genomförandeplan. Nothing is required of a draft; adopting says what is missing."""

    wishes = Prose(
        label="Önskemål och det som är viktigt",
        help_text="Vanor, bemötande, vem som ska ringas. Skriv så att personen känner igen sig.",
        required=False,
        most=2000,
    )
    language = Line(
        label="Språk", help_text="Om personen vill tala ett annat språk än svenska.", most=60, required=False
    )
    staff_gender = forms.ChoiceField(
        label="Vem kommer helst?",
        choices=[("", "Spelar ingen roll"), *StaffGender.choices()],
        required=False,
        help_text="Ett önskemål. Kommunen försöker ordna det.",
    )
    not_who = forms.MultipleChoiceField(
        label="Ska inte komma",
        widget=forms.CheckboxSelectMultiple,
        required=False,
        help_text="Den som planerar ser det, och kan inte välja personen till ett besök. Kollegorna ser det inte. "
        "Vad någon annan har skrivit här står kvar, också när du inte ser det.",
    )
    valid_from = Day(label="Planen gäller från", required=False)
    follow_up_on = Day(label="Följs upp senast", required=False)
    agreed_with = forms.ChoiceField(
        label="Överenskommen med", choices=[("", "Välj…"), *AgreedWith.choices()], required=False
    )
    agreed_on = Day(label="Dag ni kom överens", required=False)
    took_part = Prose(
        label="Så har personen varit med",
        help_text="Till exempel: vi satt vid köksbordet, dottern var med.",
        required=False,
        most=1000,
    )
    reason = Prose(label="Varför ändras planen?", required=False, most=1000)

    def __init__(
        self,
        *args: Any,
        goals: Iterable[Goal],
        colleagues: Iterable[Staff],
        gone: Mapping[int, str],
        is_first: bool,
        **kwargs: Any,
    ) -> None:
        """``gone``: names of those that the plan says should not come and who no longer work here."""
        super().__init__(*args, **kwargs)
        people = told_apart(colleagues, swedish_day(clock.now()))
        known = {value for value, _ in people}
        self.fields["not_who"].choices = [  # type: ignore[attr-defined]
            *people,
            *((str(pk), name) for pk, name in gone.items() if str(pk) not in known),
        ]
        if is_first:
            del self.fields["reason"]
        for name in TO_ADOPT & self.fields.keys():
            self.fields[name].needed = "behövs för att anta"  # type: ignore[attr-defined]
        wanted = [("", "Inget särskilt mål"), *((str(goal.pk), goal.text) for goal in goals)]
        self.slots = range(1, _slots(self.data if self.is_bound else self.initial, self.is_bound) + 1)
        for number in self.slots:
            for name, field in LineForm.base_fields.items():
                copied = self.fields[f"line_{number}_{name}"] = deepcopy(field)
                if name in ("what", "area"):
                    copied.needed = "behövs på raden"  # type: ignore[attr-defined]
                if name == "goal":
                    copied.choices = wanted  # type: ignore[attr-defined]

    @property
    def lines(self) -> list[tuple[int, dict[str, forms.BoundField], str, bool]]:
        """The fields of each slot, to be drawn together; what it says in short; and whether it stands open.

        Open is what is wrong, and the first that is empty: a long plan is looked over before a line of it is changed.
        """
        found = []
        is_first = True
        for number in self.slots:
            row = {name: self[f"line_{number}_{name}"] for name in NAMES}
            what = str(row["what"].value() or "")
            days = [int(day) for day in row["weekdays"].value() or () if str(day) in DAYS]
            hour, part = row["clock"].value(), row["part"].value()
            when = f"{hour:%H.%M}" if isinstance(hour, time) else str(hour or "")
            when = when or (DayPart.label_of(part).lower() if part in PARTS else "")
            said = f"{what} ({Weekday.in_short(days)} {when})".replace(" )", ")") if what and days else what
            is_open = any(bound.errors for bound in row.values()) or (not what and is_first)
            is_first = is_first and bool(what)
            found.append((number, row, said, is_open))
        return found

    def clean(self) -> dict[str, Any]:
        """A line that says when or how must say what."""
        said = super().clean() or {}
        for number in self.slots:
            row = {name: said.get(f"line_{number}_{name}") for name in NAMES}
            if not row["what"] and any(row[name] for name in ("how", "weekdays", "clock", "minutes")):
                self.add_error(f"line_{number}_what", "Skriv vad som ska göras, eller töm raden.")
        return said

    def text(self) -> PlanText:
        """The plan as typed. Empty slots are no lines."""
        said = self.cleaned_data
        return PlanText(
            lines=tuple(self._line(number) for number in self.slots if said.get(f"line_{number}_what")),
            valid_from=said["valid_from"],
            agreed_on=said["agreed_on"],
            agreed_with=said["agreed_with"],
            took_part=said["took_part"],
            wishes=said["wishes"],
            language=said["language"],
            staff_gender=said["staff_gender"],
            not_who=tuple(int(who) for who in said["not_who"]),
            follow_up_on=said["follow_up_on"],
            reason=said.get("reason", ""),
        )

    def of_slots(self) -> dict[str, str]:
        """Where a rule's name of a line's field is on this form: empty slots between lines are not counted by the rule."""
        filled = [n for n in self.slots if self.cleaned_data.get(f"line_{n}_what")]
        return {
            f"line_{nth}_{name}": f"line_{slot}_{name}"
            for nth, slot in enumerate(filled, 1)
            for name in NAMES
        }

    def _line(self, number: int) -> LineDetails:
        said: dict[str, Any] = {name: self.cleaned_data.get(f"line_{number}_{name}") for name in NAMES}
        return LineDetails(
            what=said["what"],
            area=said["area"] or "",
            how=said["how"] or "",
            weekdays=tuple(sorted({int(day) for day in said["weekdays"] or ()})),
            every=int(said["every"] or 1),
            part=said["part"] or "",
            clock=said["clock"],
            leeway=said["leeway"] or 0,
            minutes=said["minutes"],
            needs_two=bool(said["needs_two"]),
            skill=said["skill"] or "",
            place=said["place"] or Place.HOME.value,
            goal=UUID(said["goal"]) if said["goal"] else None,
        )


class FollowUpForm(forms.Form):
    """En uppföljning av en plan, or a correction of one, which may say that it never was: then nothing else is asked."""

    followed_on = Day(label="Planen följdes upp", missing="Skriv vilken dag planen följdes upp.")
    took_part = forms.MultipleChoiceField(
        label="Vem var med?",
        choices=TookPart.choices(),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Välj vem som var med."},
    )
    seen = Prose(
        label="Det ni såg",
        help_text="Det som fungerar, det som inte gör det, och vad personen själv säger.",
        missing="Skriv vad ni såg.",
        most=2000,
    )
    outcome = forms.ChoiceField(
        label="Vad händer med planen?",
        widget=forms.RadioSelect,
        error_messages={"required": "Välj vad uppföljningen kom fram till."},
    )
    next_on = Day(
        label="Följs upp igen senast",
        help_text=f"Högst {MOST_MONTHS_BETWEEN} månader fram. Ska planen ändras, eller behövs den inte längre: "
        "dagen då det senast ska vara gjort.",
        missing="Välj en dag då planen följs upp igen.",
    )
    reason = Prose(label="Vad var fel?", missing="Skriv vad som var fel.", most=1000)

    def __init__(self, *args: Any, is_correction: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        found = [one for one in Outcome if is_correction or one != Outcome.MISTAKEN]
        outcome = self.fields["outcome"]
        outcome.choices = [(one.value, one.label) for one in found]  # type: ignore[attr-defined]
        outcome.choice_help = {str(one): one.help for one in found if one.help}  # type: ignore[attr-defined]
        if not is_correction:
            del self.fields["reason"]
            return
        for name in ("followed_on", "took_part", "seen", "next_on"):
            self.fields[name].required = False
            self.fields[name].needed = "om planen följdes upp"  # type: ignore[attr-defined]

    def text(self) -> FollowUpText:
        """The follow-up as typed."""
        said = self.cleaned_data
        return FollowUpText(
            followed_on=said["followed_on"],
            took_part=tuple(said["took_part"]),
            outcome=said["outcome"],
            seen=said["seen"],
            next_on=said["next_on"],
            reason=said.get("reason", ""),
        )


def _slots(data: Mapping[str, Any], is_sent: bool) -> int:
    """How many slots: as many as were sent, else those that are filled and some open."""
    numbers = [int(found[1]) for key in data if (found := SLOT.fullmatch(key)) and (is_sent or data[key])]
    most = max(numbers, default=0)
    return min(MOST_LINES, max(LEAST, most if is_sent else most + BLANK))


def first_words(text: PlanText, goals: Iterable[Goal] = ()) -> dict[str, Any]:
    """What the form is filled with. A plan that has no lines begins with one for each of the service's goals."""
    said: dict[str, Any] = {name: getattr(text, name) or "" for name in HEAD}
    said["not_who"] = [str(who) for who in text.not_who]
    lines = text.lines or tuple(LineDetails(goal=goal.pk) for goal in goals)
    for number, line in enumerate(lines[:MOST_LINES], 1):
        said |= {f"line_{number}_{name}": getattr(line, name) for name in NAMES}
        said[f"line_{number}_weekdays"] = [str(day) for day in line.weekdays]
        said[f"line_{number}_goal"] = str(line.goal or "")
        said[f"line_{number}_every"] = str(line.every)
        said[f"line_{number}_leeway"] = line.leeway or ""
        said[f"line_{number}_minutes"] = line.minutes or ""
        said[f"line_{number}_clock"] = line.clock or ""
    return said
