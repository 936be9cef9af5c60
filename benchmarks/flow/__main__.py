"""``python -m benchmarks.flow [--full]``: the simulators side by side, then the forecasts."""

from __future__ import annotations

import sys

from . import forecast, rivals

if __name__ == "__main__":
    full = "--full" in sys.argv
    fast, best = rivals.main(full), forecast.main(full)
    print(
        f"\nMinst femtio gånger SimPy med samma svar: {'ja' if fast else 'NEJ'}. Bäst av prognoserna: {'ja' if best else 'NEJ'}."
    )
    sys.exit(0 if fast else 1)
