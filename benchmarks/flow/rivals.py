"""Sida vid sida: the same unit in our kernel, in SimPy and in Ciw, in one run on one core.

The model is one that all three can say: two kinds of matter, the first goes before the other; what comes follows the
weekday; how long it takes is drawn from a table of quantiles; so many may be under way. An event is a matter that
comes, is begun or is done; all three are counted in the same way. Processor time, after compilation.
"""

from __future__ import annotations

import random
import time
from collections.abc import Callable, Iterator
from itertools import pairwise
from typing import Any

import numpy as np

from samtid.ground.kernel.flow import Unit, simulate

DAYS, STAFF, SLOTS, SEED = 364, 6, 8, 20261130
WEEKDAY = (1.4, 1.2, 1.1, 1.1, 1.0, 0.3, 0.3)
DAILY = (0.75, 0.55)
Told = tuple[float, list[float], list[float], int]  # seconds, queue at the end, breaches, events


def the_unit() -> Unit:
    """The unit that is played: about nine tenths of its room is used."""
    rate = np.array([[share * WEEKDAY[day % 7] / 0.914 for day in range(DAYS)] for share in DAILY])
    grid = np.linspace(0.0005, 0.9995, 201)
    from samtid.ground.kernel.flow.fit import normal_quantile

    work = np.stack([np.exp(2.6 + 0.6 * normal_quantile(grid)), np.exp(3.85 + 0.5 * normal_quantile(grid))])
    return Unit(
        capacity=np.ones((STAFF, DAYS)),
        slots=np.full(STAFF, SLOTS, np.int64),
        rate=rate,
        work=work[None],
        priority=np.array([0, 1]),
        limit=np.array([30.0, 90.0]),
    )


def ours(unit: Unit, runs: int) -> Told:
    """Our kernel."""
    simulate(unit, 1, 1)  # compiled before the clock starts
    begun = time.process_time()
    told = simulate(unit, runs, SEED)
    used = time.process_time() - begun
    return (
        used,
        told.waiting[:, :, -1].sum(axis=1).tolist(),
        told.late.sum(axis=(1, 2)).tolist(),
        told.events,
    )


def drawn(unit: Unit, kind: int, chance: random.Random) -> float:
    """How long one takes: from the table, as ours does."""
    table = TABLES[kind]
    place = chance.random() * (len(table) - 1)
    low = int(place)
    return table[low] + (place - low) * (table[low + 1] - table[low])


TABLES = the_unit().work[0].tolist()


def gaps(unit: Unit, kind: int, chance: random.Random) -> Iterator[float]:
    """The moments when they come: by inversion, as ours does."""
    rates, day, used, left = unit.rate[kind].tolist(), 0, 0.0, chance.expovariate(1.0)
    while day < DAYS:
        if rates[day] - used >= left:
            used += left
            left = chance.expovariate(1.0)
            yield day + used / rates[day]
        else:
            left -= rates[day] - used
            day, used = day + 1, 0.0


def with_simpy(unit: Unit, runs: int) -> Told:
    """SimPy, as its own guide writes it: a process for each matter and a resource with priorities."""
    import simpy

    limit = unit.limit.tolist()
    queues, breaches, events = [], [], 0
    begun = time.process_time()
    for run in range(runs):
        chance = random.Random(SEED + run)
        world = simpy.Environment()
        people = simpy.PriorityResource(world, STAFF * SLOTS)
        late = 0

        def matter(kind: int) -> Iterator[Any]:
            nonlocal late, events
            due = int(world.now) + 1 + limit[kind]  # noqa: B023
            events += 1
            with people.request(priority=kind) as place:  # noqa: B023
                yield place
                events += 1
                yield world.timeout(drawn(unit, kind, chance))  # noqa: B023
            events += 1
            late += world.now > due  # noqa: B023
            open_now.pop(id_of[due, kind].pop())  # noqa: B023

        open_now: dict[int, float] = {}
        id_of: dict[tuple[float, int], list[int]] = {}

        def source(kind: int) -> Iterator[Any]:
            for count, moment in enumerate(gaps(unit, kind, chance)):  # noqa: B023
                yield world.timeout(moment - world.now)  # noqa: B023
                due = int(moment) + 1 + limit[kind]
                open_now[2 * count + kind] = due  # noqa: B023
                id_of.setdefault((due, kind), []).append(2 * count + kind)  # noqa: B023
                world.process(matter(kind))  # noqa: B023

        for kind in range(2):
            world.process(source(kind))
        world.run(until=DAYS)
        queues.append(float(len(people.queue)))
        breaches.append(float(late + sum(due <= DAYS for due in open_now.values())))
    return time.process_time() - begun, queues, breaches, events


def with_ciw(unit: Unit, runs: int) -> Told:
    """Ciw: one node, two classes of customers with priorities."""
    import ciw

    limit = unit.limit.tolist()

    class Comes(ciw.dists.Distribution):  # type: ignore[misc]
        def __init__(self, kind: int, chance: random.Random) -> None:
            moments = [0.0, *gaps(unit, kind, chance)]
            # it copies what it is given, so a list and not a generator
            self.left = [after - before for before, after in pairwise(moments)][::-1]

        def sample(self, t: float | None = None, ind: Any = None) -> float:
            return self.left.pop() if self.left else float("inf")

    class Takes(ciw.dists.Distribution):  # type: ignore[misc]
        def __init__(self, kind: int, chance: random.Random) -> None:
            self.kind, self.chance = kind, chance

        def sample(self, t: float | None = None, ind: Any = None) -> float:
            return drawn(unit, self.kind, self.chance)

    queues, breaches, events = [], [], 0
    begun = time.process_time()
    for run in range(runs):
        # one for each, since it copies them
        chances = [random.Random(f"{SEED} {run} {use}") for use in range(4)]
        network = ciw.create_network(
            arrival_distributions={f"k{kind}": [Comes(kind, chances[kind])] for kind in range(2)},
            service_distributions={f"k{kind}": [Takes(kind, chances[2 + kind])] for kind in range(2)},
            number_of_servers=[STAFF * SLOTS],
            priority_classes={"k0": 0, "k1": 1},
        )
        world = ciw.Simulation(network)
        world.simulate_until_max_time(DAYS)
        late = 0
        done = world.get_all_records()
        for one in done:
            late += one.exit_date > int(one.arrival_date) + 1 + limit[int(one.customer_class[1])]
        here = world.nodes[1]
        begun_now = [one for one in here.all_individuals if one.server]
        still = [
            int(one.arrival_date) + 1 + limit[int(one.customer_class[1])] for one in here.all_individuals
        ]
        late += sum(due <= DAYS for due in still)
        events += 3 * len(done) + len(still) + len(begun_now)
        queues.append(float(len(still) - len(begun_now)))
        breaches.append(float(late))
    return time.process_time() - begun, queues, breaches, events


def mean_of(values: list[float]) -> tuple[float, float]:
    """The mean, and how far its 95 per cent interval reaches."""
    return float(np.mean(values)), float(1.96 * np.std(values, ddof=1) / len(values) ** 0.5)


def main(full: bool) -> bool | None:
    """Prints the table; whether all gave the same answer and ours was fifty times SimPy, None without SimPy."""
    unit = the_unit()
    many = 400 if full else 150
    parts: list[tuple[str, Callable[[Unit, int], Told], int]] = [
        ("samtid", ours, 20 * many),
        ("SimPy", with_simpy, many),
        ("Ciw", with_ciw, many),
    ]
    print(f"En enhet i {DAYS} dagar, {STAFF} handläggare med {SLOTS} ärenden var, två slag, prioritet.\n")
    print(
        f"{'':8}{'körningar':>10}{'händelser':>12}{'CPU-s':>8}{'händelser/s':>14}{'kö i slutet':>18}{'brutna frister':>20}"
    )
    speeds, answers = {}, {}
    for name, play, runs in parts:
        try:
            used, queues, breaches, events = play(unit, runs)
        except ImportError:
            print(f"{name:8}  inte installerad: make ready-bench")
            continue
        (queue, queue_reach), (late, late_reach) = mean_of(queues), mean_of(breaches)
        speeds[name], answers[name] = events / used, ((queue, queue_reach), (late, late_reach))
        print(
            f"{name:8}{runs:>10}{events:>12}{used:>8.2f}{events / used:>14,.0f}"
            f"{queue:>11.2f} ±{queue_reach:<5.2f}{late:>13.2f} ±{late_reach:<5.2f}"
        )
    good = True
    for name in ("SimPy", "Ciw"):
        if name in answers:
            same = all(
                abs(a - b) <= 1.5 * (x**2 + y**2) ** 0.5
                for (a, x), (b, y) in zip(answers["samtid"], answers[name], strict=True)
            )
            times = speeds["samtid"] / speeds[name]
            print(
                f"\n{name}: {times:.0f} gånger så många händelser i sekunden; "
                f"{'samma svar inom intervallet' if same else 'INTE samma svar'}",
                end="",
            )
            good = good and same and (name != "SimPy" or times >= 50)
    print()
    return good if "SimPy" in answers else None
