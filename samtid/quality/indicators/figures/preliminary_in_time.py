"""Förhandsbedömning i tid."""

from samtid.ground.law import children

from ..words import Area, Better, Kind
from .shape import Indicator, kept_clocks

INDICATOR = Indicator(
    key="preliminary_in_time",
    name="Förhandsbedömningar klara inom fjorton dagar",
    says="Hur stor del av anmälningarna som fick ett beslut om att inleda eller inte inleda utredning inom den lagliga "
    "tiden. Den som inte är klar räknas som sen.",
    counted="Anmälningar vars fjorton dagar gick ut under månaden",
    numerator="De där beslutet var fattat i tid",
    denominator="Alla vars sista dag föll i månaden",
    area=Area.WAITING,
    kind=Kind.SHARE,
    unit="%",
    rooms=("intake", "dossier"),
    rows=kept_clocks(children.PRELIMINARY_ASSESSMENT.id),
    order=20,
    better=Better.HIGHER,
    law="SoL 20 kap. 2 §",
    is_open=True,
)
