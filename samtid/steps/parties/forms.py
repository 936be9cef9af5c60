"""Vad som kan fyllas i om parter. Plain forms: they check what was typed and never save."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from django import forms

from samtid.base.look.fields import Day, Moment, Prose
from samtid.ground.law.days import swedish_day
from samtid.ground.sweden import swedish_time
from samtid.steps.investigations.words import ServiceCode

from .rules import Line, Noted, Party, safe_way
from .rules import ways as possible
from .words import CONSENTS, Exempt, Kind, Way

MOST = 4_000
SHARED, OWN, NOT, LATER, OTHER = "shared", "own", "not", "later", "other"
WAYS = [("", "Välj…"), *Way.choices()]
WHY = {
    "inform": "Särskilda skäl att inte informera",
    "communicate": "Skäl för undantaget",
}
NOTS = {"inform": "Nej, det finns särskilda skäl att vänta", "communicate": "Nej, undantag enligt lagen"}


STALE = (
    "Någon annan har antecknat under tiden, eller så är bladet redan sparat. Inget sparades nu. "
    "Läs sidan Parter och öppna bladet på nytt."
)
# what is said apart with each choice
TAKES = {SHARED: ("withheld",), OWN: ("at", "way", "last_day", "withheld"), NOT: ("exempt", "why")}
UNUSED = "Det här hör inte till det du valde. Ändra valet, eller ta bort det du skrev."


def prefix(party: Party) -> str:
    """What the names of a party's fields begin with."""
    return f"p_{party.key.hex}"


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

    A party's fields bear that person's key: what is sent about somebody is never read as about somebody else, whatever
    has been noted since the sheet was opened. ``verb`` is ``inform``, ``communicate`` or ``serve``. ``rows`` gives, for the page, each party with its fields.
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
        for party in self.parties:
            self._add(party)

    def _add(self, party: Party) -> None:
        name, ways = prefix(party), [("", "Välj…"), *((str(way), way.label) for way in possible(party))]
        choices = [(SHARED, "Ja, som ovan"), (OWN, "Ja, en annan tid eller på ett annat sätt")]
        if self.verb in NOTS:
            choices.append((NOT, NOTS[self.verb]))
        choices.append((LATER, "Inte än"))
        self.fields[f"{name}_done"] = _choice("Gjort?", choices, radio=True)
        # when each got to know a decision cuts their right to appeal: nothing is taken for granted
        self.fields[f"{name}_done"].initial = None if self.verb == "serve" else SHARED
        self.fields[f"{name}_at"] = Moment("När", required=False)
        self.fields[f"{name}_way"] = _choice("Hur", ways, required=False)
        if self.verb == "communicate":
            self.fields[f"{name}_last_day"] = Day("Svar senast", required=False)
            exempt = [("", "Välj…"), *Exempt.choices()]
            said = "Återge dem inte. Var och en får allt annat som har betydelse (OSL 10 kap. 3 §)."
            self.fields[f"{name}_withheld"] = Prose(
                "Uppgifter som är utelämnade, och varför", said, most=MOST, required=False
            )
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
        for party in self.parties:
            own = [self[name] for name in self._own(party)]
            used = any(bound.errors or bound.value() not in (None, "") for bound in own)
            found.append(
                {
                    "party": party,
                    "done": self[f"{prefix(party)}_done"],
                    "own": own,
                    "used": used,
                    "reach": safe_way(party),
                }
            )
        return found

    def lines(self) -> list[Line]:
        """What was filled in, a line for each party that something was said of. Call it when the form is valid."""
        found = []
        for party in self.parties:
            name = prefix(party)
            if (done := self.cleaned_data[f"{name}_done"]) == LATER:
                continue
            said = self._said(f"{name}_", done)
            field = "" if done == SHARED else name
            if done != NOT:
                said["withheld"] = self.cleaned_data.get(f"{name}_withheld", "")
            found.append(Line(party=party.key, field=field, own=name, **said))
        return found

    def _said(self, name: str, done: str) -> dict[str, Any]:
        data = self.cleaned_data
        if done == NOT:
            exempt = data.get(f"{name}exempt")
            return {"exempt": Exempt(exempt) if exempt else None, "why": data.get(f"{name}why", "")}
        own = name if done == OWN else ""
        way = data.get(f"{own}way")
        # a last day that is not said apart is the others'; when and how are said apart
        last_day = data.get(f"{own}last_day") or data.get("last_day")
        return {"at": data.get(f"{own}at"), "way": Way(way) if way else None, "last_day": last_day}

    def _own(self, party: Party) -> list[str]:
        names = (f"{prefix(party)}_{name}" for name in ("at", "way", "last_day", "withheld", "exempt", "why"))
        return [name for name in names if name in self.fields]

    def clean(self) -> dict[str, Any]:
        """Nothing that was written is dropped, and what is said apart is said whole."""
        data = self.cleaned_data
        here = {f"{prefix(party)}_done" for party in self.parties}
        sent = {
            name: said for name, said in self.data.items() if name.startswith("p_") and name.endswith("_done")
        }
        if any(said != LATER for name, said in sent.items() if name not in here):
            raise forms.ValidationError(STALE)
        for party in self.parties:
            name = prefix(party)
            done = data.get(f"{name}_done")
            takes = TAKES.get(str(done), ())
            for field in self._own(party):
                if data.get(field) and done and not field.endswith(tuple(f"_{one}" for one in takes)):
                    self.add_error(field, UNUSED)
            if done == OWN and not data.get(f"{name}_at") and f"{name}_at" not in self.errors:
                self.add_error(f"{name}_at", "Skriv när det var för den här parten.")
            if done == OWN and not data.get(f"{name}_way") and f"{name}_way" not in self.errors:
                self.add_error(f"{name}_way", "Välj hur den här parten fick det.")
        return data


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


class AppealForm(forms.Form):
    """Ett överklagande: from which of the parties, or from somebody else who is then named."""

    received_at = Moment("När överklagandet kom in", missing="Skriv när det kom in.")
    note = Prose(
        "Anteckning",
        "Är det någon annan än parterna, skriv vem och hur hen berörs.",
        most=2_000,
        required=False,
    )

    def __init__(self, *args: Any, parties: Iterable[Party], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        who = [(str(one.key), f"{one.name} ({one.role.label.lower()})") for one in parties]
        chosen = _choice("Vem överklagar?", [*who, (OTHER, "Någon annan")], radio=True)
        self.fields = {"party": chosen, **self.fields}

    @property
    def party(self) -> UUID | None:
        """Who was chosen. Call it when the form is valid."""
        said = self.cleaned_data["party"]
        return None if said == OTHER else UUID(said)


class ConsentForm(forms.Form):
    """Ett samtycke: who, what, to what and how far, when."""

    kind = _choice("Vad säger parten?", [(kind.value, kind.label) for kind in CONSENTS], radio=True)
    subject = _choice(
        "Till vad",
        [("", "Något annat än en insats, till exempel att skolan kontaktas"), *ServiceCode.choices()],
        required=False,
    )
    at = Moment("När parten sade det")
    text = Prose(
        "Vad det gäller, och hur långt det räcker",
        "Till exempel: till och med våren, och att skolan kontaktas. Behövs inget samtycke från parten, skriv varför.",
        most=MOST,
    )

    def __init__(
        self,
        *args: Any,
        parties: Iterable[Party],
        given: Iterable[Noted],
        names: Mapping[UUID, str],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        who = [(str(one.key), f"{one.name} ({one.role.label.lower()})") for one in parties]
        self.fields = {"party": _choice("Vem", who, radio=True), **self.fields}
        held = [
            (str(one.pk), f"{names.get(one.party, 'Tidigare part')}, {swedish_day(one.at)}: {one.text[:80]}")
            for one in given
        ]
        if held:
            label = "Samtycket som tas tillbaka"
            self.fields["refers"] = _choice(label, [("", "Inget"), *held], required=False)

    @property
    def said(self) -> Kind:
        """What was chosen. Call it when the form is valid."""
        return Kind(self.cleaned_data["kind"])


class CorrectForm(forms.Form):
    """En anteckning som var fel."""

    text = Prose("Vad var fel?", "Skriv hur ni vet det. Det som stod går alltid att läsa.", most=MOST)
