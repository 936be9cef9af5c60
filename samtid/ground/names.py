"""Namn: one form to search by, one to sort by, and when two are the same. Pure functions.

The database has the same two (``access.search_key`` and ``access.sv_key`` in ``base/people``), since it must search
and sort without asking; a test holds them together. No collation of the machine is trusted: ``C.UTF-8`` puts Ä
before Å and small letters after all capitals, and the database that comes along has no ICU.
"""

from __future__ import annotations

import re
import unicodedata

MARKS = re.compile("[\u0300-\u036f]")  # what NFD parts from its letter: rings, dots, accents
APOSTROPHES = "'\u2018\u2019\u201b\u02bc\u02bb`\u00b4\u2032\uff07"
UNSEEN = "\u00ad\u200b-\u200f\u2060\ufeff"  # soft hyphens and the like, inside what is pasted
DASHES = "\u2010\u2011\u2012\u2013\u2014\u2015\u2212"
BETWEEN = " \t\n\r\f\v\u00a0\u2000-\u200a\u202f\u3000,.;"  # between two words of a name
GONE = re.compile(f"[{APOSTROPHES}{UNSEEN}]")
# Letters that no decomposition makes plain. Large ones too: lower() in a database may know only ASCII.
PLAIN = str.maketrans("øæœłđðıßςØÆŒŁĐÐ", "oaoldd" + "isσ" + "OAOLDD")
# Swedish alphabet: å ä ö last, as they stand after z; æ is sorted as ä, ø as ö and ü as y.
LAST = str.maketrans("åäæöøüÅÄÆÖØÜ", "{||}}y{||}}y")
# Small words before a surname do not count when names are sorted: von Essen stands among E.
PARTICLES = "von|af|av|van|der|den|de|du|la|zu|di|da|dos|del|ten|ter"
PARTICLE = re.compile(f"^((?:(?:{PARTICLES}) )+)(.+)$")


def _bare(text: str) -> str:
    """Without accents, apostrophes and what is not seen; one kind of dash, single spaces."""
    parted = MARKS.sub("", unicodedata.normalize("NFD", text))
    parted = re.sub(f"[{DASHES}]", "-", GONE.sub("", parted)).translate(PLAIN)
    return re.sub(f"[{BETWEEN}]+", " ", parted).strip(" ")


def _lower(text: str) -> str:
    """Letter by letter, as the database does it."""
    return "".join(sign.lower() for sign in text)


def search_form(text: str) -> str:
    """The form that names are compared in: ``O’Brien`` and ``O'Brien`` are ``obrien``, ``Åsa`` is ``asa``."""
    return _lower(_bare(text)).translate(PLAIN)


def search_key(given: str, family: str) -> str:
    """What a person is found by: the name's form, with hyphens both as a space and as nothing."""
    form = search_form(f"{given} {family}")
    return form.replace("-", " ") + (f" {form.replace('-', '')}" if "-" in form else "")


def sought(wanted: str) -> list[str]:
    """The words of a search. Their order is nobody's concern: ``Nyström, Alva`` is Alva Nyström."""
    return search_form(wanted).replace("-", " ").split()


def order(name: str) -> str:
    """The key to sort by, compared code point by code point."""
    turned = PARTICLE.sub(r"\2 \1", unicodedata.normalize("NFC", name))
    placed = _lower(turned.translate(LAST)).translate(LAST)
    return _lower(_bare(placed)).translate(PLAIN).replace("-", " ")


def same(one: str, other: str) -> bool:
    """Are these the same name, however it is written and in whatever order?"""
    return sorted(sought(one)) == sorted(sought(other))
