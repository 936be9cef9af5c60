"""Vem släpps in? Pure rules over what the provider said; the signature is checked before this (``provider.py``)."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from samtid.ground.reasons import Obstacle

from .words import HIGH_ENOUGH, Assurance

LEEWAY = 60  # seconds that two clocks may differ
LOGOUT_EVENT = "http://schemas.openid.net/event/backchannel-logout"
LOGOUT_HEARD = 3600  # seconds after which a logout token is too old, whatever it says itself
LOGOUT_TYPES = (
    "logout+jwt",
    "application/logout+jwt",
    "JWT",
)  # what a provider may call it; nothing is the last
LEVEL_LAW = "SoLPuL 10 §"
DIGITS = re.compile(r"\A(?:\d{2})?(\d{6})[-+]?(\d{4})\Z")


@dataclass(frozen=True, slots=True)
class Demand:
    """What we asked for, and so what the answer must hold. ``most_seconds`` is the oldest accepted log-in (0: any)."""

    issuer: str
    client: str
    nonce: str
    levels: Collection[str]
    most_seconds: int = 0


def obstacles_to_believing(said: Mapping[str, Any], asked: Demand, now: float) -> list[Obstacle]:
    """Why the identity token is not for us, not from them, or not from now (OpenID Connect Core 3.1.3.7).

    ``now`` is seconds since 1970. The sentences are for the one who logs in, so they name no value.
    """
    wrong: list[Obstacle] = []
    if said.get("iss") != asked.issuer:
        wrong.append(Obstacle("Svaret kom från någon annan än kommunens inloggningstjänst."))
    if not _is_for_us(said, asked.client):
        wrong.append(Obstacle("Svaret var avsett för ett annat system."))
    if not asked.nonce or said.get("nonce") != asked.nonce:
        wrong.append(Obstacle("Svaret hör inte ihop med den här inloggningen."))
    if not _is_current(said, now):
        wrong.append(Obstacle("Inloggningen har gått ut. Börja om."))
    if asked.most_seconds and not _is_recent(said.get("auth_time"), now, asked.most_seconds):
        wrong.append(Obstacle("Det var för länge sedan du legitimerade dig. Börja om."))
    if not isinstance(said.get("sub"), str) or not said["sub"]:
        wrong.append(Obstacle("Inloggningstjänsten sade inte vem du är."))
    return wrong


def obstacles_to_level(said: Mapping[str, Any], accepted: Collection[str]) -> list[Obstacle]:
    """Case work demands tillitsnivå 3; a missing or unknown level is too low."""
    level = said.get("acr")
    if isinstance(level, str) and level in accepted and level in HIGH_ENOUGH:
        return []
    known = {str(word): word.label for word in Assurance}
    was = f" Du kom in med {known[level]}." if isinstance(level, str) and level in known else ""
    return [
        Obstacle(f"Du behöver logga in med e-legitimation på tillitsnivå 3 eller högre.{was}", law=LEVEL_LAW)
    ]


def obstacles_to_linking(issuer: str, subject: str) -> list[Obstacle]:
    """An identity is linked under the provider's own name for it, never under a personal number."""
    wrong: list[Obstacle] = []
    if not issuer.startswith("https://"):
        wrong.append(Obstacle("Utgivaren ska vara en adress som börjar med https://."))
    return wrong + obstacles_to_subject(subject)


def obstacles_to_subject(subject: str) -> list[Obstacle]:
    """What the provider calls a person: a name of its own making, and not too long a one."""
    wrong: list[Obstacle] = []
    if not subject.strip() or len(subject) > 255:
        wrong.append(Obstacle("Identiteten ska ha 1–255 tecken."))
    if is_personal_number(subject):
        wrong.append(
            Obstacle("Identiteten är ett personnummer. Låt inloggningstjänsten lämna en annan beteckning.")
        )
    return wrong


def is_personal_number(text: str) -> bool:
    """A real date (samordningsnummer: day + 60) with a right check digit (lag 1991:481, 18 §)."""
    found = DIGITS.match(text.strip())
    if not found:
        return False
    digits = found[1] + found[2]
    year, month, day = int(digits[:2]), int(digits[2:4]), int(digits[4:6])
    try:
        date(
            2000 + year, month, day - 60 if day > 60 else day
        )  # 2000 is a leap year: no century refuses 29 Feb.
    except ValueError:
        return False
    doubled = (int(digit) * (2 - place % 2) for place, digit in enumerate(digits))
    return sum(number // 10 + number % 10 for number in doubled) % 10 == 0


def obstacles_to_logging_out(said: Mapping[str, Any], issuer: str, client: str, now: float) -> list[str]:
    """Why a logout token is not for us, not from them, or not from now (OpenID Connect Back-Channel Logout 1.0, 2.4–2.6).

    For the operator's log and nobody else: the provider is told no more than that it was not accepted.
    """
    wrong = ["issuer"] if said.get("iss") != issuer else []
    wrong += [] if _is_for_us(said, client) else ["audience"]
    wrong += [] if _is_current(said, now) and now - said["iat"] < LOGOUT_HEARD else ["time"]
    if not isinstance(said.get("jti"), str) or not 0 < len(said["jti"]) <= 255:
        wrong.append("jti")
    events = said.get("events")
    if not isinstance(events, dict) or not isinstance(events.get(LOGOUT_EVENT), dict):
        wrong.append("events")
    if "nonce" in said:  # then it is an identity token, which says that somebody is logged in
        wrong.append("nonce")
    named = [said[name] for name in ("sub", "sid") if name in said]
    if not named or not all(isinstance(one, str) and 0 < len(one) <= 255 for one in named):
        wrong.append("nobody named")
    return wrong


def session_of(said: Mapping[str, Any]) -> str:
    """What the provider calls this log-in of theirs, if it says (Back-Channel Logout 1.0, 2.1)."""
    sid = said.get("sid")
    return sid if isinstance(sid, str) and 0 < len(sid) <= 255 else ""


def auth_time(said: Mapping[str, Any]) -> float:
    """When they showed who they are, in seconds since 1970; 0, which is too long ago, when that was not said."""
    moment = said.get("auth_time")
    return float(moment) if _is_number(moment) else 0.0  # type: ignore[arg-type]


def _is_for_us(said: Mapping[str, Any], client: str) -> bool:
    audience = said.get("aud")
    names = audience if isinstance(audience, list) else [audience]
    if client not in names:
        return False
    # several audiences: the one it was made for must be named, and be us
    return said.get("azp") == client if len(names) > 1 else said.get("azp", client) == client


def _is_current(said: Mapping[str, Any], now: float) -> bool:
    until, since, earliest = said.get("exp"), said.get("iat"), said.get("nbf", 0)
    if not all(_is_number(moment) for moment in (until, since, earliest)):
        return False
    return bool(now - LEEWAY < until and since < now + LEEWAY and earliest < now + LEEWAY)  # type: ignore[operator]


def _is_recent(moment: Any, now: float, most: int) -> bool:
    return _is_number(moment) and now - moment <= most + LEEWAY and moment <= now + LEEWAY


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)
