"""Vad en person kan fylla i."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms

from samtid.base.look.fields import Day, Line, Prose

from .rules import LONGEST
from .words import GOING_ON, Effect, Gains, State, Step

NO_PERSON = "Skriv om steget, aldrig om en person: inga namn, nummer eller adresser."
COUNT = {"min_value": 0, "max_value": 1_000_000, "required": False}


def count(label: str, help: str = "") -> forms.IntegerField:
    """A number that was counted, if it was."""
    return forms.IntegerField(
        label=label,
        help_text=help,
        error_messages={"invalid": "Skriv ett helt tal.", "min_value": "Talet kan inte vara mindre än noll."},
        **COUNT,  # type: ignore[arg-type]
    )


class HardForm(forms.Form):
    """One sentence about the step one stands on."""

    page = Line(widget=forms.HiddenInput, required=False, most=80)
    sentence = Prose(
        label="Vad var svårt, eller kunde vara bättre?", help_text=f"En mening räcker. {NO_PERSON}", most=LONGEST,
        missing="Skriv med en mening vad som var svårt.",
    )  # fmt: skip
    better = Prose(label="Hur vore det bättre?", required=False, most=LONGEST)
    gains = forms.ChoiceField(
        label="Vem får det bättre?",
        choices=Gains.choices(),
        widget=forms.RadioSelect,
        initial=Gains.STAFF,
        error_messages={"required": "Välj vem som får det bättre."},
    )
    is_named = forms.BooleanField(
        label="Jag vill stå bakom det med mitt namn", required=False,
        help_text="Annars sparas det inte vem som skrev, någonstans.",
    )  # fmt: skip
    insist = Line(required=False, widget=forms.HiddenInput)


class AnswerForm(forms.Form):
    """Svaret."""

    state = forms.ChoiceField(
        label="Vad händer nu?",
        choices=[
            (str(one), one.label)
            for one in (State.PLANNED, State.TRYING, State.DONE, State.FAILED, State.DECLINED)
        ],
        widget=forms.RadioSelect,
        error_messages={"required": "Välj vad som händer nu."},
    )
    title = Line(
        "Rubrik",
        "Så kort att alla förstår. Inga namn.",
        most=120,
        missing="Skriv en rubrik som alla kan läsa.",
    )
    said = Prose(
        "Svaret", "Vad ni gör och varför, eller varför inte. Den som skrev läser det.", most=LONGEST,
        missing="Skriv svaret: vad ni gör och varför, eller varför inte.",
    )  # fmt: skip
    gains = forms.ChoiceField(
        label="Vem får det bättre?", choices=Gains.choices(), widget=forms.RadioSelect,
        error_messages={"required": "Välj vem som får det bättre."},
    )  # fmt: skip
    step = forms.ChoiceField(
        label="Steg", choices=Step.choices(), error_messages={"required": "Välj steget det gäller."}
    )
    owner = forms.ChoiceField(label="Vem har hand om det?", required=False)
    next_on = Day("När tittar ni på det igen?", "Dagen står på den ansvarigas Min dag.", required=False)
    unit = forms.ChoiceField(label="Enhet", required=False)
    shown = Prose(
        "Så här visas förslaget för alla",
        "Lämna tomt om texten kan visas som den är.",
        required=False,
        most=LONGEST,
    )
    is_public = forms.BooleanField(label="Visa det på den öppna listan", required=False, initial=True)
    has_read = forms.BooleanField(label="Jag har läst texten: den pekar inte ut någon", required=False)
    seen = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(
        self,
        *args: Any,
        staff: Iterable[tuple[str, str]] = (),
        units: Iterable[tuple[str, str]] = (),
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["owner"].choices = [("", "Ingen än"), *staff]  # type: ignore[attr-defined]
        self.fields["unit"].choices = [("", "Flera, eller ingen särskild"), *units]  # type: ignore[attr-defined]


class TellForm(forms.Form):
    """Hur långt det har kommit."""

    state = forms.ChoiceField(
        label="Var står det?",
        choices=[(str(one), one.label) for one in (*GOING_ON, State.DONE, State.FAILED)],
        widget=forms.RadioSelect,
        error_messages={"required": "Välj hur långt det har kommit."},
    )
    said = Prose(
        "Vad har hänt?", "Den som skrev läser det, och alla andra om förslaget är öppet.", most=LONGEST,
        missing="Skriv vad som har hänt.",
    )  # fmt: skip
    next_on = Day("Nästa dag", "Behövs medan det pågår.", required=False)
    seen = forms.IntegerField(widget=forms.HiddenInput, required=False)


class CommentForm(forms.Form):
    """En kommentar, under eget namn."""

    text = Prose("Kommentar", NO_PERSON, most=LONGEST, missing="Skriv något här.")
    insist = Line(required=False, widget=forms.HiddenInput)


class WhyForm(forms.Form):
    """Varför det läggs undan."""

    why = Line(
        "Varför är det skräp?", "Det raderas inte: det kan tas fram igen.", most=200, missing="Skriv varför."
    )


class TryForm(forms.Form):
    """Teamets försök."""

    unit = forms.ChoiceField(label="Var provar ni?", error_messages={"required": "Välj er enhet."})
    what = Line("Vad provar ni?", most=500, missing="Skriv vad ni provar.")
    measure = Line(
        "Vad räknar ni?", "Ett enkelt tal, till exempel «gånger vi fick ringa tillbaka på en vecka».", most=200,
        missing="Skriv vad ni räknar, så att ni ser om det hjälpte.",
    )  # fmt: skip
    before = count(
        "Hur är det före?", "Räkna innan ni börjar. Utan ett tal före kan ingen säga om det hjälpte."
    )
    until = Day("Till och med", "Högst tre månader.", missing="Skriv en sista dag som kommer.")
    costs_more = forms.BooleanField(label="Det kostar mer än vi får bestämma över", required=False)
    touches_others = forms.BooleanField(label="Det ändrar hur en annan enhet arbetar", required=False)
    breaks_decided = forms.BooleanField(
        label="Det går emot något som lag eller nämnd har bestämt", required=False
    )

    def __init__(self, *args: Any, units: Iterable[tuple[str, str]] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["unit"].choices = list(units)  # type: ignore[attr-defined]


class ResultForm(forms.Form):
    """Så gick det."""

    before = count("Före")
    after = count("Efter")
    effect = forms.ChoiceField(
        label="Hur gick det?", choices=Effect.choices(), widget=forms.RadioSelect,
        error_messages={"required": "Välj hur det gick. Att det inte kan sägas än är också ett svar."},
    )  # fmt: skip
    told = Prose(
        "Vad hände?", "Skriv också det som inte fungerade, och varför.", most=LONGEST,
        missing="Skriv vad som hände, också det som inte fungerade.",
    )  # fmt: skip


class VerifyForm(forms.Form):
    """Blev det bättre, för dem det är till för?"""

    is_better = forms.ChoiceField(
        label="Blev det bättre?", choices=[("ja", "Ja"), ("nej", "Nej")], widget=forms.RadioSelect,
        error_messages={"required": "Välj ja eller nej."},
    )  # fmt: skip
    how = Line("Hur har de sagt det?", "Brukarråd, samtal, enkät. Inga namn.", required=False, most=500)


class ProgrammeForm(forms.Form):
    """Årets mål."""

    year = forms.IntegerField(
        label="År", error_messages={"required": "Skriv året.", "invalid": "Skriv året med siffror."}
    )
    target = forms.IntegerField(
        label="Hur många förbättringar?", help_text="Hälften för dem som arbetar här, hälften för dem vi är till för.",
        initial=100, min_value=0, max_value=10_000,
        error_messages={
            "required": "Skriv hur många.", "invalid": "Skriv ett helt tal.", "min_value": "Skriv hur många.",
            "max_value": "Högst 10 000.",
        },
    )  # fmt: skip
    minute = Line(
        "Bestämt av", "Till exempel SN 2026-11-18 § 90.", most=120, missing="Skriv vem som har bestämt det."
    )
