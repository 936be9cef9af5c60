"""Rader som ett svenskt kalkylblad öppnar: CSV with semicolons, a byte order mark and decimal commas."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Sequence
from io import StringIO


def sheet(rows: Iterable[Sequence[object]]) -> str:
    """The rows as the text of a CSV file. No cell begins as a formula."""
    text = StringIO()
    writer = csv.writer(text, delimiter=";", lineterminator="\r\n")
    for row in rows:
        writer.writerow([_cell(cell) for cell in row])
    return "\ufeff" + text.getvalue()


def _cell(cell: object) -> object:
    if isinstance(cell, str):
        return f"'{cell}" if cell[:1] in "=+-@\t\r" and cell else cell
    return "" if cell is None else str(cell).replace(".", ",") if not hasattr(cell, "isoformat") else cell
