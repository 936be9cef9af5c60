"""Räkna det som skrivs: a keyboard that counts what it is made to do, page by page."""

from __future__ import annotations

from dataclasses import dataclass, field

from playwright.sync_api import Page

from .keyboard import Keyboard

# Of the form that is sent: the questions that must be answered. A group of radio buttons is one.
REQUIRED = """() => {
  const form = document.activeElement?.closest("form[method=post]");
  if (!form) return 0;
  const groups = [...form.querySelectorAll("fieldset > legend")].filter(
    legend => legend.parentElement.querySelector("[type=radio]") && !legend.querySelector(".optional"));
  return form.querySelectorAll("[aria-required=true]").length + groups.length;
}"""


@dataclass(slots=True)
class Step:
    """Ett steg: the pages that were shown in it, and what was filled in on them.

    ``strokes`` are the characters written and one for each choice, box and button: not the way between the fields.
    """

    name: str
    pages: int = 0
    fields: int = 0
    required: int = 0
    strokes: int = 0


@dataclass(slots=True)
class Count:
    """Hela vägen, step by step."""

    steps: list[Step] = field(default_factory=list)

    @property
    def total(self) -> Step:
        return Step(
            "Summa",
            *(
                sum(getattr(one, name) for one in self.steps)
                for name in ("pages", "fields", "required", "strokes")
            ),
        )


class Counting(Keyboard):
    """Hands that count. ``begin`` names the step that what follows belongs to."""

    def __init__(self, page: Page) -> None:
        super().__init__(page)
        self.count = Count()

    def begin(self, step: str) -> None:
        """What follows is counted under this name; one that has been before goes on."""
        known = next((one for one in self.count.steps if one.name == step), None)
        if known is not None:
            self.count.steps.remove(known)
        self.count.steps.append(known or Step(step))

    @property
    def now(self) -> Step:
        return self.count.steps[-1]

    def enter(self) -> None:
        """A press, and the page that it leads to."""
        self.now.required += self.page.evaluate(REQUIRED)
        super().enter()
        self.now.pages += 1
        self.now.strokes += 1

    def write(self, label: str, text: str) -> None:
        super().write(label, text)
        self._filled(len(text))

    def choose(self, label: str, option: str) -> None:
        super().choose(label, option)
        self._filled(1)

    def pick(self, group: str, option: str) -> None:
        super().pick(group, option)
        self._filled(1)

    def tick(self, label: str) -> None:
        super().tick(label)
        self._filled(1)

    def _filled(self, strokes: int) -> None:
        self.now.fields += 1
        self.now.strokes += strokes
