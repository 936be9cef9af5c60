"""Uppföljt i tid."""

from samtid.base.dossier.words import LocalClock

from ..words import Area, Better, Kind
from .shape import Indicator, kept_clocks

INDICATOR = Indicator(
    key="followed_up",
    name="Uppföljningar gjorda den dag som lovats",
    says="Hur stor del av de beslutade uppföljningarna som gjordes senast den dag som beslutet eller den förra "
    "uppföljningen lovade.",
    counted="Insatser som skulle följas upp under månaden",
    numerator="De som följdes upp i tid",
    denominator="Alla som skulle följas upp i månaden",
    area=Area.EFFECT,
    kind=Kind.SHARE,
    unit="%",
    rooms=("services", "followup", "dossier"),
    rows=kept_clocks(LocalClock.FOLLOW_UP),
    order=10,
    better=Better.HIGHER,
    law="SoL 5 kap. 2 §",
    is_open=True,
)
