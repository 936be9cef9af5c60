"""How a plan lies in memory: the columns of the arrays that the compiled code works on.

All clock times and minutes are whole *ticks* (thousandths of a minute) in 32-bit integers, sums in 64-bit.
So an incremental sum is exactly the full sum, and the same seed gives the same plan on every machine.

Nodes ``0 .. n-1`` are services (one person at one visit) and lunches; node ``n + k`` is the depot of staff ``k``,
both head and tail of the circular route.
"""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np
from numba import njit
from numpy.typing import NDArray

from ._cache import point_numba_there

point_numba_there()

# No reference counting: the compiled code allocates nothing, and counting took four fifths of its time.
compiled: Any = njit(cache=True, nogil=True, error_model="numpy", _nrt=False)  # type: ignore[call-overload]
inlined: Any = njit(cache=True, nogil=True, error_model="numpy", _nrt=False, forceinline=True)  # type: ignore[call-overload]


@inlined
def node(u: Any) -> Any:
    """The same index, plainly no less than zero: then no code is made that would count from the end of an array.

    Only for what is known to be there: -1 becomes a place far outside. ``NUMBA_BOUNDSCHECK=1`` (with an
    ``XDG_CACHE_HOME`` of its own) makes the tests look.
    """
    return np.int64(np.uint32(u))


TICK = 1000  # ticks per minute
NEVER = 2_000_000_000  # later than any clock time
UNSET = -2_000_000_000

# V: what never changes about a node
LOC, DUR, PARTNER, LINK, OPEN, CLOSE, NWIN, KIND = range(8)
IS_LUNCH, IS_HARD, SAME_STAFF_OK = 1, 2, 4  # bits of KIND

# WIN: three columns per window
W_OPEN, W_CLOSE, W_JUMP = range(3)

# ST: what never changes about a member of staff
S_FROM, S_TO, S_MODE, S_BEGIN, S_END, S_SHIFT, S_LUNCH = range(7)

# X: what the search changes about a node
PRED, SUCC, STAFF, START, LATE, FLOOR, MARK, HARD = range(8)

# Z: sums (ticks, or thousandths of cost for ASSIGN and DROP), then counters
(TRAVEL, TARDY, WORST, FORBID, WAIT, OVER, IDLE, FAIR, ASSIGN, DROP) = range(10)
N_SUMS = 10
ARG, LEAST_WAIT, GUIDE = 10, 11, 12  # who is latest; a lower bound of WAIT; how unevenly idle time lies
N_KEPT = 13  # what an undone trial restores
STAMP, N_LOG, N_LINK, N_SEED, N_OUT, N_DAY = range(13, 19)
N_Z = 19

# R: one row per member of staff
R_TRAVEL, R_WORK, R_BACK, R_OVER, R_IDLE, R_WAIT, R_MARK, R_USED = range(8)

# FLAG: which parts of the model this problem uses
# SPAN: twice the longest shift, in ticks; SIEVE: may moves be refused before they are tried (``_sieve``);
# REACH: good neighbours beside which a ruin looks for places, 0 = everywhere
HAS_EXTRA, HAS_WAIT, HORIZON, HAS_DATED, SPAN, SIEVE, REACH, HAS_COST = range(8)


class Field(NamedTuple):
    """Everything the search reads and never writes."""

    V: NDArray[np.int32]
    WIN: NDArray[np.int32]
    ST: NDArray[np.int32]
    D: NDArray[np.int32]  # travel [mode, from, to]
    E: NDArray[np.int32]  # travel and change-over
    DI: NDArray[np.int32]  # the same two by [mode, to, from]: all ways into a place lie close in memory,
    EI: NDArray[np.int32]  # and the four are one where there is no difference
    OK: NDArray[np.uint8]  # may staff k give node i
    COST: NDArray[np.int64]  # what it costs that k gives i (preference, continuity)
    FROM: NDArray[np.int32]  # dated delegations: earliest and latest start of i by k
    TO: NDArray[np.int32]
    W: NDArray[np.float64]  # weight of each sum in Z; what is hard has the price of now
    H: NDArray[np.float64]  # 1 for the sums that have to be nothing
    FLAG: NDArray[np.int64]
    NEAR: NDArray[np.int32]  # good predecessors of each node
    NEXT: NDArray[np.int32]  # good successors of each node
    GROUP: NDArray[np.int32]  # node -> group
    MEMBER: NDArray[np.int32]  # group -> its one or two nodes, -1 where none
    GDROP: NDArray[np.int64]  # cost of leaving a group out


class State(NamedTuple):
    """Everything the search writes."""

    X: NDArray[np.int32]
    WMIN: NDArray[np.int32]
    INQ: NDArray[np.uint8]
    Z: NDArray[np.int64]
    ZS: NDArray[np.int64]
    Q: NDArray[np.int32]
    SEED: NDArray[np.int64]
    PICK: NDArray[np.int64]  # edits: node, staff, node to stand after
    LOG: NDArray[np.int32]
    LINKS: NDArray[np.int32]
    R: NDArray[np.int64]  # sums per member of staff
    DAYS: NDArray[np.int64]  # rows of R before the trial
    L: NDArray[np.int32]  # latest start of each node
    ALONE: NDArray[np.int32]  # the same, seen from its own route alone
    STALE: NDArray[np.uint8]  # staff whose part of ALONE is no longer true
    PAR: NDArray[np.int32]  # what each start of this trial waits for
    OUT: NDArray[np.int32]  # groups left out, and their place in the list
    RNG: NDArray[np.uint64]


class Bench(NamedTuple):
    """The best plan so far, a copy to fall back on, and scratch space."""

    best_X: NDArray[np.int32]
    best_W: NDArray[np.int32]
    best_Z: NDArray[np.int64]
    X: NDArray[np.int32]
    WMIN: NDArray[np.int32]
    Z: NDArray[np.int64]
    R: NDArray[np.int64]
    keys: NDArray[np.float64]
    spots: NDArray[np.int64]
    prices: NDArray[np.float64]
    clocks: NDArray[np.int64]
