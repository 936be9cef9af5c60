"""Timefold, from the jar files of its Python package, with the Java model of ``timefold_model.py``.

Java and not the package's Python API, which translates Python to bytecode and is said to be discontinued: the rival
should not be held back by its wrapper (the API was therefore not measured). The virtual machine starts, compiles the
model and searches for ``WARM`` seconds before the timed seconds begin.

Two set-ups were tried, with the same moves and annealing, 10 s from the greedy start. The one that is here (the whole
day's clock in a score calculator) gave 682 to 714 on 100_04 and 499 to 504 on 050_04. Constraint streams over start
times that cascade along each route, with a price on what a pair misses its gap by, lost: at twice the price of travel 795 and
598; on 100_04 at 0.3 times it a deadlock, and with the gap as a hard rule 2031. For the one that is here, on 100_04, with
an easy calculator that read every route anew: late acceptance of 400 gave 779 (with the default moves 901), of 5000
1177; annealing from 2 minutes 706, from 5 682, from 10 693, from 20 694; from 5 minutes without k-opt 710, and
without the filter on skills 686 (495 on 050_04, but 1443 instead of 1390 on 200_02); from 10 minutes with moves of
parts of routes 743, and with ruin and recreate too 753. On 200_02 reading only changed routes gave 1294 and 1327,
from 3 minutes 1339, from 8 1394, with a smaller share of k-opt 1310 and 1350. The machine was not idle.
"""

from __future__ import annotations

import importlib.util
import os
import shutil
import subprocess
import tempfile
from pathlib import Path

import numpy as np

from benchmarks.plan.rivals_judge import SCALE, Orders, greedy, whole
from benchmarks.plan.timefold_model import JAVA
from samtid.ground.kernel.plan import Problem

LIMITS = "inga begränsningar i modellen; sista versionen på PyPI, utan den betalda versionens närhetsurval"
WARM = 3.0  # seconds of search before the timed ones, so that the virtual machine has compiled what is hot
HEAT = 5.0  # the first temperature, in minutes of cost
THIRDS = 300  # weights, which may be thirds, times this are whole
ONE_THREAD = ("-XX:+UseSerialGC", "-XX:ActiveProcessorCount=1", "-Xmx2g")
NO_PARTS = ("logback", "-test", "-tests", "junit", "mockito", "assertj")  # logging to the screen, and tests


def missing() -> str:
    """Why Timefold cannot run here, in Swedish; empty when it can."""
    if importlib.util.find_spec("timefold") is None:
        return "paketet timefold är inte installerat"
    java = shutil.which("java")
    if java is None:
        return "java finns inte (Timefold behöver JDK 17 eller senare)"
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / "Try.java"
        source.write_text(
            "class Try { public static void main(String[] a) { Object x = 1; if (x instanceof Integer i) ; } }"
        )
        tried = subprocess.run([java, str(source)], capture_output=True, text=True)
    if tried.returncode:
        return "java här kan inte kompilera (JRE i stället för JDK, eller äldre än 17)"
    return ""


def timefold(p: Problem, seconds: float) -> Orders:
    """Simulated annealing from the greedy start, in a virtual machine of its own."""
    found = importlib.util.find_spec("timefold")
    assert found and found.submodule_search_locations
    jars = Path(next(iter(found.submodule_search_locations))) / "solver" / "jars"
    path = os.pathsep.join(
        str(x) for x in sorted(jars.glob("*.jar")) if not any(part in x.name for part in NO_PARTS)
    )
    heat = f"2hard/{round(HEAT * SCALE * THIRDS)}soft"
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / "Rival.java"
        source.write_text(JAVA, "utf-8")
        run = subprocess.run(
            [
                "java",
                *ONE_THREAD,
                "-cp",
                path,
                str(source),
                str(round(1000 * WARM)),
                str(round(1000 * seconds)),
                heat,
            ],
            input=_text(p),
            capture_output=True,
            text=True,
            timeout=3 * seconds + 300,
        )
    if run.returncode:
        raise RuntimeError(run.stderr.strip().splitlines()[-1] if run.stderr.strip() else "java avbröts")
    return {k: [int(x) for x in line.split()] for k, line in enumerate(run.stdout.splitlines())}


def _text(p: Problem) -> str:
    """The problem and the first plan as whole numbers in the order the model reads them."""
    first = greedy(p)
    far = p.travel[0]
    weights = (p.weights.travel, p.weights.tardiness, p.weights.worst_tardiness)
    rows = [
        np.array([p.n_services, p.n_staff, len(p.links), *(round(THIRDS * w) for w in weights)]),
        whole(np.column_stack([p.windows[:, 0], p.duration])),
        np.column_stack([p.links, whole(p.gaps)]),
        whole(far[np.ix_(p.place, p.place)]),
        whole(far[np.ix_(p.start_place, p.place)]),
        whole(far[np.ix_(p.place, p.end_place)].T),
        p.allowed.T.astype(np.int64),
        *(np.array([len(first[k]), *first[k]]) for k in range(p.n_staff)),
    ]
    return " ".join(str(x) for row in rows for x in row.ravel().tolist())
