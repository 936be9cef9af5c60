"""Prognosen prövad: on the demonstration's limits, month by month, beside plain ways and a kept survival library.

Everybody is asked the same questions with what was known at the time. The demonstration's municipality is invented: what it
says of the forecast is that the arithmetic works, not how people work.
"""

from __future__ import annotations

import warnings
from datetime import date, timedelta
from typing import Any

import numpy as np
import psycopg

from samtid.doors.cli import place
from samtid.doors.cli.cluster import Cluster, state_folder
from samtid.ground.kernel.flow.proof import AHEAD, BY_DAYS, BY_KIND, OPEN, OURS, RAW, Limits, prove
from samtid.ground.law.days import add_months, is_free

ASKED = """
select h.unit_id, c.rule, (c.started_at at time zone 'Europe/Stockholm')::date, (c.stopped_at at time zone 'Europe/Stockholm')::date,
  c.due_on from dossier_clock c cross join lateral (select h.unit_id from access_holding h
    where h.compartment_id = c.compartment_id order by h.valid_from desc, h.unit_id limit 1) h
where c.rule in (select rule from dossier_clock group by rule
  having percentile_disc(0.5) within group (order by due_on - (started_at at time zone 'Europe/Stockholm')::date) >= 3)
order by c.started_at, c.id"""


def history() -> tuple[Limits, date]:
    """The demonstration's limits, and the first day of their calendar."""
    server = Cluster(state_folder(place.PROJECT) / "postgres")
    with psycopg.connect(place.with_database(server.superuser_url, "samtid_demo")) as connection:
        rows = connection.execute(ASKED).fetchall()
    rules = sorted({row[1] for row in rows})
    first = min(row[2] for row in rows)
    days = [first + timedelta(days=day) for day in range((max(row[4] for row in rows) - first).days + 2)]

    def place_of(day: date | None) -> int:
        return OPEN if day is None else (day - first).days

    columns: list[list[int]] = [
        [row[0] for row in rows],
        [rules.index(row[1]) for row in rows],
        *([place_of(row[column]) for row in rows] for column in (2, 3, 4)),
    ]
    works = np.array([0.0 if is_free(day) else 1.0 for day in days])
    unit, kind, began, stopped, due = (np.array(column, np.int64) for column in columns)
    return Limits(unit, kind, began, stopped, due, works), first


def by_survival(limits: Limits, moments: list[int], until: int) -> dict[str, Any]:
    """What lifelines' Cox and Weibull AFT say to the same questions, in the same order."""
    import pandas
    from lifelines import CoxPHFitter, WeibullAFTFitter

    said: dict[str, list[Any]] = {"Cox": [], "AFT": []}
    for moment in moments:
        then = limits.known(moment)
        if not len(then.kind):
            continue
        past = then.past(moment)
        table = pandas.DataFrame({"t": np.maximum(past.days, 0.01), "e": past.is_done, "kind": past.kind})
        for one in np.unique(then.unit)[1:]:
            table[f"u{one}"] = (then.unit == one).astype(float)
        many = past.enough(int(then.kind.max()) + 1)
        fits = table[many[table.kind]]
        asked = (
            (then.stopped >= moment) & many[then.kind] & (then.due >= moment) & (then.due < moment + AHEAD)
        )
        asked &= then.due < until
        if not asked.any():
            continue
        rows = table[asked]
        done = np.maximum(past.days[asked], 0.0)
        dummies = pandas.get_dummies(table.kind, prefix="k", dtype=float)
        wide = pandas.concat([table.drop(columns="kind"), dummies.iloc[:, 1:]], axis=1)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            cox = CoxPHFitter(penalizer=0.1).fit(fits, "t", "e", strata=["kind"])
            aft = WeibullAFTFitter(penalizer=0.1).fit(wide.loc[fits.index], "t", "e")
            for name, model, given in (("Cox", cox, rows), ("AFT", aft, wide[asked])):
                for row, passed in zip(range(len(given)), done, strict=True):
                    times = [min(max(float(passed), 1e-6), 0.999), 1.0]
                    one = model.predict_survival_function(given.iloc[[row]], times=sorted(times)).iloc[:, 0]
                    now, end = float(one.loc[times[0]]), float(one.loc[1.0])
                    said[name].append(min(end / max(now, 1e-9), 1.0))
    return {name: np.array(values) for name, values in said.items()}


def main(full: bool) -> bool | None:
    """Prints the score of each way, and how what was said turned out; whether ours is best, None when nothing was measured."""
    try:
        limits, first = history()
    except Exception as missing:
        print(f"Demon finns inte ({type(missing).__name__}): kör make demo först.")
        return None
    now = (date.today() - first).days  # noqa: DTZ011 (the demonstration's own today)
    turns = [(add_months(date.today().replace(day=1), -back) - first).days for back in range(18, -1, -1)]  # noqa: DTZ011
    moments = [day for day in turns if 0 < day < now]
    proof, _ = prove(limits, moments, now)
    said = dict(proof.said)
    try:
        said |= by_survival(limits, moments, now)
    except ImportError:
        print("lifelines är inte installerad: make ready-bench")
    names = {OURS: "samtid", RAW: "flödet ensamt", BY_DAYS: "dagar kvar", BY_KIND: "historisk andel"}
    print(
        f"\n{len(limits.kind)} frister, {len(moments)} månadsskiften, {len(proof.broke)} frågor; {proof.broke.mean():.0%} brast.\n"
    )
    print(f"{'':18}{'Brier':>8}{'mot dagar kvar, nio av tio':>32}")
    scores = {}
    for name, values in said.items():
        if len(values) != len(proof.broke):
            print(f"{names.get(name, name):18}  svarade på andra frågor ({len(values)})")
            continue
        scores[name] = float(np.mean((values - proof.broke) ** 2))
        both = type(proof)(proof.broke, said, proof.on)
        low, high = both.surer(name, BY_DAYS)
        print(f"{names.get(name, name):18}{scores[name]:>8.4f}{low:>+20.4f} till {high:+.4f}")
    print("\nsade     brast    antal")
    for _, told, happened, count in proof.reliability(OURS):
        print(f"{told:>5.0%}{happened:>9.0%}{count:>9}")
    return scores[OURS] <= min(scores.values()) if len(scores) > 1 else None
