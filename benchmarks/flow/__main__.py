"""``python -m benchmarks.flow [--full]``: the simulators side by side, then the forecasts."""

from __future__ import annotations

import sys

from . import forecast, rivals

if __name__ == "__main__":
    full = "--full" in sys.argv
    fast, best = rivals.main(full), forecast.main(full)
    said = {True: "ja", False: "NEJ", None: "inte mätt"}
    print(f"\nMinst femtio gånger SimPy med samma svar: {said[fast]}. Bäst av prognoserna: {said[best]}.")
    # nothing measured is nothing shown: the one who asked is told by the exit code
    sys.exit(0 if fast else 1 if fast is False else 2)
