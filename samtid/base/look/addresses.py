"""Adressen till en sida med ett namn, found once for each name and kind of key and then only filled in.

A list has an address in every row, and Django finds each anew among all the program's patterns.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache, partial
from typing import Any
from uuid import UUID

from django.urls import NoReverseMatch, get_script_prefix, get_urlconf, reverse

# Keys that no address holds by itself; each is put where a key of its kind will stand.
UUIDS = [UUID(int=0xA11CE0DD5EED << 80 | n) for n in range(4)]
NUMBERS = [918_273_645_000 + n for n in range(4)]


def address(name: str, *args: Any, **kwargs: Any) -> str:
    """As ``reverse``."""
    return _address(get_urlconf(), get_script_prefix(), name, *args, **kwargs)


def here() -> Callable[..., str]:
    """``address`` for one page, which asks only once where the program lies."""
    return partial(_address, get_urlconf(), get_script_prefix())


def _address(urlconf: str | None, prefix: str, name: str, *args: Any, **kwargs: Any) -> str:
    if kwargs or len(args) > len(UUIDS) or not all(_is_plain(one) for one in args):
        if not kwargs and all(type(one) is str for one in args):
            return _spelt(name, args, urlconf, prefix)
        return reverse(name, args=args or None, kwargs=kwargs or None)
    kinds = tuple(type(one) is UUID for one in args)
    try:
        pieces = _pieces(name, kinds, urlconf, prefix)
    except NoReverseMatch:  # perhaps it takes no number as large as the one that stands in
        return reverse(name, args=args or None)
    if not args:
        return pieces[0]
    if len(args) == 1:
        return f"{pieces[0]}{args[0]}{pieces[1]}"
    return "".join([pieces[0], *(f"{one}{after}" for one, after in zip(args, pieces[1:], strict=True))])


def _is_plain(key: object) -> bool:
    return type(key) is UUID or (type(key) is int and key >= 0)


@lru_cache(maxsize=2_000)
def _spelt(name: str, words: tuple[str, ...], urlconf: str | None, prefix: str) -> str:
    """An address with a word in it: a rule's name, a need."""
    return reverse(name, args=words, urlconf=urlconf)


@lru_cache(maxsize=2_000)
def _pieces(name: str, kinds: tuple[bool, ...], urlconf: str | None, prefix: str) -> list[str]:
    """What stands before, between and after the keys. Another prefix or urlconf is another address."""
    stand_in = [UUIDS[n] if is_uuid else NUMBERS[n] for n, is_uuid in enumerate(kinds)]
    rest = reverse(name, args=stand_in or None, urlconf=urlconf)
    pieces = []
    for one in stand_in:
        before, _, rest = rest.partition(str(one))
        pieces.append(before)
    return [*pieces, rest]
