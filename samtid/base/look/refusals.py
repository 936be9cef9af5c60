"""En vägran bredvid fältet: where each obstacle stands on a form that was sent."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from django import forms

from samtid.ground.reasons import NotYet, Obstacle
from samtid.ground.unnamed import ASKED


def beside(
    form: forms.Form, obstacles: Iterable[Obstacle], names: Mapping[str, str] | None = None
) -> list[Obstacle]:
    """Puts each obstacle beside its field; those that have none on this form are given back, to stand above it.

    ``names`` says where a rule's name of a field is another on the form.
    """
    elsewhere = []
    for obstacle in obstacles:
        name = (names or {}).get(obstacle.field, obstacle.field)
        if name in form.fields:
            form.add_error(name, str(obstacle))
        else:
            elsewhere.append(obstacle)
    return elsewhere


def on_form(
    form: forms.Form,
    obstacles: Iterable[Obstacle],
    names: Mapping[str, str] | None = None,
    *,
    with_law: bool = True,
) -> None:
    """The same for a form that says the rest itself, as errors of the whole. A citizen reads no paragraphs."""
    said = list(obstacles) if with_law else [Obstacle(one.text, field=one.field) for one in obstacles]
    for obstacle in beside(form, said, names):
        form.add_error(None, str(obstacle))


def asked_once(form: forms.Form, refusal: NotYet, *, with_law: bool = True) -> None:
    """The same for a form with a hidden ``insist``: what looked like a name is taken when it is sent again."""
    on_form(form, refusal.obstacles, with_law=with_law)
    form.data = form.data.copy()
    form.data["insist"] = "1" if any(ASKED in one.text for one in refusal.obstacles) else ""
