"""Samstämmighet: what independent plans agree on is a little cheaper while it is hot.

The scouts end in different valleys and share only two arcs of five, but the arcs they share tell: the more a plan
has in common with the others, the cheaper it mostly is (correlation 0.5 to 0.75 over twenty plans; Boese, Kahng and
Muddu 1994, Operations Research Letters 16, call it a big valley). So a cooling that chooses anew is led by them.
Going from one place to another costs less there, by the temperature times the share of the scouts that do so, the
better ones counting more. In Boltzmann's distribution that is the same as a prior for what the scouts found. As
the temperature falls the discount fades, and the last of the way nothing but the true cost is left.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from . import _layout as lay
from ._layout import Field, State

STRENGTH = 1.0  # discount on an arc that every scout has, in temperatures
RANK = 0.778800783  # how much less each scout counts than the one before it, the best first: exp(-1/4)


class Consensus:
    """Samstämmighet: the plans heard, and the search's field with what they agree on at a discount."""

    def __init__(self, field: Field) -> None:
        self._true = field
        self._field = field  # with prices of its own, once there is something to agree on
        self._heard: list[tuple[float, NDArray[np.int32]]] = []
        self._arcs: tuple[NDArray[np.intp], NDArray[np.intp]] | None = None
        self._share: NDArray[np.float64] = np.zeros(0)

    def hear(self, cost: float, X: NDArray[np.int32]) -> None:
        """One more plan (its X of ``_layout``)."""
        self._heard.append((cost, X.copy()))
        self._arcs = None

    def field(self, state: State, heat: float) -> Field:
        """The field with discounts for the temperature ``heat`` (thousandths of cost); none at zero.

        ``state`` is the plan that is searched: its sum of travel is brought to the prices of the field returned.
        """
        weight = float(self._true.W[lay.TRAVEL])
        if heat <= 0 or weight <= 0 or not self._heard:
            state.Z[lay.TRAVEL] = travel(self._true, state.X)
            return self._true
        if self._arcs is None:
            self._arcs = self._agree()
        start, end = self._arcs
        D, DI = self._field.D, self._field.DI
        full = self._true.D[:, start, end]
        cheap = np.maximum(full - np.rint(STRENGTH * heat / weight * self._share).astype(np.int64), 0)
        D[:, start, end] = cheap
        DI[:, end, start] = cheap
        state.Z[lay.TRAVEL] = travel(self._field, state.X)
        return self._field

    def _agree(self) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
        """The journeys of all plans, from and to, and how large a share of the plans makes each."""
        f = self._true
        size = f.D.shape[1]
        heard = sorted(self._heard, key=lambda one: one[0])
        journeys = [np.unique(start * size + end) for _, start, end in (arcs(f, X) for _, X in heard)]
        weights = RANK ** np.arange(len(heard))
        found, which = np.unique(np.concatenate(journeys), return_inverse=True)
        counted = np.repeat(weights / weights.sum(), [len(one) for one in journeys])
        # nine digits, so that the last bit of a machine's arithmetic library does not steer a search
        self._share = np.round(np.bincount(which, counted), 9)
        self._field = f._replace(D=f.D.copy(), DI=f.DI.copy())
        return found // size, found % size


def arcs(f: Field, X: NDArray[np.int32]) -> tuple[NDArray[np.intp], NDArray[np.intp], NDArray[np.intp]]:
    """Every journey of a plan: mode, from place and to place."""
    n = f.OK.shape[0]
    node = np.flatnonzero(X[:, lay.STAFF] >= 0)
    node = node[f.V[node, lay.LOC] >= 0]  # a lunch is taken where the visit before it was
    node = node[(node < n) | (X[node, lay.SUCC] != node)]  # nobody leaves on a route that is empty
    after = X[node, lay.SUCC]
    lunch = (after < n) & (f.V[after, lay.LOC] < 0)
    after = np.where(lunch, X[after, lay.SUCC], after)
    staff = X[node, lay.STAFF]
    end = np.where(after < n, f.V[after, lay.LOC], f.ST[staff, lay.S_TO])
    return f.ST[staff, lay.S_MODE].astype(np.intp), f.V[node, lay.LOC].astype(np.intp), end.astype(np.intp)


def travel(f: Field, X: NDArray[np.int32]) -> int:
    """The sum of all journeys, in ticks."""
    return int(f.D[arcs(f, X)].sum(dtype=np.int64))
