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
from samtid.ground.kernel.plan.problem import BadProblem
from samtid.ground.kernel.plan.result import Plan
from samtid.ground.kernel.plan.schedule import weight_of
from samtid.ground.kernel.plan.stop import after_iterations, after_seconds, first_of

SUMMARY = "Lös, granska och mät planer för besök."


def add(parser: argparse.ArgumentParser) -> None:
    """The three sub-commands and their options."""
    commands = parser.add_subparsers(
        dest="action", metavar="åtgärd", required=True, parser_class=type(parser)
    )
    solve = commands.add_parser("solve", help="Lös en instans och skriv planen till en fil.")
    solve.add_argument("instance", type=Path, metavar="INSTANS")
    solve.add_argument(
        "--seconds", type=positive, default=10.0, help="söktid i sekunder, utan kompilering (10)"
    )
    solve.add_argument(
        "--iterations", type=whole, default=0, help="högst så många försök (gör körningen upprepbar)"
    )
    solve.add_argument("--seed", type=whole, default=1, help="slumpfrö (1)")
    solve.add_argument("--threads", type=natural, default=1, help="antal sökningar som utbyter planer (1)")
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
    problem, _ = formats.read_instance(args.instance, args.format)
    if not args.out.parent.is_dir():
        raise Refused(f"mappen {args.out.parent} finns inte.")
    rule = after_seconds(args.seconds)
    if args.iterations:
        rule = after_iterations(args.iterations)
        if args.seconds != 10.0:
            rule = first_of(rule, after_seconds(args.seconds))
    from samtid.ground.kernel.plan.solve import solve

    try:
        if args.threads > 1:
            from samtid.ground.kernel.plan.together import solve_together

            plan = solve_together(problem, args.seconds, args.seed, args.threads, watch=say)
        else:
            plan = solve(problem, rule, args.seed, watch=say)
    except BadProblem as fault:
        raise Refused(f"{args.instance.name}: {fault}") from fault
    for sentence in plan.faults[:20]:
        say(f"Går inte att genomföra: {sentence}")
    _write(args.out, formats.solution(plan, _name(args.instance)))
    print(json.dumps({
        "objective": round(plan.objective, 6), "seconds": round(plan.seconds, 3), "iterations": plan.iterations,
        "feasible": plan.feasible,
    }))  # fmt: skip
    return 0


def _name(path: Path) -> str:
    """The instance as its folder and stem, the way the literature names it."""
    stem = path.name.removesuffix(".xz").removesuffix(".json")
    return f"{path.resolve().parent.name}/{stem}"


def _write(path: Path, content: object) -> None:
    """Write the whole file or nothing."""
    beside = path.with_name(f".{path.name}.{os.getpid()}.{time.monotonic_ns()}")
    try:
        beside.write_text(json.dumps(content, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
        beside.replace(path)
    except OSError as error:
        beside.unlink(missing_ok=True)
        raise Refused(f"kan inte skriva {path}: {error.strerror}") from error


def _check(args: argparse.Namespace) -> int:
    problem, _ = formats.read_instance(args.instance, args.format)
    plan = formats.read_solution(args.solution, problem)
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
            print(f"{term.label:<22}{value:>14.3f}  × {weight:<9.6g}= {weight * value:.3f}")
    print(f"{'Kostnad':<22}{plan.objective:>14.3f}")
