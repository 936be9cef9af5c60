"""What was measured, as tables to read and to put in docs/explanation/matningar.md."""

from __future__ import annotations

from typing import Any

MOST = 15  # round trips to the database that one page may make
MOST_FOR_WALLS = 1.10  # what a page may cost, of what it would cost without walls
WALLS_FROM = (
    1_000_000  # dossiers; with fewer the fixed cost of being asked who one is says more than the walls
)

Found = list[dict[str, Any]]


def table(found: Found) -> str:
    """What every page costs at every size, how long it takes, its bar, and what the walls cost at the largest size."""
    sizes = [_number(one["dossiers"]) for one in found]
    lines = [
        f"| Sida | frågor | {' | '.join(f'{size} akter' for size in sizes)} | högst | varav databasen "
        "| väntan p50 / p95 | utan väggar | väggarnas kvot |",
        f"|---|--:|{'--:|' * len(sizes)}--:|--:|--:|--:|--:|",
    ]
    for name, last in found[-1]["pages"].items():
        ups = [one["pages"][name]["up"] for one in found]
        up, down, most = last["up"], last["down"], last["most"]
        costs = " | ".join(_marked(one["cpu"], most) for one in ups)
        lines.append(
            f"| {name} | {_marked(max(one['queries'] for one in ups), MOST, digits=0)} | {costs} | {most} "
            f"| {_ms(up['database'])} | {_ms(up['median'])} / {_ms(up['p95'])} "
            f"| {_ms(down['cpu'])} | {_marked(up['cpu'] / down['cpu'], MOST_FOR_WALLS, digits=2)} |"
        )
    volumes = "; ".join(
        f"{_number(one['dossiers'])} akter = {_number(one['cases'])} ärenden, {_number(one['notes'])} anteckningar, "
        f"{_number(one['openings'])} loggrader, {_number(one['persons'])} personer, {one['bytes'] / 1e9:.1f} GB"
        for one in found
    )
    lines += [
        "",
        "Millisekunder processor per sida, program och databas tillsammans, median; det som är fetstilt är över gränsen. "
        f"De fyra sista kolumnerna gäller {sizes[-1]} akter. PostgreSQL {found[-1]['server']}. {volumes}.",
    ]
    return "\n".join(lines)


def _marked(value: float, most: float, digits: int = 1) -> str:
    said = f"{value:.{digits}f}".replace(".", ",")
    return said if value <= most else f"**{said}**"


def plans(found: Found) -> str:
    """The slowest statement of each page at the largest size, with its plan."""
    said = []
    for name, page in found[-1]["pages"].items():
        said += [f"\n## {name}: {page['up']['slowest'][:200]} …", *page.get("plan", [])]
    return "\n".join(said)


def broken(found: Found) -> list[str]:
    """Each promise that a page breaks: milliseconds, queries, queries that grow, and at the largest size the walls' cost."""
    said = []
    for one in found:
        size = _number(one["dossiers"])
        for name, page in one["pages"].items():
            up, first = page["up"], found[0]["pages"][name]["up"]
            if up["cpu"] > page["most"]:
                said.append(f"{name}, {size} akter: {_ms(up['cpu'])} ms, högst {page['most']}")
            if up["queries"] > MOST:
                said.append(f"{name}, {size} akter: {up['queries']} frågor, högst {MOST}")
            if up["queries"] > first["queries"]:
                said.append(f"{name}: {first['queries']} frågor blir {up['queries']} när det finns mer")
    if found[-1]["dossiers"] >= WALLS_FROM:
        for name, page in found[-1]["pages"].items():
            quotient = page["up"]["cpu"] / page["down"]["cpu"]
            if quotient > MOST_FOR_WALLS:
                said.append(
                    f"{name}: väggarna kostar {100 * quotient - 100:.0f} %, högst {100 * MOST_FOR_WALLS - 100:.0f} %"
                )
    return said


def _ms(value: float) -> str:
    return f"{value:.1f}".replace(".", ",")


def _number(value: int) -> str:
    return f"{value:,}".replace(",", " ")
