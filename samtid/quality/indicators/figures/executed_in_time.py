"""Beslut verkställda i tid."""

from samtid.ground.law import quality

from ..words import Area, Better, Kind
from .shape import Indicator, kept_clocks

INDICATOR = Indicator(
    key="executed_in_time",
    name="Beslut som blev av inom tre månader",
    says="Hur stor del av de beviljade besluten som hade börjat verkställas när tre månader gått från beslutsdagen eller "
    "från ett avbrott. De som inte hade det rapporteras till IVO.",
    counted="Gynnande beslut vars tre månader gick ut under månaden",
    numerator="De som var verkställda i tid",
    denominator="Alla vars tre månader gick ut i månaden",
    area=Area.CARRIED_OUT,
    kind=Kind.SHARE,
    unit="%",
    rooms=("decisions", "services", "dossier"),
    rows=kept_clocks(quality.NOT_CARRIED_OUT.id),
    order=10,
    better=Better.HIGHER,
    law="SoL 34 kap. 1 §",
    is_open=True,
)
