"""What was measured, as tables to read and to put in docs/explanation/matningar.md."""

from __future__ import annotations

from typing import Any

MOST = 15  # round trips to the database that one page may make

Found = list[dict[str, Any]]


def table(found: Found) -> str:
    """Median and 95th percentile of every page at every size, growth, and what the walls cost at the largest."""
    sizes = [_number(one["dossiers"]) for one in found]
    lines = [
        f"| Sida | frågor | {' | '.join(f'{size} akter' for size in sizes)} | tillväxt | utan väggar | väggarnas kvot |",
        f"|---|--:|{'--:|' * len(sizes)}--:|--:|--:|",
    ]
    for name, last in found[-1]["pages"].items():
        ups = [one["pages"][name]["up"] for one in found]
        down = last["down"]
        times = " | ".join(f"{_ms(up['median'])} / {_ms(up['p95'])}" for up in ups)
        lines.append(
            f"| {name} | {max(up['queries'] for up in ups)} | {times} | {ups[-1]['median'] / ups[0]['median']:.1f} × "
            f"| {_ms(down['median'])} / {_ms(down['p95'])} | {last['up']['median'] / down['median']:.2f} |"
        )
    volumes = "; ".join(
        f"{_number(one['dossiers'])} akter = {_number(one['cases'])} ärenden, {_number(one['notes'])} anteckningar, "
        f"{_number(one['persons'])} personer, {one['bytes'] / 1e9:.1f} GB"
        for one in found
    )
    lines += ["", f"Millisekunder, median / 95:e percentilen. PostgreSQL {found[-1]['server']}. {volumes}."]
    return "\n".join(lines)


def plans(found: Found) -> str:
    """The slowest statement of each page at the largest size, with its plan."""
    said = []
    for name, page in found[-1]["pages"].items():
        said += [f"\n## {name}: {page['up']['slowest'][:200]} …", *page.get("plan", [])]
    return "\n".join(said)


def keeps_the_promise(found: Found) -> bool:
    """Whether no page asks more than ``MOST`` times, and none asks more often when there is more."""
    asked = [[page["up"]["queries"] for page in one["pages"].values()] for one in found]
    return all(many <= few <= MOST for few, many in zip(asked[0], asked[-1], strict=True))


def _ms(value: float) -> str:
    return f"{value:.1f}".replace(".", ",")


def _number(value: int) -> str:
    return f"{value:,}".replace(",", " ")
