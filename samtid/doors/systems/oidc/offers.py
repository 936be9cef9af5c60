"""Vad inloggningen berättar: what was sent after the session had ended is kept as a draft, and read before it is sent."""

from __future__ import annotations

from samtid.base.dossier.drafts import INTERRUPTED as NAME
from samtid.ground.offers import DraftForm, Offers

INTERRUPTED = DraftForm(NAME, "Det du skrev när du loggades ut")

OFFERS = Offers(drafts=[INTERRUPTED])
