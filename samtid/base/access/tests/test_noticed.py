"""What a fault in the program once got past the other tests with (``make mutants``)."""

from __future__ import annotations

from samtid.base.access.chain import CHAINS, Fault, Head, breaks, genesis


def test_a_log_cut_together_with_its_end_is_told_by_what_was_sent_outside():
    """Both the lines and the database's own end are gone; only the one outside remembers that there were three."""
    empty = [Head(number, 0, genesis(number)) for number in range(CHAINS)]
    assert not list(breaks([], empty))
    [found] = breaks([], empty, [Head(5, 3, b"three lines")])
    assert (found.chain, found.sequence, found.fault) == (5, 1, Fault.REMOVED)


def test_a_chain_whose_end_is_gone_is_told():
    [found] = breaks([], [Head(number, 0, genesis(number)) for number in range(1, CHAINS)])
    assert (found.chain, found.fault) == (0, Fault.REMOVED)
