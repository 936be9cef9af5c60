"""Vad som kan fyllas i om ett sammanträde och det som står på dess lista. Plain forms: they check and never save."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms

from samtid.base.look.fields import Line, Moment, Prose
from samtid.base.look.swedish import moment
from samtid.base.organisation.models import Committee, Staff
from samtid.ground.law.delegation import Level
from samtid.steps.decisions.forms import place_reason
from samtid.steps.investigations.forms import radio

from . import rules, words
from .models import Meeting

CHOOSE = ("", "Välj…")
BODIES = (Level.COMMITTEE, Level.BOARD)
ALL_READ = "Läses i alla enheter: skriv inget namn på någon som ett ärende gäller."


def _meetings(found: Iterable[Meeting]) -> list[tuple[str, str]]:
    return [
        (
            str(one.pk),
            f"{one.short} {moment(one.starts_at)}{' (kallelsen har gått ut)' if one.called_at else ''}",
        )
        for one in found
    ]


class _ToMeeting(forms.Form):
    """A form where a meeting to come is chosen, by ``chosen``."""

    def __init__(self, *args: Any, meetings: Iterable[Meeting] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.meetings = {str(one.pk): one for one in meetings}
        for name in ("meeting", "next_meeting"):
            if name in self.fields:
                choices = [CHOOSE, *_meetings(self.meetings.values())]
                self.fields[name].choices = choices  # type: ignore[attr-defined]

    def chosen(self, name: str) -> Meeting | None:
        """The meeting that was chosen."""
        return self.meetings.get(self.cleaned_data.get(name) or "")


class TimeForm(forms.Form):
    """Tid och plats."""

    starts_at = Moment(label="Dag och tid", missing="Skriv vilken dag och tid sammanträdet börjar.")
    place = Line(label="Plats", help_text=ALL_READ, required=False, most=120)


class MeetingForm(TimeForm):
    """Nytt sammanträde."""

    committee = forms.ChoiceField(label="Nämnd", error_messages={"required": "Välj nämnd."})
    level = radio("Vem sammanträder?", [(str(one), one.label) for one in BODIES])
    short = Line(
        label="Protokollets beteckning",
        help_text="Till exempel SN AU. Den står i varje paragraf.",
        most=20,
        missing="Skriv hur protokollet betecknas.",
    )
    field_order = ("committee", "level", "short", "starts_at", "place")

    def __init__(self, *args: Any, committees: Iterable[Committee] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.committees = {str(one.pk): one for one in committees}
        choices = [(key, one.name) for key, one in self.committees.items()]
        self.fields["committee"].choices = choices  # type: ignore[attr-defined]


class CancelForm(forms.Form):
    """Ställa in."""

    why = Prose(
        label="Varför ställs det in?",
        help_text=ALL_READ,
        most=200,
        missing="Skriv varför sammanträdet ställs in.",
    )
    insist = Line(required=False, widget=forms.HiddenInput)


class HoldForm(forms.Form):
    """Sammanträdet är hållet."""

    chair = Line(label="Ordförande", most=120, missing="Skriv vem som var ordförande.")
    present = Prose(
        label="Tjänstgörande",
        help_text="Ledamöter och ersättare, en på varje rad. En nämnd är beslutför när fler än hälften är där (KL 6 kap. 27 §).",
        most=1500,
        missing="Skriv vilka som tjänstgjorde.",
    )
    adjuster = Line(
        label="Justerar protokollet",
        help_text="Den som justerar vid sidan av ordföranden.",
        most=200,
        missing="Skriv vem som justerar protokollet.",
    )

    def held(self) -> rules.Held:
        """As the action takes it."""
        said = self.cleaned_data
        return rules.Held(chair=said["chair"], present=said["present"], adjuster=said["adjuster"])


class AdjustForm(forms.Form):
    """Justera protokollet, perhaps without what the keeper has no key to."""

    left_out = Prose(
        label="Varför justeras protokollet utan det du inte har nyckel till?",
        help_text=ALL_READ,
        required=False,
        most=200,
    )


class CorrectMeetingForm(forms.Form):
    """Rätta ett hållet sammanträde bredvid."""

    text = Prose(
        label="Vad var fel, och hur var det?",
        help_text=f"Ordförande, tjänstgörande eller annat. Rättelsen står i protokollet. {ALL_READ}",
        most=1000,
        missing="Skriv vad som var fel och hur det var.",
    )


class RaiseForm(_ToMeeting):
    """Anmäla till ett sammanträde."""

    meeting = forms.ChoiceField(label="Sammanträde", error_messages={"required": "Välj sammanträde."})
    extra_why = Line(
        label="Varför kan det inte vänta?",
        help_text="Bara för ett extra ärende, när kallelsen har gått ut.",
        required=False,
        most=400,
    )
    writer = forms.ChoiceField(
        label="Vilken chef skriver vad det blev?",
        help_text="Ärendet är skyddat. Den du väljer får nyckel till det.",
        required=False,
    )

    def __init__(self, *args: Any, writers: Iterable[Staff] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.writers = {str(one.pk): one for one in writers}
        if self.writers:
            choices = [CHOOSE, *((key, one.name) for key, one in self.writers.items())]
            self.fields["writer"].choices = choices  # type: ignore[attr-defined]
        else:
            del self.fields["writer"]

    def written_by(self) -> Staff | None:
        """The manager that was chosen."""
        return self.writers.get(self.cleaned_data.get("writer") or "")


class WithdrawForm(forms.Form):
    """Ta bort från listan."""

    why = Line(label="Varför?", most=400, missing="Skriv varför ärendet utgår.")


class MoveForm(_ToMeeting):
    """Flytta till ett annat sammanträde."""

    next_meeting = forms.ChoiceField(label="Till vilket?", error_messages={"required": "Välj sammanträde."})
    why = Line(label="Varför?", most=400, missing="Skriv varför ärendet flyttas.")


class SettleForm(_ToMeeting):
    """Vad det blev."""

    outcome = radio(
        "Vad blev det?",
        [(str(one), one.label) for one in words.AT_MEETING],
    )
    paragraph = forms.IntegerField(
        label="Paragraf",
        min_value=1,
        max_value=rules.MOST_PARAGRAPH,
        help_text="Nästa lediga är ifylld.",
        error_messages={
            "required": "Skriv paragrafens nummer.",
            "invalid": "Skriv paragrafen med siffror.",
            "min_value": "Paragraferna börjar på 1.",
            "max_value": f"Skriv ett nummer som är högst {rules.MOST_PARAGRAPH}.",
        },
    )
    text = Prose(
        label="Vad sades?",
        help_text="Det som beslutades i stället, vad som saknas vid återremiss, eller varför ärendet bordlades.",
        required=False,
        most=8000,
    )
    next_meeting = forms.ChoiceField(
        label="Bordlagt till", required=False, help_text="Bara när ärendet bordlades."
    )
    reservation = Prose(
        label="Reservation",
        help_text="Vem som reserverade sig och hur. Den följer med beslutet som avvikande mening.",
        required=False,
        most=2000,
    )
    left_room = Line(
        label="Jäv: vem deltog inte?",
        help_text="Den som är jävig är inte närvarande när ärendet handläggs (KL 6 kap. 30 §).",
        required=False,
        most=300,
    )
    is_certified = forms.BooleanField(
        label="Paragrafen är justerad för sig",
        help_text="Omedelbart justerad, eller justerad efter det övriga protokollet. Då kan ett beslut registreras i dag.",
        required=False,
    )

    def said(self) -> rules.Said:
        """As the action takes it."""
        said = self.cleaned_data
        return rules.Said(
            outcome=words.Outcome(said["outcome"]),
            paragraph=said["paragraph"],
            text=said["text"],
            reservation=said["reservation"],
            left_room=said["left_room"],
            is_certified=said["is_certified"],
        )


class RegisterForm(forms.Form):
    """Registrera beslutet."""

    place_reason = place_reason()


class CorrectForm(forms.Form):
    """Rätta bredvid."""

    text = Prose(
        label="Vad var fel, och hur var det?",
        help_text="Det som står i protokollet ändras inte.",
        most=2000,
        missing="Skriv vad som var fel och hur det var.",
    )
    outcome = forms.ChoiceField(
        label="Blev det något annat än det som står?",
        help_text="Välj bara om det var fel utgång. Då gäller den du väljer: förslaget går tillbaka eller kan registreras.",
        choices=[("", "Nej"), *((str(one), one.label) for one in words.AT_MEETING)],
        required=False,
    )

    def became(self) -> words.Outcome | None:
        """The outcome that counts from now on, where another was written."""
        said = self.cleaned_data["outcome"]
        return words.Outcome(said) if said else None
