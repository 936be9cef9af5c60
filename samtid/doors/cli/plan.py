"""``samtid plan``: solve, check and measure plans of visits. Knows no Django."""

from __future__ import annotations

import argparse
import json
import os
import sys
import time
from pathlib import Path

from samtid.doors.cli import Refused
from samtid.doors.cli import plan_formats as formats
from samtid.doors.cli import plan_solutions as solutions
from samtid.ground.kernel.plan.problem import HARD, BadProblem
from samtid.ground.kernel.plan.result import Plan
from samtid.ground.kernel.plan.schedule import weight_of

SECONDS = 10.0  # of search, unless something else is asked for
INTERRUPTED = 130  # the exit code of what Ctrl-C ended
SUMMARY = "Lös, granska och mät planer för besök."


def add(parser: argparse.ArgumentParser) -> None:
    """The three sub-commands and their options."""
    commands = parser.add_subparsers(
        dest="action", metavar="åtgärd", required=True, parser_class=type(parser)
    )
    solve = commands.add_parser("solve", help="Lös en instans och skriv planen till en fil.")
    solve.add_argument("instance", type=Path, metavar="INSTANS")
    solve.add_argument(
        "--seconds", type=positive, default=SECONDS, help="söktid i sekunder, utan kompilering (10)"
    )
    solve.add_argument(
        "--iterations", type=whole, default=0, help="högst så många försök (gör körningen upprepbar)"
    )
    solve.add_argument("--seed", type=whole, default=1, help="slumpfrö (1)")
    solve.add_argument(
        "--threads",
        type=natural,
        default=1,
        help="antal sökningar som utbyter planer (1); --iterations gäller var och en",
    )
    solve.add_argument(
        "--format", choices=sorted(formats.FORMS), help="filens form; hittas annars av sig själv"
    )
    solve.add_argument("--out", type=Path, required=True, metavar="LÖSNING.json")
    check = commands.add_parser("check", help="Granska en lösning och visa varje kostnadspost.")
    check.add_argument("instance", type=Path, metavar="INSTANS")
    check.add_argument("solution", type=Path, metavar="LÖSNING")
    check.add_argument("--format", choices=sorted(formats.FORMS), help="instansens form")
    check.add_argument("--why", metavar="BESÖK", help="förklara varför ett besök ligger där det ligger")
    bench = commands.add_parser("bench", help="Mät en hel mapp mot bästa kända värden.")
    bench.add_argument("folder", type=Path, metavar="MAPP")
    bench.add_argument("--seconds", type=positive, default=10.0)
    bench.add_argument("--seeds", type=natural, default=3)
    bench.add_argument("--jobs", type=natural, default=1)
    bench.add_argument("--only", default="", help="bara instanser vars namn innehåller texten")
    bench.add_argument(
        "--clock", choices=("wall", "cpu"), default="wall", help="vilken klocka sekunderna gäller"
    )
    bench.add_argument(
        "--plans", type=Path, metavar="MAPP", help="skriv varje plan hit, som INSTANS.FRÖ.json"
    )
    bench.add_argument("--stop-at-known", action="store_true", help="sluta när bästa kända värde är nått")
    bench.add_argument("--out", type=Path, metavar="TABELL.csv")


def positive(text: str) -> float:
    """A number of seconds."""
    value = float(text.replace(",", "."))
    if not 0 < value <= 86_400:
        raise argparse.ArgumentTypeError(f"{text} är ingen rimlig tid i sekunder")
    return value


def whole(text: str) -> int:
    """A whole number that is not negative."""
    value = int(text)
    if value < 0:
        raise argparse.ArgumentTypeError(f"{text} är negativt")
    return value


def natural(text: str) -> int:
    """A whole number of at least one."""
    value = int(text)
    if not 1 <= value <= 1000:
        raise argparse.ArgumentTypeError(f"{text} ligger inte mellan 1 och 1000")
    return value


def run(args: argparse.Namespace) -> int:
    """Do what was asked; every refusal is one line."""
    if args.action == "solve":
        return _solve(args)
    if args.action == "check":
        return _check(args)
    from samtid.doors.cli import plan_bench

    return plan_bench.run(args)


def say(line: str) -> None:
    """A line for the person who waits."""
    print(line, file=sys.stderr, flush=True)


def _solve(args: argparse.Namespace) -> int:
    if not args.out.parent.is_dir():
        raise Refused(f"mappen {args.out.parent} finns inte.")
    if args.out.exists() and args.instance.exists() and args.out.samefile(args.instance):
        raise Refused("planen skulle skrivas över instansen; välj en annan fil för --out.")
    try:
        return _solved(args)
    except Refused as refused:
        if args.out.is_file():
            raise Refused(f"{refused} Filen {args.out} är från en tidigare körning.") from refused
        raise


def _solved(args: argparse.Namespace) -> int:
    problem, _ = formats.read_instance(args.instance, args.format)
    from samtid.ground.kernel.plan.solve import solve
    from samtid.ground.kernel.plan.together import AllDead, Budget, solve_together

    timed = not args.iterations or args.seconds != SECONDS
    budget = Budget(args.seconds if timed else None, args.iterations or None)
    try:
        if args.threads > 1:
            plan = solve_together(problem, budget, args.seed, args.threads, watch=say)
        else:
            plan = solve(problem, budget.rule(), args.seed, watch=say)
    except (BadProblem, AllDead) as fault:
        raise Refused(f"{args.instance.name}: {fault}") from fault
    except KeyboardInterrupt:
        raise Refused("avbruten innan någon plan fanns.") from None
    if plan.interrupted:
        say(f"Avbruten: den bästa planen hittills skrivs till {args.out}.")
    for sentence in plan.faults[:20]:
        say(f"Går inte att genomföra: {sentence}")
    _write(args.out, solutions.solution(plan, _name(args.instance)))
    print(json.dumps({
        "objective": round(plan.objective, 6), "seconds": round(plan.seconds, 3), "iterations": plan.iterations,
        "feasible": plan.feasible,
    }))  # fmt: skip
    return INTERRUPTED if plan.interrupted else 0


def _name(path: Path) -> str:
    """The instance as its folder and stem, the way the literature names it."""
    stem = path.name.removesuffix(".xz").removesuffix(".json")
    return f"{path.resolve().parent.name}/{stem}"


def _write(path: Path, content: object) -> None:
    """Write the whole file or nothing; what is no ordinary file (a pipe, a device) is written to, never replaced."""
    text = json.dumps(content, ensure_ascii=False, indent=1) + "\n"
    ordinary = not path.exists() or path.is_file()
    beside = path.with_name(f".{path.name}.{os.getpid()}.{time.monotonic_ns()}")
    try:
        if ordinary:
            beside.write_text(text, encoding="utf-8")
            beside.replace(path)
        else:
            with path.open("w", encoding="utf-8") as out:
                out.write(text)
    except OSError as error:
        if ordinary:
            beside.unlink(missing_ok=True)
        raise Refused(f"kan inte skriva {path}: {error.strerror}") from error


def _check(args: argparse.Namespace) -> int:
    problem, form = formats.read_instance(args.instance, args.format)
    plan = solutions.read_solution(args.solution, problem, form)
    print_terms(plan)
    if args.why:
        if args.why not in problem.visit_names:
            raise Refused(f"besöket {args.why} finns inte i {args.instance.name}.")
        print(plan.why(problem.visit_names.index(args.why)))
    return 0 if plan.feasible else 1


def print_terms(plan: Plan) -> None:
    """Each term: how much, what one costs, what it adds up to."""
    print("Genomförbar" if plan.feasible else "Inte genomförbar")
    for fault in plan.faults:
        print(f"  {fault}")
    for term, value in plan.terms.items():
        weight = weight_of(plan.problem, term)
        if weight or value:
            price = "får inte förekomma" if weight == HARD else f"× {weight:<9.6g}= {weight * value:.3f}"
            print(f"{term.label:<22}{value:>14.3f}  {price}")
    print(f"{'Kostnad':<22}{plan.objective:>14.3f}")
