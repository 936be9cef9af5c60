"""Vad som kan fyllas i om parter. Plain forms: they check what was typed and never save."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django import forms

from samtid.base.look.fields import Day, Moment, Prose
from samtid.ground.sweden import swedish_time

from .rules import Line, Party, safe_way
from .words import CONSENTS, Exempt, Kind, Way

MOST = 4_000
SHARED, OWN, NOT, LATER = "shared", "own", "not", "later"
WAYS = [("", "Välj…"), *Way.choices()]
WHY = {
    "inform": "Särskilda skäl att inte informera",
    "communicate": "Skäl för undantaget",
}
NOTS = {"inform": "Nej, det finns särskilda skäl att vänta", "communicate": "Nej, undantag enligt lagen"}


def written(at: datetime) -> str:
    """A moment as one types it."""
    return swedish_time(at).strftime("%Y-%m-%d %H:%M")


def _choice(label: str, choices: Any, *, radio: bool = False, required: bool = True) -> forms.ChoiceField:
    return forms.ChoiceField(
        label=label,
        choices=choices,
        required=required,
        widget=forms.RadioSelect if radio else forms.Select,
        error_messages={
            "required": "Välj ett av alternativen.",
            "invalid_choice": "Det valet finns inte. Välj ett i listan.",
        },
    )


class EachForm(forms.Form):
    """Ett blad för alla parter: what is shared said once, and for each one only what differs.

    ``verb`` is ``inform``, ``communicate`` or ``serve``. ``rows`` gives, for the page, each party with its fields.
    """

    def __init__(
        self, data: Any = None, *, verb: str, parties: Iterable[Party], initial: dict[str, Any]
    ) -> None:
        self.verb, self.parties = verb, list(parties)
        super().__init__(data, initial=initial)
        self.fields["at"] = Moment("När", required=False)
        self.fields["way"] = _choice("Hur", WAYS, required=False)
        if verb == "communicate":
            self.fields["last_day"] = Day("Svar senast", required=False)
        for number, _ in enumerate(self.parties, start=1):
            self._add(f"p{number}")

    def _add(self, name: str) -> None:
        choices = [(SHARED, "Ja, som ovan"), (OWN, "Ja, en annan tid eller på ett annat sätt")]
        if self.verb in NOTS:
            choices.append((NOT, NOTS[self.verb]))
        choices.append((LATER, "Inte än"))
        self.fields[f"{name}_done"] = _choice("Gjort?", choices, radio=True)
        self.fields[f"{name}_done"].initial = SHARED
        self.fields[f"{name}_at"] = Moment("När", required=False)
        self.fields[f"{name}_way"] = _choice("Hur", WAYS, required=False)
        if self.verb == "communicate":
            self.fields[f"{name}_last_day"] = Day("Svar senast", required=False)
            exempt = [("", "Välj…"), *Exempt.choices()]
            self.fields[f"{name}_exempt"] = _choice("Undantag", exempt, required=False)
        if self.verb in NOTS:
            self.fields[f"{name}_why"] = Prose(WHY[self.verb], most=MOST, required=False)

    @property
    def shared(self) -> list[forms.BoundField]:
        """The fields that hold for all."""
        return [self[name] for name in ("at", "way", "last_day") if name in self.fields]

    @property
    def rows(self) -> list[dict[str, Any]]:
        """Each party with its own fields, and how that one is reached."""
        found = []
        for number, party in enumerate(self.parties, start=1):
            names = (f"p{number}_{name}" for name in ("at", "way", "last_day", "exempt", "why"))
            own = [self[name] for name in names if name in self.fields]
            used = any(bound.errors or bound.value() not in (None, "") for bound in own)
            found.append(
                {
                    "party": party,
                    "done": self[f"p{number}_done"],
                    "own": own,
                    "used": used,
                    "reach": safe_way(party),
                }
            )
        return found

    def lines(self) -> list[Line]:
        """What was filled in, a line for each party that something was said of. Call it when the form is valid."""
        found = []
        for number, party in enumerate(self.parties, start=1):
            if (done := self.cleaned_data[f"p{number}_done"]) == LATER:
                continue
            said = self._said(f"p{number}_", done)
            field = "" if done == SHARED else f"p{number}"
            found.append(Line(party=party.key, field=field, **said))
        return found

    def _said(self, name: str, done: str) -> dict[str, Any]:
        data = self.cleaned_data
        if done == NOT:
            exempt = data.get(f"{name}exempt")
            return {"exempt": Exempt(exempt) if exempt else None, "why": data.get(f"{name}why", "")}
        own = name if done == OWN else ""

        # what is not said for this one is as for the others
        def value(field: str) -> Any:
            return data.get(f"{own}{field}") or data.get(field)

        way = value("way")
        return {"at": value("at"), "way": Way(way) if way else None, "last_day": value("last_day")}


class AnswerForm(forms.Form):
    """En parts svar, or that nothing came."""

    done = _choice("Kom det ett svar?", [("yes", "Ja"), ("no", "Nej, inget svar kom")], radio=True)
    at = Moment("När svaret kom", required=False)
    text = Prose(
        "Vad parten svarade", "Hade parten inget att tillägga, skriv det.", most=20_000, required=False
    )

    def clean_at(self) -> datetime | None:
        """An answer came at some moment."""
        at: datetime | None = self.cleaned_data["at"]
        if self.cleaned_data.get("done") == "yes" and at is None:
            raise forms.ValidationError("Skriv när svaret kom.")
        return at


class ConsentForm(forms.Form):
    """Ett samtycke: who, what, to what and how far, when."""

    kind = _choice("Vad säger parten?", [(kind.value, kind.label) for kind in CONSENTS], radio=True)
    at = Moment("När parten sade det")
    text = Prose(
        "Vad det gäller, och hur långt det räcker",
        "Till exempel: familjebehandling till och med våren, och att skolan kontaktas.",
        most=MOST,
    )

    def __init__(self, *args: Any, parties: Iterable[Party], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        names = [(str(one.key), f"{one.name} ({one.role.label.lower()})") for one in parties]
        self.fields = {"party": _choice("Vem", names, radio=True), **self.fields}

    @property
    def said(self) -> Kind:
        """What was chosen. Call it when the form is valid."""
        return Kind(self.cleaned_data["kind"])


class CorrectForm(forms.Form):
    """En anteckning som var fel."""

    text = Prose("Vad var fel?", "Skriv hur ni vet det. Det som stod går alltid att läsa.", most=MOST)
