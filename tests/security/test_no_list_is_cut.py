"""A part of a list is never shown as if it were all: every cut is made where it is said how many there are, or here.

``sheet_of`` and ``part_of`` (base/look/paging.py) and ``Day.first`` (ground/offers) know what they leave out, and the
page says it and leads on. Another cut of rows in a room's questions, offers or views is named below, with why.
"""

from __future__ import annotations

import ast
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2] / "samtid"
READS = (
    "queries",
    "offers",
    "views",
    "waits",
    "file",
    "waiting",
    "drafts",
    "leading",
    "law_views",
    "listing",
)
# what is cut there -> why nobody is misled by it
SAID = {
    "doors/desk/file.py: dossiers.notes(viewer).filter(case__in=cases)": "the page says so, and leads to the journal",
    "doors/desk/file.py: dossiers.events(viewer).filter(case__in=cases)": "the page says so, and leads to the journal",
    "doors/desk/file.py: sorted(lines, key=lambda line: line['at'], reverse=True)": "the same lines, in order",
    "doors/desk/views/review.py: logs.openings(request.user)": "the page says that it goes a thousand back",
    "doors/desk/views/search.py: ids": "the page says that there are more",
    "base/corrections/views/moving.py: ids": "the page says that there are more",
    "steps/intake/views/identify.py: ids": "the page says that there are more",
    "doors/office/offers.py: queries.waiting_for(viewer)": "a line that tells how many, and leads to them all",
    "doors/outage/queries.py: clocks": "the paper tells how many it leaves out",
    "doors/portal/views.py: found": "the piece tells how many there are",
    "steps/intake/offers.py: mine": "the paper tells how many it leaves out",
    "steps/intake/offers.py: apart": "the paper tells how many it leaves out",
    "steps/plans/waits.py: running(day.viewer)": "a line for the rest: at least so many, and leads to them",
    "steps/plans/waits.py: rows": "a line for the rest, with how many",
    "steps/visits/waits.py: running(day.viewer)": "a line for the rest: at least so many, and leads to them",
    "steps/visits/waits.py: found": "a line for the rest, with how many",
    "steps/visits/waits.py: queries.visits(day.viewer)": "summed by unit and day; the plan has them all",
    "steps/visits/waits.py: seen_by(day.viewer, Tap)": "the oldest first: each is gone when somebody has told of the visit",
    "resources/roster/offers.py: queries.lost(day.viewer, units, since, until)": "summed by unit and day; the page has them",
    "resources/roster/views/away.py: queries.lost(request.user, [unit.pk], since, until)": "one more than part_of shows",
    # texts, and choices that are typed
    "doors/desk/views/search.py: said": "what was sought, in the log",
    "doors/office/views/reading.py: ' '.join(request.GET.get('sok', '').split())": "what is sought",
    "doors/portal/law_views.py: request.GET.get('sok', '')": "what is sought",
    "doors/systems/kolada/views.py: one_line(request.GET.get('sok', ''))": "what is sought",
    "doors/systems/kolada/views.py: one_line(request.GET.get('till', ''))": "what is added",
    "doors/systems/kolada/views.py: list(dict.fromkeys(known))": "what was chosen, of which no more can be",
    "quality/direction/offers.py: one.called": "the beginning of a text",
    "quality/direction/views/reading.py: late": "how many there are is counted by the same page, and it says so",
    "quality/direction/views/reading.py: latest": "how many there are is counted by the same page, and it says so",
    "quality/direction/offers.py: found": "a card that says how many more there are, and leads to them",
    "quality/improvement/queries.py: idea.text": "the beginning of a text",
    # the first of a card, of which the page that it leads to has all
    "quality/deviations/offers.py: _running(day)": "a card",
    "quality/improvement/offers.py: waiting": "a card",
    "quality/improvement/offers.py: queries.unanswered(day.viewer)": "a card",
    "quality/improvement/offers.py: queries.owned(day.viewer).filter(next_on__lte=day.today + SOON)": "a card",
    "quality/inquiries/offers.py: queries.to_look_at(day.viewer, until, day.today, day.roles)": "a card",
    "quality/inquiries/offers.py: queries.to_do(day.viewer, until, day.today, day.roles)": "a card",
    "resources/economy/offers.py: queries.to_decide(day.viewer, day.today, day.roles)": "a card",
    "resources/economy/offers.py: found": "a card that says that there are more",
    "quality/trials/offers.py: found": "a card that says that there are more",
    "quality/trials/queries.py: sha256('\\n'.join(said).encode()).hexdigest()": "the beginning of a print of a plan",
    "quality/risks/offers.py: found": "a card that says how many more there are, and leads to them",
    "quality/routines/offers.py: found": "a card that says how many more there are, and leads to them",
    "quality/routines/views/reading.py: request.GET.get('steg', '')": "the name of a page",
    "quality/inquiries/offers.py: looks": "a card that says that there are more",
    "quality/inquiries/offers.py: acts": "a card that says that there are more",
    "quality/inquiries/offers.py: line.text": "the beginning of a text",
    "quality/indicators/views.py: sorted(told, key=lambda pair: not pair[1].is_news)": "the news first",
    "quality/improvement/queries.py: found.filter(likeness__gte=NEAR).order_by('-likeness', 'pk')": "the most alike",
    # new rooms that do not say it yet: to be read by ``part_of``
    "quality/deviations/views.py: queries.to_handle(viewer, held)": "not said yet",
    "quality/improvement/views/listing.py: queries.apart(viewer)": "not said yet",
    "quality/improvement/views/listing.py: queries.hidden(viewer)": "not said yet",
    "quality/improvement/views/listing.py: queries.ended(request.user)": "not said yet",
    "steps/decisions/offers.py: why": "the beginning of a comment, with dots after it; the page has the whole",
    "steps/intake/views/queue.py: request.GET.get('kvitto', '').strip()": "a receipt",
}
LONG = 80
ONE_OR_TEXT = {"1", "4"}  # a subquery's one row, or the halves of a code


def cuts() -> list[tuple[str, str]]:
    """Each ``rows[:some]`` in what reads for pages that no helper makes, with the module and what is cut."""
    found = []
    for path in sorted(ROOT.rglob("*.py")):
        parts = path.relative_to(ROOT).parts
        if (
            "tests" in parts
            or "migrations" in parts
            or parts[0] == "ground"
            or "cli" in parts
            or "demo" in parts
        ):
            continue
        if not any(part.removesuffix(".py") in READS for part in parts):
            continue
        tree = ast.parse(path.read_text("utf-8"))
        for node in ast.walk(tree):
            if not isinstance(node, ast.Subscript) or not isinstance(node.slice, ast.Slice):
                continue
            upper = node.slice.upper
            if upper is None or node.slice.lower is not None or ast.unparse(upper) in ONE_OR_TEXT:
                continue
            found.append((f"{path.relative_to(ROOT)}: {_root(node.value)}", ast.unparse(node)))
    return found


def _root(cut: ast.expr) -> str:
    """What is cut; of a question in several lines what it begins with."""
    said = ast.unparse(cut)
    return said if len(said) <= LONG else said.partition(".filter(")[0]


def test_every_cut_says_what_it_leaves_out():
    unsaid = [(where, cut) for where, cut in cuts() if where not in SAID]
    assert not [one for one in SAID if one not in {where for where, _ in cuts()}], (
        "named here, and cut no more"
    )
    assert not unsaid, "cut without a word (use part_of or sheet_of): " + "\n".join(map(str, unsaid))
