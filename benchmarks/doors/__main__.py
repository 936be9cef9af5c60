"""How long Min dag takes while readers crowd the open way in, against a demonstration that is running on this machine.

``python -m benchmarks.doors --staff http://127.0.0.1:8000 --open http://127.0.0.1:8001`` alternates quiet and crowded
turns, so that what else the machine does meets both alike. Only addresses of this machine are asked.
"""

from __future__ import annotations

import argparse
import multiprocessing
import re
import statistics
import threading
import time
from urllib.parse import urlsplit

import requests

OPEN = ("/", "/behov/1/", "/frister/", "/tillganglighet/", "/kvitto/")


def main() -> None:
    """Prints the median and p95 of each kind of turn, and how they compare."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--staff", required=True)
    parser.add_argument("--open", required=True)
    parser.add_argument("--readers", type=int, default=20)
    parser.add_argument("--turns", type=int, default=3)
    parser.add_argument("--seconds", type=float, default=8)
    args = parser.parse_args()
    for address in (args.staff, args.open):
        if urlsplit(address).hostname not in ("127.0.0.1", "localhost", "::1"):
            raise SystemExit("Bara den här datorns adresser får belastas.")
    session = _logged_in(args.staff)
    told: dict[bool, list[float]] = {False: [], True: []}
    for _ in range(args.turns):
        for crowded in (False, True):
            told[crowded] += _turn(session, args, crowded)
    for crowded, times in told.items():
        who = f"{args.readers} läser den öppna ingången" if crowded else "ingen läser den öppna ingången"
        print(
            f"{who:<34} p50 {_ms(statistics.median(times))} ms, "
            f"p95 {_ms(statistics.quantiles(times, n=20)[-1])} ms, {len(times)} gånger"
        )
    print(f"p50: {statistics.median(told[True]) / statistics.median(told[False]):.2f} gånger")


def _turn(session: requests.Session, args: argparse.Namespace, crowded: bool) -> list[float]:
    over = multiprocessing.Event()
    crowd = multiprocessing.Process(target=_crowd, args=(args.open, args.readers, over), daemon=True)
    if crowded:
        crowd.start()
        time.sleep(1.5)
    times = []
    last = time.monotonic() + args.seconds
    while time.monotonic() < last:
        begun = time.perf_counter()
        answer = session.get(args.staff + "/min-dag/", timeout=60)
        times.append(time.perf_counter() - begun)
        assert answer.status_code == 200 and "Min dag" in answer.text
        time.sleep(0.05)
    over.set()
    if crowded:
        crowd.join(30)
    return times


def _crowd(address: str, readers: int, over: multiprocessing.synchronize.Event) -> None:
    def read() -> None:
        session, turn = requests.Session(), 0
        while not over.is_set():
            session.get(address + OPEN[turn % len(OPEN)], timeout=60)
            turn += 1

    threads = [threading.Thread(target=read) for _ in range(readers)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def _logged_in(staff: str) -> requests.Session:
    """The first caseworker of the demonstration."""
    session = requests.Session()
    page = session.get(staff + "/demo/", timeout=60).text
    form = re.search(r'action="(/demo/logga-in/[^"]+)"', page)
    token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page)
    assert form and token, "ingen demo svarar där"
    session.post(
        staff + form[1],
        data={"csrfmiddlewaretoken": token[1]},
        headers={"Referer": staff + "/demo/"},
        timeout=60,
    )
    return session


def _ms(seconds: float) -> str:
    return f"{seconds * 1000:.0f}"


if __name__ == "__main__":
    main()
