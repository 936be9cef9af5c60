"""Återkoppling till anmälaren i tid."""

from samtid.ground.law import children

from ..words import Area, Better, Kind
from .shape import Indicator, kept_clocks

INDICATOR = Indicator(
    key="feedback_in_time",
    name="Anmälare som fick återkoppling i tid",
    says="Hur stor del av dem som har rätt att få veta om utredning inletts som fick det i tid.",
    counted="Anmälningar där återkopplingen skulle vara gjord under månaden",
    numerator="De där anmälaren fick svar i tid",
    denominator="Alla vars sista dag föll i månaden",
    area=Area.WAITING,
    kind=Kind.SHARE,
    unit="%",
    rooms=("intake", "dossier"),
    rows=kept_clocks(children.FEEDBACK_TO_REPORTER.id),
    order=40,
    better=Better.HIGHER,
    law="SoL 19 kap. 6 §",
    is_open=True,
)
