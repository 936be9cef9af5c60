"""The style guide's example form: one field of every kind. It is never saved."""

from __future__ import annotations

from django import forms

from samtid.base.look.fields import Day, Line, Prose

REPORTERS = [
    ("", "Välj…"),
    ("Skyldiga att anmäla", [("school", "Skola"), ("care", "Hälso- och sjukvård"), ("police", "Polis")]),
    ("Andra", [("relative", "Närstående"), ("neighbour", "Granne")]),
]
OUTCOMES = [("open", "Inled utredning"), ("close", "Inled inte utredning")]
CHOICE_HELP = {"open": "Då öppnas en utredning, och den ska vara klar inom fyra månader."}
NEEDS = [("interpreter", "Tolk"), ("lift", "Hiss eller ramp"), ("text", "Skriftlig information")]


class Example(forms.Form):
    """Ett exempel av varje fält."""

    reporter_name = Line(label="Anmälarens namn", required=False, most=120)
    reporter = forms.ChoiceField(label="Vem anmäler?", choices=REPORTERS)
    received = Day(label="Inkom")
    hours = forms.DecimalField(label="Timmar per vecka", decimal_places=1, max_digits=4, required=False)
    concern = Prose(
        label="Vad är du orolig för?", help_text="Skriv vad du själv har sett eller hört, och när."
    )
    outcome = forms.ChoiceField(label="Bedömning", widget=forms.RadioSelect, choices=OUTCOMES)
    needs = forms.MultipleChoiceField(
        label="Det här behövs vid mötet",
        widget=forms.CheckboxSelectMultiple,
        choices=NEEDS,
        required=False,
    )
    attachment = forms.FileField(label="Bilaga", required=False, help_text="PDF eller bild, högst 5 MB.")
    informed = forms.BooleanField(label="Vårdnadshavaren är informerad om anmälan", required=False)

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        self.fields["outcome"].choice_help = CHOICE_HELP  # type: ignore[attr-defined]
