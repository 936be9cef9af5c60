"""Vad parterna berättar: the page in the file, the answers that are awaited, and what earlier rooms' verbs wait for."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from uuid import UUID

from samtid.base.access.viewing import seen_by
from samtid.base.dossier.offers import about as about_case
from samtid.base.dossier.words import LocalClock
from samtid.base.organisation.models import Staff
from samtid.ground.offers import DraftForm, File, FileRow, LogWords, Offers, OnClock, Way
from samtid.steps.decisions.offers import about as about_decision

from . import waiting
from .models import Deed

PAGE = "parties:case"


def about_deed(viewer: Staff, deeds: Collection[UUID]) -> Mapping[UUID, str]:
    """Whose case each note is in."""
    found = seen_by(viewer, Deed).filter(pk__in=deeds).select_related("case__dossier__person")
    return {one.pk: one.case.dossier.person.name for one in found}


# each sheet keeps what is written in it
DRAFTS = {
    verb: DraftForm(f"parties:{verb}", title, whose=whose)
    for verb, title, whose in (
        ("inform", "Information till parterna", about_case),
        ("communicate", "Kommunicering med parterna", about_case),
        ("consent", "Samtycke från en part", about_case),
        ("serve", "När parterna fick del av ett beslut", about_decision),
        ("appeal", "Vem som överklagar", about_decision),
        ("answer", "En parts svar", about_deed),
        ("correct", "Rättelse av en anteckning om en part", about_deed),
    )
}


def rows(file: File) -> Iterable[FileRow]:
    """The page of each case that somebody investigates."""
    for case in dict.fromkeys(one.case_id for one in file.of("investigations")):
        yield FileRow("Vägen hit", "Parter", PAGE, case, "informerade, hörda, samtycken och delgivna")


OFFERS = Offers(
    drafts=list(DRAFTS.values()),
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
