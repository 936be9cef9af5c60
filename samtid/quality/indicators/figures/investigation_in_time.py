"""Utredning i tid."""

from samtid.ground.law import children

from ..words import Area, Better, Kind
from .shape import Indicator, kept_clocks

INDICATOR = Indicator(
    key="investigation_in_time",
    name="Barnutredningar klara inom fyra månader",
    says="Hur stor del av utredningarna om barn som avslutades i tid. En utredning som har förlängts räknas mot den "
    "förlängda dagen. Den som pågår efter sin sista dag räknas som sen.",
    counted="Utredningar om barn vars sista dag föll i månaden",
    numerator="De som avslutades i tid",
    denominator="Alla vars sista dag föll i månaden",
    area=Area.WAITING,
    kind=Kind.SHARE,
    unit="%",
    rooms=("investigations", "dossier"),
    rows=kept_clocks(children.INVESTIGATION.id),
    order=30,
    better=Better.HIGHER,
    law="SoL 20 kap. 3 §",
    kolada=("U33401",),
    is_open=True,
)
