"""Skyddsbedömning i tid."""

from samtid.ground.law import children

from ..words import Area, Better, Kind
from .shape import Indicator, kept_clocks

INDICATOR = Indicator(
    key="protection_in_time",
    name="Skyddsbedömningar gjorda i tid",
    says="Hur stor del av de omedelbara skyddsbedömningarna som gjordes senast den dag lagen kräver. "
    "Den som inte är gjord räknas som sen.",
    counted="Anmälningar om barn vars skyddsbedömning skulle vara gjord under månaden",
    numerator="De vars bedömning gjordes i tid",
    denominator="Alla vars sista dag föll i månaden",
    area=Area.WAITING,
    kind=Kind.SHARE,
    unit="%",
    rooms=("intake", "dossier"),
    rows=kept_clocks(children.PROTECTION_ASSESSMENT.id),
    order=10,
    better=Better.HIGHER,
    law="SoL 20 kap. 1 §",
    is_open=True,
)
