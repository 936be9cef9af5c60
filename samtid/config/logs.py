"""Loggrader utan personer: what failed and where, never what was in it.

An exception's own words may hold a row ("Failing row contains …"), a path holds the key of a person's file. Both
are left out of the log; the kind of error and the lines of code that led to it say enough to mend it.
"""

from __future__ import annotations

import json
import logging
import re
import sys
import traceback
from datetime import UTC, datetime
from types import TracebackType
from typing import TextIO

KEY = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}", re.IGNORECASE)
# ten or twelve digits with or without a sign: an identity number, or something that need not be there either
NUMBER = re.compile(r"(?<!\d)(?:\d{2})?\d{6}[-+]?\d{4}(?!\d)")
QUERY = re.compile(r"\?\S*")

Raised = tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, None, None]


class Console(logging.StreamHandler):  # type: ignore[type-arg]
    """Standard error as it is now, not as it was when logging was set up: who put another there may have closed it.

    What cannot be written is told by where it was said. The library's own way prints the frames and the words.
    """

    def __init__(self) -> None:
        logging.Handler.__init__(self)

    @property
    def stream(self) -> TextIO:  # type: ignore[override]
        """Where it is written."""
        return sys.stderr

    def handleError(self, record: logging.LogRecord) -> None:
        """One line: the kind of the error, and the place that had something to say."""
        kind = sys.exc_info()[0] or Exception
        try:
            self.stream.write(
                f"logg: {kind.__name__} {record.name} {record.module}:{record.lineno}{self.terminator}"
            )
        except (OSError, ValueError):
            return  # nobody is there to hear it


class Wordless(logging.Formatter):
    """Formats a record without keys, identity numbers, query strings, and the words of exceptions."""

    def format(self, record: logging.LogRecord) -> str:
        """The line, with what could point at somebody replaced by an ellipsis."""
        return self.without(super().format(record))

    @staticmethod
    def without(text: str) -> str:
        """The text without what could point at somebody."""
        return NUMBER.sub("…", KEY.sub("…", QUERY.sub("?…", text)))

    def formatException(self, ei: Raised) -> str:
        """The frames of every exception in the chain, and their kinds only."""
        lines: list[str] = []
        error = ei[1]
        while error is not None:
            lines += traceback.format_tb(error.__traceback__)
            lines.append(f"{type(error).__module__}.{type(error).__qualname__}")
            error = error.__cause__ or error.__context__
        return "\n".join(line.rstrip("\n") for line in lines)


class Json(Wordless):
    """The same, as one JSON object a line."""

    def format(self, record: logging.LogRecord) -> str:
        """Time, level, who says it, what, and where in the code; nothing else of the record."""
        line = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "logger": record.name,
            "message": self.without(record.getMessage()),
            "process": record.process,
        }
        if record.exc_info:
            line["error"] = self.without(self.formatException(record.exc_info))
        return json.dumps(line, ensure_ascii=False)
