"""Ord om förbättring."""

from __future__ import annotations

from samtid.ground.words import Word
from samtid.quality.deviations.words import Step

__all__ = ["ENDED", "GOING_ON", "Effect", "Gains", "Origin", "State", "Step", "Turn"]


class Gains(Word):
    """Vem får det bättre: the two halves of the hundred."""

    STAFF = "staff", "Vi som arbetar här"
    CITIZENS = "citizens", "De vi är till för"


class Origin(Word):
    """Var det kom ifrån."""

    STEP = "step", "En sida i arbetet"
    OPEN = "open", "Öppna formuläret"
    WORKSHOP = "workshop", "Arbetsstuga"
    DEVIATION = "deviation", "Avvikelse"
    INQUIRY = "inquiry", "Enkät eller samtal"


class State(Word):
    """Var det står."""

    WAITING = "waiting", "Väntar på svar"
    PLANNED = "planned", "Ska göras"
    TRYING = "trying", "Provas"
    DONE = "done", "Infört"
    FAILED = "failed", "Prövat, fungerade inte"
    DECLINED = "declined", "Görs inte"
    MERGED = "merged", "Samma som ett annat"
    SPAM = "spam", "Skräp"


# what is decided about, and what goes on
GOING_ON = (State.PLANNED, State.TRYING)
ENDED = (State.DONE, State.FAILED, State.DECLINED)


class Turn(Word):
    """Händelse: one line of what became of it."""

    ANSWER = "answer", "Svar"
    PROGRESS = "progress", "Så långt har vi kommit"
    TRIAL = "trial", "Teamet provar"
    RESULT = "result", "Så gick det"
    MERGED = "merged", "Slogs ihop med ett annat"
    PARTED = "parted", "Skildes från ett annat"
    COMMENT = "comment", "Kommentar"
    MORE = "more", "Förslagsställaren skriver"
    APART = "apart", "Lades undan"
    BACK = "back", "Togs fram igen"


class Effect(Word):
    """Effekt: what the counts say. That it cannot be told yet is an answer."""

    BETTER = "better", "Bättre"
    SAME = "same", "Ingen skillnad"
    WORSE = "worse", "Sämre"
    UNTOLD = "untold", "Kan inte sägas än"
