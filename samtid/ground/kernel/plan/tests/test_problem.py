"""A problem that cannot be right is refused with one Swedish sentence."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from samtid.ground.kernel.plan import BadProblem, Weights

from .make import line


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"duration": np.array([-1.0, 5.0])}, "ogiltig längd"),
        ({"duration": np.array([np.nan, 5.0])}, "ogiltig längd"),
        ({"allowed": np.zeros((2, 2), bool)}, "behörighet saknas"),
        ({"windows": np.array([[[9.0, 3.0]], [[0.0, 5.0]]])}, "ogiltigt tidsfönster"),
        ({"windows": np.array([[[-9.0, 3.0]], [[0.0, 5.0]]])}, "ogiltigt tidsfönster"),
        ({"windows": np.zeros((2, 2))}, "formen"),
        ({"travel": -np.ones((1, 3, 3))}, "Restiderna"),
        ({"travel": np.full((1, 3, 3), np.inf)}, "Restiderna"),
        ({"travel": np.ones((1, 3, 2))}, "kvadratisk"),
        ({"place": np.array([1, 7])}, "plats som inte finns"),
        ({"mode": np.array([0, 1])}, "färdsätt"),
        ({"shift": np.array([[50.0, 10.0], [0.0, 10.0]])}, "Arbetspasset"),
        ({"links": np.array([[0, 9]]), "gaps": np.zeros((1, 2))}, "som inte finns"),
        ({"links": np.array([[0, 1]]), "gaps": np.array([[5.0, 1.0]])}, "Mellanrummet"),
        ({"links": np.array([[0, 1], [1, 0]]), "gaps": np.zeros((2, 2))}, "mer än ett par"),
        ({"drop": np.array([-1.0, 2.0])}, "utebli"),
        ({"unwanted": np.full((2, 2), np.nan)}, "unwanted"),
        ({"lunch_window": (9.0, 3.0)}, "Lunchens"),
        ({"staff_names": ("Ann", "Ann")}, "samma namn"),
        ({"visit": np.array([0, 2])}, "en eller två insatser"),
        ({"valid_to": np.zeros((1, 1))}, "valid_to"),
    ],
)
def test_faults_are_named(change: dict[str, Any], says: str) -> None:
    with pytest.raises(BadProblem, match=says):
        line((0, 10), (0, 10), staff=2, **change)


def test_weights_are_not_negative() -> None:
    with pytest.raises(BadProblem, match="travel"):
        Weights(travel=-1)


def test_arrays_are_frozen() -> None:
    problem = line((0, 10))
    with pytest.raises(ValueError, match="read-only"):
        problem.duration[0] = 1
