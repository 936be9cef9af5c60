"""Raderna om fler barn, in the reception's form and in the open one."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import QueryDict

from samtid.base.look.fields import Prose
from samtid.base.people.rules import Said, age_said, read_line
from samtid.ground import clock
from samtid.ground.law.days import swedish_day

from .receiving import About

MOST_CHILDREN = 30  # reports from one sending; what is beyond is kept as text


def children_in(lines: str) -> list[Said]:
    """What each line says. Of those that name somebody no more than ``MOST_CHILDREN`` are told apart from text."""
    on = swedish_day(clock.now())
    found, named = [], 0
    for said in (read_line(line, on=on) for line in lines.splitlines() if line.strip()):
        named += said.is_clear
        found.append(Said(said.line, rest=said.line) if said.is_clear and named > MOST_CHILDREN else said)
    return found


def each_child(first: About, found: str | list[Said]) -> tuple[About, ...]:
    """The first child and one more for each line that names one, at the same address as the first."""
    said = children_in(found) if isinstance(found, str) else found
    return (
        first,
        *(About(one.name, one.number, first.address, age=one.age[:60]) for one in said if one.is_clear),
    )


class OtherChildren(forms.Form):
    """Fler barn, one on each line: each gets a report of their own, and no line is dropped.

    A line that names nobody ("4 barn till") is pointed out once. Sent again as it stands it is kept as text.
    """

    other_children = Prose(
        "Fler barn",
        "Ett barn per rad, gärna med ålder eller personnummer: Max Berg, 9 år. Varje barn får en egen anmälan med "
        "samma text.",
        required=False,
        most=4000,
    )
    kept_as_text = Prose(required=False, widget=forms.HiddenInput, most=4000)

    def clean_other_children(self) -> list[Said]:
        """What each line says; the question is asked once for each set of lines."""
        found = children_in(self.cleaned_data["other_children"])
        unread = [one.line for one in found if not one.is_clear]
        asked = " | ".join(unread)
        if unread and self.data.get(self.add_prefix("kept_as_text"), "") != asked:
            put_in(self, "kept_as_text", asked)
            raise forms.ValidationError(_pointed_out(unread, len(found) - len(unread)))
        return found

    def with_lines(self, text: str) -> str:
        """The text, with the lines that say more than a name, a number and an age below it as they were written."""
        more = [one.line for one in self.cleaned_data["other_children"] if one.rest]
        return f"{text}\n\nFler barn, som det skrevs:\n" + "\n".join(more) if more else text


class AtHomeForm(OtherChildren):
    """Barnen i en vuxens hem: a report for each, or why not."""

    text = Prose(
        "Det som sägs i anmälan",
        "Barnets handläggare läser det. Ta bort det som inte behövs för att skydda barnet.",
        required=False,
        most=8000,
    )
    reason = Prose(
        "Varför behövs ingen anmälan?",
        "Bara om du inte anmäler. Till exempel: barnen är vuxna, eller anmälan är redan gjord.",
        required=False,
        most=500,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["other_children"].label = "Barnen i hemmet"
        self.fields["other_children"].help_text = (
            "Ett barn per rad, gärna med ålder eller personnummer: Max Berg, 9 år. Vet du inte vad de heter, lämna tomt: "
            "då görs en anmälan utan namn."
        )

    def children(self, address: str) -> tuple[About, ...]:
        """One for each line that names a child."""
        return each_child(About(address=address), self.cleaned_data["other_children"])[1:]


def _pointed_out(unread: list[str], named: int) -> str:
    quoted = ", ".join(f"”{line[:60]}”" for line in unread[:3]) + (" med flera" if len(unread) > 3 else "")
    if named >= MOST_CHILDREN:
        return (
            f"Högst {MOST_CHILDREN} barn får egna anmälningar på en gång. Skickar du igen sparas {quoted} som text "
            "i anmälan."
        )
    return (
        f"Vi ser inget namn i {quoted}. Skriv ett barn per rad, till exempel Max Berg, 9 år. Vet du inte mer, skicka "
        "igen ändå: raden sparas då som text i anmälan."
    )


def put_in(form: forms.Form, name: str, value: str) -> None:
    """Put ``value`` in a field of a bound form, so that the page shown again holds it."""
    data = QueryDict(mutable=True)
    data.update(form.data)
    data[form.add_prefix(name)] = value
    form.data = data


def about(name: str, number: str, **more: str) -> About:
    """Whom it is about: an age among the name or where a number is asked for is an age."""
    on = swedish_day(clock.now())
    said = read_line(name, on=on) if any(sign.isdigit() for sign in name) else Said(name, name)
    age = age_said(number, on=on)
    if said.is_clear and not said.rest:
        name, age = said.name, age or said.age
        number = number or said.number
    return About(name, "" if age_said(number, on=on) else number, age=age[:60], **more)
