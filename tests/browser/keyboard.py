"""Tangentbordet: a person who has no mouse. Everything is found with Tab, by the name a screen reader would say."""

from __future__ import annotations

import os
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from typing import Any

from playwright.sync_api import Page

MOST_TABS = 220  # more stops than any page has
SHOTS = os.environ.get("SAMTID_SHOTS", "")  # a folder to keep pictures of every page in, to look at

# What can be told of the focused element that the accessibility tree does not say.
LOOK = """() => {
  const element = document.activeElement;
  if (!element || element === document.body) return {fault: "", group: ""};
  const box = element.getBoundingClientRect();
  const ring = part => { const {outlineStyle, outlineWidth} = getComputedStyle(part);
    return outlineStyle !== "none" && parseFloat(outlineWidth) >= 2; };
  // a box and its words are drawn round together; the way past the menu is there only while it has the focus
  const around = element.matches("[type=radio], [type=checkbox]") ? element.closest(".ds-field") : null;
  const drawn = ring(element) || (around !== null && ring(around)) || element.matches(".ds-skip-link");
  const seen = box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth;
  const legend = element.closest("fieldset")?.querySelector("legend");
  const fault = [seen ? "" : "out of sight: ", drawn ? "" : "nothing drawn: "].join("");
  return {fault: fault && fault + element.outerHTML.slice(0, 160), group: legend ? legend.innerText : ""};
}"""


@dataclass(frozen=True)
class Focus:
    """What has the keyboard: role, name, value and description, as the browser tells assistive technology."""

    role: str
    name: str
    value: str
    description: str
    invalid: bool
    checked: bool
    group: str


class Keyboard:
    """Hands on the keyboard of one page. Never a pointer, never a field reached but by Tab."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.tools = page.context.new_cdp_session(page)
        self.unseen: list[str] = []
        self.numbers = count(1)

    def focus(self) -> Focus:
        """What has the focus now. Remembers whatever could not be seen to have it."""
        look = self.page.evaluate(LOOK)
        if look["fault"] and look["fault"] not in self.unseen:
            self.unseen.append(look["fault"])
        found = self.tools.send("Runtime.evaluate", {"expression": "document.activeElement"})["result"]
        nodes = self.tools.send(
            "Accessibility.getPartialAXTree", {"objectId": found["objectId"], "fetchRelatives": False}
        )["nodes"]
        node: dict[str, Any] = nodes[0] if nodes else {}
        properties = {one["name"]: one["value"].get("value") for one in node.get("properties", [])}
        return Focus(
            role=_value(node, "role"),
            name=" ".join(_value(node, "name").split()),
            value=_value(node, "value"),
            description=_value(node, "description"),
            invalid=properties.get("invalid") not in (None, "false", False),
            checked=properties.get("checked") in ("true", True),
            group=" ".join(look["group"].split()),
        )

    def tab_to(self, name: str, role: str = "", *, group: str = "", back: bool = False) -> Focus:
        """Press Tab until something with this name (or one that begins with it) has the focus."""
        passed = []
        for _ in range(MOST_TABS):
            self.page.keyboard.press("Shift+Tab" if back else "Tab")
            now = self.focus()
            if now.role == "none" and not now.name:
                continue  # the page is only just there, or the round goes by way of the browser's own buttons
            passed.append(f"{now.role} {now.name}")
            if now.name.startswith(name) and role in ("", now.role) and now.group.startswith(group):
                return now
            if passed.count(passed[0]) > 1 and len(passed) > 2 * passed.index(passed[0], 1):
                break  # twice round the page
        stops = list(dict.fromkeys(passed))
        raise AssertionError(f"{role} {name!r} cannot be reached at {self.page.url}. There are: {stops}")

    def press(self, name: str, role: str = "") -> None:
        """Go to a link or a button and press it; the next page has come when this returns."""
        self.tab_to(name, role)
        self.enter()

    def enter(self) -> None:
        """Press Enter on what has the focus, and wait for the page it leads to."""
        # not expect_navigation: that is content with what a script writes in the history of the page one leaves
        with self.page.expect_event("load"):
            self.page.keyboard.press("Enter")
        self.shoot()

    def write(self, label: str, text: str) -> None:
        """Go to a field and write in it, in the place of what stands there."""
        self.tab_to(label)
        self.page.keyboard.press("Control+a")
        self.page.keyboard.type(text)

    def choose(self, label: str, option: str) -> None:
        """Choose from a list, with the arrows."""
        now = self.tab_to(label)
        assert now.role in ("combobox", "listbox"), now
        self.page.keyboard.press("Home")
        seen = []
        for _ in range(MOST_TABS):
            now = self.focus()
            seen.append(now.value)
            if now.value.startswith(option):
                return
            self.page.keyboard.press("ArrowDown")
        raise AssertionError(f"{option!r} is not among {list(dict.fromkeys(seen))}")

    def pick(self, group: str, option: str) -> None:
        """Choose among radio buttons: Tab into the group, then the arrows."""
        now = self.tab_to("", "radio", group=group)
        seen = [now.name]
        while not now.name.startswith(option):
            self.page.keyboard.press("ArrowDown")
            now = self.focus()
            assert now.name not in seen, f"{option!r} is not among {seen}"
            seen.append(now.name)
        if not now.checked:
            self.page.keyboard.press("Space")

    def tick(self, label: str) -> None:
        """Tick a box."""
        self.tab_to(label, "checkbox")
        self.page.keyboard.press("Space")

    def shoot(self) -> None:
        """Keep a picture of the page, when somebody has asked for it."""
        if SHOTS:
            name = self.page.url.split("/")[3] or "start"
            place = Path(SHOTS) / f"{next(self.numbers):02}-{name}.png"
            self.page.screenshot(path=place, full_page=True)


def _value(node: dict[str, Any], name: str) -> str:
    return str(node.get(name, {}).get("value", "") or "")
