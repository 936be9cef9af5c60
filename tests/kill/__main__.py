"""``python -m tests.kill --seconds 3600 --seed 7``: figures at the end, and code 1 when anything was lost."""

from __future__ import annotations

import argparse
import json
import random
import statistics
import sys
import tempfile
import threading
import time
from collections import Counter
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import psycopg

from .killer import Victim, interrupted, kill, lots
from .ledger import Kind, Ledger
from .people import Manager, Operator, Reporter, Typist, Worker, Writer
from .places import Places, prepared
from .truth import Judgement, judge, judge_queue
from .world import PATIENCE, World, a_world, end

SILENCE = 32.0  # seconds that the worker is left alive at the end: a dead one is missed after thirty
LEAST = 3  # killed, however little time a loaded machine has left
CLEARING = 150.0  # seconds for the last jobs, at most


@dataclass(slots=True)
class Course:
    """Förlopp: what was done to the world, and how long it was away."""

    kills: Counter[Victim] = field(default_factory=Counter)
    away: dict[Victim, list[float]] = field(default_factory=dict)
    moments: list[tuple[float, float]] = field(default_factory=list)  # up since, killed
    checks: int = 0


def main(argv: list[str] | None = None) -> int:
    """0 when every promise was kept, 1 when one was not."""
    parser = argparse.ArgumentParser(prog="python -m tests.kill", description=__doc__)
    parser.add_argument(
        "--seconds", type=float, default=60, help="how long people work and things are killed"
    )
    parser.add_argument("--within", type=float, default=0, help="shorten the work so that all ends by then")
    parser.add_argument("--seed", type=int, default=1, help="whom, when, and what is written")
    parser.add_argument("--json", action="store_true", help="the figures as one line")
    args = parser.parse_args(argv)
    begun = time.monotonic()
    # where the database's own account may enter
    with interrupted(), tempfile.TemporaryDirectory(prefix="samtid-kill-") as folder:
        Path(folder).chmod(0o755)
        with a_world(Path(folder) / "world") as world:
            ready = time.monotonic() - begun
            seconds = max(0.0, min(args.seconds, args.within - ready - 12)) if args.within else args.seconds
            ledger, course = Ledger(), Course()
            places = prepared(world)
            judgement = _work_and_kill(world, ledger, course, places, args.seed, seconds)
            if judgement.total:
                print((Path(folder) / "world" / "log").read_text()[-4000:], file=sys.stderr)
    told = _figures(ledger, course, judgement, seconds, ready, args.seed)
    print(json.dumps(told, ensure_ascii=False) if args.json else _as_text(told))
    for sentence in judgement.sentences[:50]:
        print(sentence, file=sys.stderr)
    return 1 if judgement.total else 0


def _work_and_kill(
    world: World, ledger: Ledger, course: Course, places: Places, seed: int, seconds: float
) -> Judgement:
    over = threading.Event()
    people: list[Worker] = [
        kind(f"{kind.__name__}-{number}", world, ledger, places, seed, over)
        for kind, many in ((Writer, 2), (Reporter, 2), (Manager, 1), (Typist, 1), (Operator, 1))
        for number in range(many)
    ]
    for one in people:
        one.start()
    begun = time.monotonic()
    chance = random.Random(f"{seed}:whom")
    worst = Judgement()
    up = begun
    for wait, victim in lots(seed):
        left = seconds - (time.monotonic() - begun)
        if left <= wait and course.kills.total() >= LEAST:
            time.sleep(max(0.0, left))
            break
        time.sleep(wait)
        if victim is Victim.WORKER and course.kills[victim] and left - wait < SILENCE:
            continue
        moment = time.monotonic()
        if kill(world, victim, chance):
            course.kills[victim] += 1
            course.moments.append((up, moment))
            time.sleep(0.2)
            course.away.setdefault(victim, []).append(world.wait_until_up())
            up = time.monotonic()
            found = _judged(world, ledger, places)
            course.checks += 1
            if found.total:
                worst = found
                break
    # on a loaded machine the time may be up before everybody has had an answer: that proves nothing
    until = time.monotonic() + PATIENCE
    while not all(ledger.acknowledged(kind) for kind in Kind) and time.monotonic() < until:
        if ledger.strange:
            break
        time.sleep(0.2)
    over.set()
    for one in people:
        one.join(60)
    world.wait_until_up()
    final = worst if worst.total else _judged(world, ledger, places)
    course.checks += 1
    return final if final.total else _cleared(world, ledger)


def _judged(world: World, ledger: Ledger, places: Places) -> Judgement:
    """The judgement; a database that was killed in the middle of the question is asked again."""
    for _ in range(20):
        with suppress(psycopg.OperationalError):
            return judge(world, ledger, places)
        world.wait_until_up()
    return judge(world, ledger, places)


def _cleared(world: World, ledger: Ledger) -> Judgement:
    """Lets the worker finish, takes it away, and looks at what is left in the queue."""
    until = time.monotonic() + CLEARING
    while time.monotonic() < until:
        with world.owner() as owner:
            left = owner.execute("select count(*) from queue.procrastinate_jobs").fetchone()
        if left == (0,):
            break
        # as an operator would: what is due, and what a dead worker left
        world.without_worker = True
        end(world.worker)
        world.samtid("worker", "--once").wait(CLEARING)
        time.sleep(1)
    return judge_queue(world, ledger)


def _lag(course: Course, ledger: Ledger) -> float:
    """Seconds that the kept draft was behind what had been typed, at most, when something was killed."""
    drafts = ledger.of(Kind.DRAFT)
    behind = [0.0]
    for up, moment in course.moments:
        late = [
            one.sent_at
            for one in drafts
            if one.sent_at <= moment and (one.answer is None or one.answered_at > moment)
        ]
        # what was typed while the server was away waits in the browser, and is not the killing's doing
        behind += [moment - max(min(late), up)] if late else []
    return max(behind)


def _figures(
    ledger: Ledger, course: Course, judgement: Judgement, seconds: float, ready: float, seed: int
) -> dict[str, Any]:
    kinds = {
        name: {"tryckta": pressed, "kvitterade": answered, "tryckta igen": again}
        for name, pressed, answered, again in ledger.figures()
    }
    return {
        "frö": seed,
        "sekunder": round(seconds),
        "uppstart": round(ready, 1),
        "handlingar": kinds,
        "dödade": {str(victim): count for victim, count in sorted(course.kills.items())},
        "borta, median s": {
            str(victim): round(statistics.median(times), 1) for victim, times in sorted(course.away.items())
        },
        "utkast efter, högst s": round(_lag(course, ledger), 2),
        "granskningar": course.checks,
        "förlorade": judgement.lost,
        "dubbla": judgement.doubled,
        "halva": judgement.half,
        "annat fel": judgement.other,
    }


def _as_text(told: dict[str, Any]) -> str:
    lines = [f"Frö {told['frö']}, {told['sekunder']} sekunder (uppstart {told['uppstart']} s)", ""]
    lines.append(f"{'':<16}{'tryckta':>9}{'kvitterade':>12}{'igen':>6}")
    for name, one in told["handlingar"].items():
        lines.append(f"{name:<16}{one['tryckta']:>9}{one['kvitterade']:>12}{one['tryckta igen']:>6}")
    lines += ["", f"{'dödade':<30}{'antal':>6}{'borta (median)':>16}"]
    for victim, count in told["dödade"].items():
        lines.append(f"{victim:<30}{count:>6}{told['borta, median s'].get(victim, 0.0):>14} s")
    lines.append("")
    for name in ("utkast efter, högst s", "granskningar", "förlorade", "dubbla", "halva", "annat fel"):
        lines.append(f"{name:<24}{told[name]:>8}")
    return "\n".join(lines)


if __name__ == "__main__":
    sys.exit(main())
