"""Vad man kan fylla i enligt LSS. Plain forms: they check what was typed and never save."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms

from samtid.base.look.fields import Day, Prose
from samtid.steps.investigations.forms import Sheet

from . import rules, words
from .models import GroupAssessment, Weighing

CHOOSE = ("", "Välj…")
NO_PLACE = "Det du skriver står i beslutsbrevet. Skriv aldrig var någon med skyddade uppgifter bor."


def _choice(
    label: str,
    choices: Iterable[tuple[str, str]],
    missing: str,
    help_text: str = "",
    *,
    required: bool = True,
) -> forms.ChoiceField:
    return forms.ChoiceField(
        label=label,
        choices=[CHOOSE, *choices],
        required=required,
        help_text=help_text,
        error_messages={"required": missing, "invalid_choice": "Det valet finns inte."},
    )


class GroupForm(Sheet):
    """Bedöm personkretsen."""

    depends = ("group", *(str(one) for one in words.Criterion))

    answer = _choice(
        "Hör personen till personkretsen?", words.Answer.choices(), "Välj vad bedömningen är. (LSS 1 §)"
    )
    group = _choice("Vilken punkt?", words.Group.choices(), "", required=False)

    def __init__(self, *args: Any, is_first: bool, has_decisions: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for one in words.Criterion:
            self.fields[str(one)] = _choice(one.label, words.Met.choices(), "", required=False)
        self.fields["reason"] = Prose(
            label="Skäl", missing="Skriv skälen till bedömningen. (FL 32 §)", most=8000, help_text=NO_PLACE
        )
        if not is_first:
            self.fields["why"] = Prose(
                label="Varför ändras bedömningen?", most=2000, missing="Skriv varför bedömningen ändras."
            )
        if has_decisions:
            self.fields["effect"] = Prose(
                label="Vad betyder det för besluten som vilar på den förra?",
                most=2000,
                missing="Skriv vad ändringen betyder för fattade beslut. (FL 37 §)",
                help_text="Ett beslut som gått personen emot ska kanske prövas på nytt. Ett gynnande beslut står i regel kvar.",
            )

    @property
    def criteria(self) -> list[str]:
        """The names of the fields of 1 § 3."""
        return [str(one) for one in words.Criterion]

    def assessed(self) -> rules.Assessed:
        """What was said, as values."""
        said = self.cleaned_data
        return rules.Assessed(
            answer=words.Answer(said["answer"]),
            group=words.Group(said["group"]) if said["group"] else None,
            criteria={name: said[name] for name in self.criteria if said[name]},
            reason=said["reason"],
            why=said.get("why", ""),
            effect=said.get("effect", ""),
        )

    @staticmethod
    def of(one: GroupAssessment | None) -> dict[str, Any]:
        """What stood, to begin a change with."""
        if one is None:
            return {}
        return {"answer": one.answer, "group": one.group, "reason": one.reason, **one.criteria}


class WeighForm(Sheet):
    """Pröva insatsen."""

    depends = ("unable", "need", "otherwise", "good_living", "sol_note")

    asked_by = _choice(
        "Vem begär insatsen?", words.AskedBy.choices(), "Välj vem som begär insatsen. (LSS 8 §)"
    )
    unable = Prose(
        label="Varför begär inte personen själv?",
        help_text="Behövs när någon annan begär för den som har fyllt 15 år: vad som visar att förmågan uppenbart saknas.",
        required=False,
        most=2000,
    )
    residence = _choice(
        "Vilken kommun ansvarar?",
        words.Residence.choices(),
        "Välj vad som gäller om bosättningen. (LSS 16–16 d §§)",
    )
    need = Prose(label="Vilket behov ska insatsen möta?", required=False, most=8000, help_text=NO_PLACE)
    otherwise = _choice("Tillgodoses behovet på annat sätt?", words.Otherwise.choices(), "", required=False)
    good_living = Prose(
        label="Goda levnadsvillkor",
        help_text="Vad personen behöver för att leva som andra, och varför insatsen ger eller inte ger det. Det är mer än skälig levnadsnivå.",
        required=False,
        most=8000,
    )

    def __init__(self, *args: Any, against: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if against:
            self.fields["sol_note"] = Prose(
                label="Stöd enligt socialtjänstlagen",
                help_text="Den som får avslag enligt LSS får sitt behov prövat också enligt SoL 11 kap. 1 §. Skriv vad det gav.",
                required=False,
                most=4000,
            )

    def weighed(self) -> rules.Weighed:
        """What was said, as values."""
        said = self.cleaned_data
        return rules.Weighed(
            asked_by=words.AskedBy(said["asked_by"]),
            unable=said["unable"],
            residence=words.Residence(said["residence"]),
            need=said["need"],
            otherwise=words.Otherwise(said["otherwise"]) if said["otherwise"] else None,
            good_living=said["good_living"],
            sol_note=said.get("sol_note", ""),
        )

    @staticmethod
    def of(one: Weighing | None) -> dict[str, Any]:
        """What was weighed last, to begin from."""
        names = ("asked_by", "unable", "residence", "need", "otherwise", "good_living", "sol_note")
        return {name: getattr(one, name) for name in names} if one else {}


class PlanForm(forms.Form):
    """Individuell plan."""

    kind = _choice("Vad hände?", words.PlanKind.choices(), "Välj vad som hände. (LSS 10 §)")
    on = Day(label="Dag", missing="Skriv vilken dag.")
    text = Prose(
        label="Anteckning",
        help_text="Vad planen säger, vad omprövningen gav, eller vad personen sade.",
        required=False,
        most=8000,
    )


class WrongForm(forms.Form):
    """En anteckning om planen var fel."""

    why = Prose(
        label="Vad var fel, och hur vet du det?",
        most=1000,
        missing="Skriv vad som var fel och hur du vet det.",
    )
