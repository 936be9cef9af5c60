"""Vad man kan fylla i om vård utan samtycke: one form per step, with what that step must say."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms

from samtid.base.look.fields import Day, Line, Prose

from . import rules
from .models import TrackStep
from .words import Content, Decider, EndReason, Kind

CHOOSE = ("", "Välj…")
HELP = {
    str(Content.CIRCUMSTANCES): "Det konkreta som har hänt och som grunden vilar på.",
    str(Content.RELATIONS): "Barnets relationer och nätverk.",
    str(Content.HEALTH): "Hur barnet mår och utvecklas, med andra och i skolan.",
    str(Content.EARLIER): "Vad som har prövats förut, och hur det gick.",
    str(Content.CARE): "Vilken vård, med vilket mål, och hur den ska ges.",
    str(Content.INFORMED): "Vad barnet och vårdnadshavarna har fått veta, när och hur.",
    str(Content.VIEWS): "Vad barnet och vårdnadshavarna tycker.",
}
NO_PLACE = (
    "Skriv aldrig var barnet är: texten läses av alla med nyckel till ärendet, och lämnas ut med journalen."
)

ASKS_NO_PLACE = (Kind.SECRET, Kind.AT_HOME, Kind.LAPSE_SEEN, Kind.BEGUN)


class StepForm(forms.Form):
    """Ett steg."""

    on = Day(label="Dag", missing="Skriv vilken dag.")

    def __init__(
        self, *args: Any, kind: Kind, today: date, applied_on: date | None, no_place: bool, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.kind = kind
        spec, law = rules.SPECS[kind], rules.SPECS[kind].citation(today)
        is_courts, has_chair = spec.deciders == (Decider.COURT,), Decider.CHAIR in spec.deciders
        has_name = has_chair or Decider.DELEGATE in spec.deciders
        if is_courts:
            missing = f"Skriv domstolen och målnumret. ({law})"
            self.fields["ref"] = Line(label="Domstol och målnummer", most=120, missing=missing)
        elif spec.deciders:
            self.fields["decider"] = _choice(
                "Vem beslutade?",
                [(str(one), one.label) for one in spec.deciders],
                "Välj vem som beslutade.",
                law,
            )
            self.fields["ref"] = Line(
                label="Protokoll eller målnummer" if Decider.COURT in spec.deciders else "Protokoll",
                required=not has_name,
                most=120,
                missing=f"Skriv protokollets beteckning. ({law})",
                help_text="Till exempel SN AU 2026-11-18 § 212."
                + (" Behövs inte när ordföranden har beslutat." if has_chair else "")
                + (" Behövs inte när en delegat har beslutat." if Decider.DELEGATE in spec.deciders else ""),
            )
        if has_name:
            text = "Behövs när hen har beslutat."
            label = "Ordförandens eller ledamotens namn" if has_chair else "Delegatens namn och befattning"
            self.fields["who"] = Line(label=label, required=False, most=120, help_text=text)
        if kind is Kind.CUSTODY:
            text = "Behövs när ordföranden har beslutat: då anmäls beslutet."
            self.fields["until"] = Day(label="Nämndens nästa sammanträde", required=False, help_text=text)
        elif spec.until:
            self.fields["until"] = Day(
                label=spec.until, missing=f"Skriv till vilken dag rätten har gett längre tid. ({law})"
            )
        if spec.ground:
            reached = applied_on if kind is Kind.JUDGED else None
            offered = [
                (str(one), f"{one.label}, {rules.ground_citation(one, today, reached)}")
                for one in rules.grounds_on(today, reached)
            ]
            self.fields["ground"] = _choice("Grund", offered, "Välj grunden.", law)
        if kind is Kind.APPLIED:
            for one in Content:
                missing = f"{one.label} saknas i ansökan. ({law})"
                self.fields[str(one)] = Prose(
                    label=one.label, most=8000, help_text=HELP[str(one)], missing=missing
                )
            missing = f"Vårdplanen ska följa med. Skriv vilken dag den är från. ({law})"
            self.fields["plan_on"] = Day(label="Vårdplanen är från", missing=missing)
        if kind is Kind.ENDED:
            self.fields["reason"] = _choice(
                "Varför upphör det?", EndReason.choices(), "Välj varför det upphör.", law
            )
        self.fields["text"] = Prose(
            label="Vad som beslutades eller gjordes" if spec.text else "Anteckning",
            required=bool(spec.text),
            most=8000,
            missing=f"{spec.text} ({law})",
            help_text=" ".join(
                part for part in (spec.text, NO_PLACE if no_place or kind in ASKS_NO_PLACE else "") if part
            ),
        )

    @property
    def contents(self) -> list[str]:
        """The names of the application's own fields, in the order of the law."""
        return [str(one) for one in Content] if self.kind is Kind.APPLIED else []

    def written(self) -> rules.Written:
        """The step as the action takes it."""
        said = self.cleaned_data
        court = rules.SPECS[self.kind].deciders == (Decider.COURT,)
        return rules.Written(
            kind=self.kind,
            on=said["on"],
            decider=str(Decider.COURT) if court else said.get("decider", ""),
            ref=said.get("ref", ""),
            who=said.get("who", ""),
            ground=said.get("ground", ""),
            until=said.get("until"),
            reason=said.get("reason", ""),
            text=said["text"],
            content={name: said[name] for name in self.contents},
            plan_on=said.get("plan_on"),
        )

    @staticmethod
    def of(step: TrackStep) -> dict[str, Any]:
        """What a step said, to begin a correction with."""
        return {
            "on": step.happened_on,
            "decider": step.decider,
            "ref": step.ref,
            "who": step.who,
            "ground": step.ground,
            "until": step.until,
            "reason": step.reason,
            "text": step.text,
            "plan_on": step.plan_on,
            **step.content,
        }


class CorrectForm(StepForm):
    """Hur steget verkligen var."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["why"] = _why()


def _choice(label: str, choices: list[tuple[str, str]], missing: str, law: str) -> forms.ChoiceField:
    said = f"{missing} ({law})"
    return forms.ChoiceField(
        label=label, choices=[CHOOSE, *choices], error_messages={"required": said, "invalid_choice": said}
    )


def _why(label: str = "Vad var fel, och hur vet du det?") -> Prose:
    return Prose(label=label, most=1000, missing="Skriv vad som var fel och hur du vet det.")


class WhyForm(forms.Form):
    """Något var skrivet av misstag."""

    why = _why()


class AnnulForm(forms.Form):
    """Spåret gällde fel barn."""

    why = Prose(
        label="Vad blev fel, och vem gällde det?",
        most=1000,
        missing="Skriv vad som blev fel och vem det gällde.",
    )
