"""Vad parterna berättar: the page in the file, the answers that are awaited, and what earlier rooms' verbs wait for."""

from __future__ import annotations

from collections.abc import Iterable

from samtid.base.dossier.words import LocalClock
from samtid.ground.offers import File, FileRow, LogWords, Offers, OnClock, Way

from . import waiting

PAGE = "parties:case"


def rows(file: File) -> Iterable[FileRow]:
    """The page of each case that somebody investigates."""
    for case in dict.fromkeys(one.case_id for one in file.of("investigations")):
        yield FileRow("Vägen hit", "Parter", PAGE, case, "informerade, hörda, samtycken och delgivna")


OFFERS = Offers(
    clocks=[
        OnClock(
            str(LocalClock.PARTY_ANSWER),
            "Skriv svaret, eller att inget kom",
            "parties:answer",
        )
    ],
    log=[LogWords("parties", "Parterna i ärendet", "För att du och andra parter ska få veta och få svara")],
    way=Way(rows=rows),
    before={
        "investigations.inform_affected": waiting.before_informing,
        "investigations.communicate": waiting.before_communicating,
        "decisions.decide": waiting.before_deciding,
        "decisions.sign": waiting.before_signing,
        "decisions.notify": waiting.before_notifying,
        "decisions.note_final": waiting.before_final,
        "decisions.receive_appeal": waiting.before_appealing,
        "decisions.correct_notice": waiting.before_correcting_notice,
        "investigations.correct_informed": waiting.before_correcting_informed,
        "investigations.answer": waiting.before_answering,
    },
)
