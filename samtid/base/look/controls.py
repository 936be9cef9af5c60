"""How a Django form field becomes a control on the page: what kind, which value, which choices."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

from django import forms
from django.forms import BoundField

from samtid.base.look import swedish
from samtid.ground.dates import DAY_HELP

DATE_HELP = DAY_HELP
DATETIME_HELP = "Till exempel 2026-12-03 09:30. Skriv nu om det är nu."
TIME_HELP = "Till exempel 9.30."
# Browsers draw these in their own language, so we let people type them as text.
TYPED = (forms.IntegerField, forms.DateField, forms.DateTimeField, forms.TimeField)


@dataclass(frozen=True, slots=True)
class Option:
    """One choice of a list, a radio group or a group of check boxes."""

    id: str
    value: str
    label: str
    chosen: bool
    group: str
    help: str = ""


@dataclass(frozen=True, slots=True)
class Control:
    """What the ``field`` macro needs to know to draw a form field.

    ``kind`` is text, textarea, select, radio, checks, check, file or hidden; ``type`` the HTML input type.
    """

    kind: str
    type: str
    id: str
    name: str
    value: str
    checked: bool
    multiple: bool
    options: tuple[Option, ...]
    attributes: tuple[tuple[str, str], ...]
    help: str
    errors: tuple[str, ...]
    required: bool
    disabled: bool
    described_by: str
    width: str
    needed: str = ""  # what it is needed for, where it may wait: not to be called optional
    most: int | None = None  # how many characters fit, for the script that counts

    @property
    def grouped(self) -> bool:
        """Several inputs under one question, so that the question is a legend and not a label."""
        return self.kind in ("radio", "checks")


def control(bound: BoundField, help: str = "") -> Control:
    """Read a bound field as a control. ``help`` replaces the field's own help text."""
    widget = bound.field.widget
    kind = _kind(widget)
    identity = bound.auto_id or f"id_{bound.html_name}"
    said = help or str(bound.help_text or "") or _format_help(bound.field)
    errors = tuple(str(error) for error in bound.errors)
    drawn = widget.get_context(bound.html_name, bound.value(), {"id": identity})["widget"]
    most = getattr(bound.field, "most", None) if kind in ("text", "textarea") else None
    described = [f"{identity}-help"] * bool(said) + [f"{identity}-error"] * bool(errors)
    return Control(
        kind=kind,
        type=_type(bound.field, widget),
        id=identity,
        name=bound.html_name,
        value=_as_text(bound.value()) if kind in ("text", "textarea", "hidden") else "",
        checked=kind == "check" and bool(drawn["attrs"].get("checked")),
        multiple=bool(getattr(widget, "allow_multiple_selected", False)),
        options=tuple(_options(drawn.get("optgroups", ()), identity, _helps(bound.field))),
        attributes=tuple(_attributes(drawn["attrs"], bound.field)),
        help=said,
        errors=errors,
        required=bound.field.required,
        disabled=bound.field.disabled,
        described_by=" ".join(described),
        width="short" if isinstance(bound.field, TYPED) else "",
        needed=getattr(bound.field, "needed", ""),
        most=most,
    )


def _kind(widget: forms.Widget) -> str:
    for kind, widgets in (
        ("hidden", forms.HiddenInput),
        ("checks", forms.CheckboxSelectMultiple),
        ("radio", forms.RadioSelect),
        ("select", forms.Select),
        ("check", forms.CheckboxInput),
        ("file", forms.FileInput),
        ("textarea", forms.Textarea),
    ):
        if isinstance(widget, widgets):
            return kind
    return "text"


def _type(field: forms.Field, widget: forms.Widget) -> str:
    return "text" if isinstance(field, TYPED) else str(getattr(widget, "input_type", None) or "text")


def _format_help(field: forms.Field) -> str:
    if isinstance(field, forms.DateTimeField):
        return DATETIME_HELP
    if isinstance(field, forms.DateField):
        return DATE_HELP
    return TIME_HELP if isinstance(field, forms.TimeField) else ""


def _as_text(value: Any) -> str:
    match value:
        case None:
            return ""
        case datetime():
            return swedish.moment(value)
        case date():
            return swedish.day(value)
        case time():
            return f"{value:%H:%M}"
        case _:
            return str(value)


def _attributes(given: dict[str, Any], field: forms.Field) -> Iterable[tuple[str, str]]:
    """The widget's own attributes, without those the macro sets and without inline style or script."""
    ours = [
        "id",
        "class",
        "checked",
        "required",
        "disabled",
        "style",
        "rows",
        "cols",
        "aria-describedby",
        "aria-invalid",
        "maxlength",  # would cut a pasted text without a word
        "minlength",
    ]
    for name, value in given.items():
        if name in ours or name.startswith("on") or value is None or value is False:
            continue
        yield name, "" if value is True else str(value)
    if isinstance(field, forms.IntegerField) and "inputmode" not in given:
        whole = not isinstance(field, forms.DecimalField | forms.FloatField)
        yield "inputmode", "numeric" if whole else "decimal"
    if isinstance(field, TYPED) and "autocomplete" not in given:
        yield "autocomplete", "off"


def _helps(field: forms.Field) -> dict[str, str]:
    """An explanation for each choice, if the form class gave ``field.choice_help``."""
    return {str(value): text for value, text in getattr(field, "choice_help", {}).items()}


def _options(groups: Iterable[Any], identity: str, helps: dict[str, str]) -> Iterable[Option]:
    count = 0
    for group, members, _ in groups:
        for member in members:
            value = str(member["value"])
            yield Option(
                id=f"{identity}_{count}",
                value=value,
                label=str(member["label"]),
                chosen=bool(member["selected"]),
                group=str(group or ""),
                help=helps.get(value, ""),
            )
            count += 1
