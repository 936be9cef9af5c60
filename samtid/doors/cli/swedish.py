"""argparse på svenska: what the command line itself says, in the user's language.

argparse asks gettext for every sentence. A compiled catalogue is chosen by the environment's language, and the
users of this command are Swedish whatever their terminal says, so the sentences stand here.
"""

from __future__ import annotations

import argparse

SENTENCES = {
    "usage: ": "Så här: ",
    "positional arguments": "Kommandon och uppgifter",
    "options": "Tillägg",
    "show this help message and exit": "visa den här hjälpen",
    "argument %(argument_name)s: %(message)s": "%(argument_name)s: %(message)s",
    "argument %s: %s": "%s: %s",
    "unrecognized arguments: %s": "Känner inte igen: %s",
    "not allowed with argument %s": "går inte tillsammans med %s",
    "ignored explicit argument %r": "tar inget värde, men fick %r",
    "the following arguments are required: %s": "Det här behöver anges: %s",
    "one of the arguments %s is required": "En av de här behöver anges: %s",
    "expected one argument": "behöver ett värde",
    "expected at most one argument": "tar högst ett värde",
    "expected at least one argument": "behöver minst ett värde",
    "ambiguous option: %(option)s could match %(matches)s": "%(option)s kan betyda %(matches)s",
    "unexpected option string: %s": "%s går inte att ange här",
    "can't open '%(filename)s': %(error)s": "Det går inte att öppna '%(filename)s': %(error)s",
    "invalid choice: %(value)r (choose from %(choices)s)": "%(value)r finns inte. Välj bland: %(choices)s",
    "invalid choice: %(value)r, maybe you meant %(suggestion)r? (choose from %(choices)s)": (
        "%(value)r finns inte. Menade du %(suggestion)r? Välj bland: %(choices)s"
    ),
    "unknown parser %(parser_name)r (choices: %(choices)s)": (
        "%(parser_name)r finns inte. Välj bland: %(choices)s"
    ),
}
COUNTED = {"expected %s argument": ("behöver %s värde", "behöver %s värden")}
# What a value should have been, by the name of the function that reads it.
KINDS = {"int": "ett heltal", "float": "ett tal", "Path": "en sökväg", "fromisoformat": "en dag, ÅÅÅÅ-MM-DD"}
INVALID = "invalid %(type)s value: %(value)r"


class _Invalid(str):
    """The sentence about a value of the wrong kind; it names the kind in Swedish."""

    def __mod__(self, given: dict[str, object]) -> str:  # type: ignore[override]
        kind = KINDS.get(str(given["type"]))
        return f"{given['value']!r} är inte {kind}" if kind else f"{given['value']!r} går inte att läsa"


def _sentence(text: str) -> str:
    return _Invalid() if text == INVALID else SENTENCES.get(text, text)


def _counted(one: str, many: str, n: int) -> str:
    swedish = COUNTED.get(one, (one, many))
    return swedish[0] if n == 1 else swedish[1]


def speak() -> None:
    """Let argparse answer in Swedish from now on."""
    argparse._ = _sentence  # type: ignore[attr-defined]
    argparse.ngettext = _counted  # type: ignore[attr-defined]
