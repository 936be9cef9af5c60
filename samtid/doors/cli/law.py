"""samtid law: show time limits with their paragraphs, and work out when something is due."""

from __future__ import annotations

import argparse
import json
import re
from datetime import UTC, date, datetime
from typing import Any

from samtid.doors.cli import Refused
from samtid.ground.law import built, catalogue, reference
from samtid.ground.law.days import Due, Roll, swedish_day
from samtid.ground.law.rules import NotInForce, TimeLimit

SUMMARY = "Visa frister och lagrum, räkna ut en förfallodag."

_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_MOMENT = re.compile(r"\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}(:\d{2})?(Z|[+-]\d{2}:\d{2})?")


def add(parser: argparse.ArgumentParser) -> None:
    """The arguments of ``samtid law``."""
    commands = parser.add_subparsers(dest="law_command", metavar="vad", required=False)

    show = commands.add_parser("list", help="alla regler med lagrum", description="Alla regler med lagrum.")
    show.add_argument("text", nargs="*", help="visa bara regler som innehåller orden")
    show.add_argument("--all", action="store_true", help="visa också äldre och beslutade kommande lydelser")
    show.add_argument("--on", metavar="DAG", help="reglerna som gällde den dagen (ÅÅÅÅ-MM-DD)")
    show.add_argument("--json", action="store_true", help="skriv som JSON")

    due = commands.add_parser(
        "due",
        help="när något senast ska vara gjort",
        description="När något senast ska vara gjort, räknat från dagen då tiden började.",
    )
    due.add_argument("rule", metavar="regel", nargs="?", help="regelns beteckning, till exempel CH-02")
    due.add_argument(
        "start", metavar="dag", nargs="?", help="ÅÅÅÅ-MM-DD, eller ÅÅÅÅ-MM-DDTHH:MM för frister i timmar"
    )
    due.add_argument("--again", action="store_true", help="räkna en senare omgång (övervägande, omprövning)")
    due.add_argument(
        "--began", metavar="DAG", help="dagen då det började, där lagen räknar varje omgång därifrån"
    )
    due.add_argument("--json", action="store_true", help="skriv som JSON")

    commands.add_parser(
        "reference", help="hela förteckningen som Markdown", description="Förteckningen som Markdown."
    )
    parser.set_defaults(law_parser=parser)


def run(args: argparse.Namespace) -> int:
    """List the rules, work out a day or write the reference page."""
    if args.law_command == "list":
        return _list(args)
    if args.law_command == "due":
        return _due(args)
    if args.law_command == "reference":
        print(reference.markdown(), end="")
        return 0
    args.law_parser.print_help()
    return 0


def _moment(text: str) -> date | datetime:
    """A day or a moment, in the two forms we accept. Raises ``Refused`` on anything else."""
    try:
        if _DAY.fullmatch(text):
            return date.fromisoformat(text)
        if _MOMENT.fullmatch(text):
            return datetime.fromisoformat(text)
    except ValueError:
        raise Refused(f"«{text}» finns inte i kalendern.") from None
    raise Refused(f"«{text}» är inte en dag. Skriv ÅÅÅÅ-MM-DD, eller ÅÅÅÅ-MM-DDTHH:MM.")


def _iso(value: date | datetime | None) -> str | None:
    return None if value is None else value.isoformat()


def _as_data(limit: TimeLimit) -> dict[str, Any]:
    extension = limit.extension
    return {
        "id": limit.id,
        "name": limit.name,
        "plain": limit.plain(),
        "trigger": limit.trigger,
        "duty": limit.duty,
        "limit": limit.in_words(),
        "extension": None
        if extension is None
        else {"by": extension.by, "ground": extension.ground, "at_most": extension.at_most or None},
        "citation": limit.citation,
        "acts": [{"name": act.name, "number": act.number} for act in limit.acts],
        "formerly": limit.formerly or None,
        "source": limit.source,
        "confidence": str(limit.confidence),
        "is_law": limit.is_law,
        "sense": str(limit.sense),
        "roll": str(limit.roll) if limit.is_counted else None,
        "valid_from": limit.valid_from.isoformat(),
        "valid_to": _iso(limit.valid_to),
        "note": limit.note or None,
        "watched": isinstance(built.of(limit.id), built.Built),
    }


def _chosen(args: argparse.Namespace) -> list[tuple[TimeLimit, tuple[TimeLimit, ...], tuple[TimeLimit, ...]]]:
    """Each rule's wording today with the coming and the earlier ones; or only the one of a day."""
    rules = catalogue.find(" ".join(args.text))
    if args.on is None:
        today = swedish_day(datetime.now(UTC))
        return [(rule.at(today), rule.coming(today), rule.former(today)) for rule in rules]
    day = swedish_day(_moment(args.on))
    return [(version, (), ()) for rule in rules for version in rule.versions if version.applied(day)]


def _list(args: argparse.Namespace) -> int:
    chosen = _chosen(args)
    if args.json:
        rows = [
            {
                **_as_data(limit),
                "coming": [_as_data(new) for new in coming],
                "earlier": [_as_data(old) for old in earlier],
            }
            for limit, coming, earlier in chosen
        ]
        print(json.dumps(rows, ensure_ascii=False, indent=2))
        return 0
    if not chosen:
        raise Refused("Ingen regel passar in på det.")
    for limit, coming, earlier in chosen:
        for wording in (*reversed(coming), limit, *earlier) if args.all else (limit,):
            valid = f"{wording.valid_from}–{wording.valid_to or ''}"
            doubt = "" if wording.is_law else f" [{wording.confidence.label}]"
            print(
                f"{wording.id:<8} {valid:<21} {wording.name}: {wording.in_words()}. {wording.citation}{doubt}"
            )
    return 0


def _due(args: argparse.Namespace) -> int:
    if args.rule is None or args.start is None:
        raise Refused("Ange regel och dag, till exempel: samtid law due CH-02 2026-11-21")
    start = _moment(args.start)
    try:
        began = None if args.began is None else swedish_day(_moment(args.began))
        counts = catalogue.get(args.rule).counts(start, later_round=args.again, began=began)
    except (catalogue.UnknownRule, NotInForce) as refusal:
        raise Refused(str(refusal)) from None
    except (OverflowError, ValueError):
        raise Refused(f"Förfallodagen från {args.start} ligger bortom kalendern.") from None
    if args.json:
        first, *others = (_due_as_data(one.wording, one.due) for one in counts)
        print(json.dumps({**first, "also": others}, ensure_ascii=False, indent=2))
    else:
        print("\n".join(_due_in_words(one.wording, one.due) for one in counts))
        if len(counts) > 1:
            print("Ärendet byter lag innan dagen har kommit. Räkna med den första av dagarna.")
    return 0


def _due_as_data(limit: TimeLimit, due: Due) -> dict[str, Any]:
    return {
        "rule": limit.id,
        "name": limit.name,
        "sense": str(limit.sense),
        "period": None if due.period is None else [_iso(day) for day in due.period],
        "legal": _iso(due.legal),
        "rolled": _iso(due.rolled),
        "moment": _iso(due.moment),
        "outer": _iso(due.outer),
        "citation": limit.citation,
        "limit": limit.in_words(),
        "roll": str(limit.roll) if limit.is_counted else None,
        "confidence": str(limit.confidence),
        "is_law": limit.is_law,
        "valid_from": limit.valid_from.isoformat(),
        "valid_to": _iso(limit.valid_to),
    }


def _due_in_words(limit: TimeLimit, due: Due) -> str:
    lines = [f"{limit.id} {limit.name} ({limit.citation})"]
    if due.period is not None:
        lines.append(f"Gäller {due.period[0]} – {due.period[1]}, kan lämnas tidigast {due.earliest}")
    if due.legal is None:
        lines.append(f"Ingen dag kan räknas: {limit.in_words()}.")
    elif due.moment is not None:
        lines.append(f"{limit.sense.label}: {due.moment:%Y-%m-%d kl. %H:%M}")
    else:
        lines.append(f"{limit.sense.label}: {due.legal}")
    if due.outer is not None:
        lines.append(f"Det som kom in sent: {due.outer}")
    if due.rolled is not None and due.rolled != due.legal:
        lines.append(f"Dagen är inte en vardag. Lagen (1930:173) 2 § flyttar den till {due.rolled}.")
        if limit.roll is Roll.NEVER_PLAN:
            lines.append(f"{limit.roll.label}. {limit.roll.help}")
    if not limit.is_law:
        lines.append(f"{limit.confidence.label}. {limit.confidence.help}")
    return "\n".join(lines)
