"""Kön av det som kommit in."""

from ..words import Area, Better, Kind
from .shape import Indicator, month_ends

INDICATOR = Indicator(
    key="queue_days",
    name="Hur länge de öppna anmälningarna och ansökningarna väntat",
    says="Hur många dagar det som kommit in och ännu inte fått ett beslut hade väntat den sista dagen i månaden. Fångar dem "
    "som inte har fått något besked, och som därför inte syns i väntetiderna.",
    counted="Anmälningar, ansökningar och frågor, knutna till en person, som stod öppna när månaden slutade",
    numerator="Dagar från att de kom in",
    denominator="Öppna anmälningar, ansökningar och frågor",
    area=Area.LOAD,
    kind=Kind.MEDIAN,
    unit="dagar",
    rooms=("intake",),
    rows=month_ends(
        "r.compartment_id, r.person_id, e.day, null::numeric, null::numeric, (e.day - r.came)::numeric",
        """select r.compartment_id, d.person_id, (r.received_at at time zone 'Europe/Stockholm')::date as came
        from intake_report r
          join dossier_case k on k.id = r.case_id join dossier_dossier d on d.id = k.dossier_id
        where r.received_at < e.night and (r.closed_at is null or r.closed_at >= e.night)""",
    ),
    order=10,
    better=Better.LOWER,
    is_open=True,
)
