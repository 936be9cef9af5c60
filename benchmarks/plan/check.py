#!/usr/bin/env python3
"""Independent solution checker for the daily home health care routing and
scheduling problem (HHCRSP) of Mankowska, Meisel & Bierwirth (2014).

Standard library only.  Written from the published problem definition.

Usage
    python3 check.py INSTANCE SOLUTION [--timing auto|given|earliest]
                     [--tol 0.001] [--expect VALUE] [--json] [--write-timed OUT]

INSTANCE and SOLUTION are JSON files, optionally compressed (.json.xz).

Exit code   0 feasible
            1 infeasible (every violation is printed with its reason)
            2 unreadable or malformed input, or --expect not met

Solution format (see README.md for the full text)

    {"instance": "mankowska/010_01",               optional, informative
     "objective": 218.199,                         optional, compared if present
     "routes": [
        {"caregiver": "c1",
         "visits": [{"patient": "p10", "service": "s3", "start": 148.0},
                    {"patient": "p3",  "service": "s2", "start": 247.0}]},
        ...]}

"start" is the start of service.  Give it for every visit or for none.  With
none (or --timing earliest) the checker computes the component-wise earliest
schedule of the given routes.  That schedule is optimal for fixed routes,
because all timing rules are difference constraints and tardiness never falls
when a start moves later.
"""

import argparse
import json
import lzma
import sys

WEIGHTS = {"travel": 1.0 / 3.0, "tardiness": 1.0 / 3.0, "max_tardiness": 1.0 / 3.0}


class Malformed(Exception):
    """The file cannot be understood (as opposed to: understood, infeasible)."""


def load_json(path):
    try:
        if str(path).endswith(".xz"):
            with lzma.open(path, "rt", encoding="utf-8") as handle:
                return json.load(handle)
        with open(path, "r", encoding="utf-8") as handle:
            return json.load(handle)
    except (OSError, ValueError, lzma.LZMAError) as err:
        raise Malformed("cannot read %s: %s" % (path, err))


class Instance:
    """One day: a single office (matrix index 0), patients 1..n, caregivers."""

    def __init__(self, data):
        try:
            defaults = {s["id"]: s.get("default_duration") for s in data.get("services", [])}
            if len(data.get("central_offices", [])) != 1:
                raise Malformed("exactly one central office expected")
            self.travel = data["distances"]
            self.caregivers = {c["id"]: frozenset(c["abilities"]) for c in data["caregivers"]}
            self.row = {}  # patient -> row of the travel matrix
            self.window = {}  # patient -> (open, close)
            self.required = {}  # patient -> ordered list of services
            self.duration = {}  # (patient, service) -> minutes
            self.gap = {}  # patient -> (min, max) start-to-start, 2nd minus 1st
            for number, patient in enumerate(data["patients"], 1):
                pid = patient["id"]
                if pid in self.row:
                    raise Malformed("patient %s is listed twice" % pid)
                self.row[pid] = number
                self.window[pid] = tuple(patient["time_window"])
                services = []
                for need in patient["required_caregivers"]:
                    service = need["service"]
                    length = need.get("duration")
                    if length is None:
                        length = defaults.get(service)
                    if length is None:
                        raise Malformed("no duration for %s/%s" % (pid, service))
                    services.append(service)
                    self.duration[pid, service] = length
                if len(set(services)) != len(services) or len(services) not in (1, 2):
                    raise Malformed("patient %s: one or two distinct services expected" % pid)
                self.required[pid] = services
                if len(services) == 2:
                    sync = patient.get("synchronization")
                    if not sync:
                        raise Malformed("patient %s: synchronization missing" % pid)
                    if sync["type"] == "simultaneous":
                        self.gap[pid] = (0.0, 0.0)
                    elif sync["type"] == "sequential":
                        self.gap[pid] = tuple(sync["distance"])
                    else:
                        raise Malformed("patient %s: unknown synchronization %r" % (pid, sync["type"]))
        except (KeyError, TypeError, IndexError) as err:
            raise Malformed("instance is not in the expected format: %r" % err)
        size = len(self.row) + 1
        if len(self.travel) != size or any(len(line) != size for line in self.travel):
            raise Malformed("travel matrix is not %d x %d" % (size, size))


def read_routes(solution):
    """-> list of (caregiver, [(patient, service, start or None), ...])"""
    routes = solution.get("routes") if isinstance(solution, dict) else None
    if not isinstance(routes, list):
        raise Malformed("solution needs a list called 'routes'")
    result = []
    for route in routes:
        try:
            visits = [(v["patient"], v["service"], v.get("start")) for v in route["visits"]]
            if not all(isinstance(x, str) for v in visits for x in v[:2]) or not isinstance(
                route["caregiver"], str
            ):
                raise Malformed("caregiver, patient and service must be strings")
            result.append((route["caregiver"], visits))
        except (KeyError, TypeError, AttributeError) as err:
            raise Malformed("route is not in the expected format: %r" % err)
    return result


def structural_faults(inst, routes):
    faults, by, seen_caregiver = [], {}, set()
    for caregiver, visits in routes:
        if caregiver not in inst.caregivers:
            faults.append("unknown caregiver %s" % caregiver)
            continue
        if caregiver in seen_caregiver:
            faults.append("caregiver %s has more than one route" % caregiver)
        seen_caregiver.add(caregiver)
        for patient, service, _ in visits:
            if patient not in inst.row:
                faults.append("unknown patient %s on the route of %s" % (patient, caregiver))
            elif service not in inst.required[patient]:
                faults.append("patient %s does not require %s (route of %s)" % (patient, service, caregiver))
            elif (patient, service) in by:
                faults.append(
                    "%s/%s is served twice (%s and %s)" % (patient, service, by[patient, service], caregiver)
                )
            else:
                by[patient, service] = caregiver
                if service not in inst.caregivers[caregiver]:
                    faults.append("caregiver %s lacks skill %s needed at %s" % (caregiver, service, patient))
    for patient, services in inst.required.items():
        for service in services:
            if (patient, service) not in by:
                faults.append("%s/%s is not served" % (patient, service))
        if len(services) == 2:
            pair = [by.get((patient, s)) for s in services]
            if pair[0] is not None and pair[0] == pair[1]:
                faults.append("double service of %s is given by the same caregiver %s" % (patient, pair[0]))
    return faults


def earliest_schedule(inst, routes):
    """Least solution of the difference constraints, or (None, reason)."""
    start, edges = {}, {}

    def edge(a, b, weight):
        edges.setdefault(a, []).append((b, weight))

    for _, visits in routes:
        where, before = 0, None
        for patient, service, _ in visits:
            key = (patient, service)
            hop = inst.travel[where][inst.row[patient]]
            start[key] = float(inst.window[patient][0])
            if before is None:
                start[key] = max(start[key], hop)
            else:
                edge(before, key, inst.duration[before] + hop)
            where, before = inst.row[patient], key
    for patient, (low, high) in inst.gap.items():
        first, second = [(patient, s) for s in inst.required[patient]]
        edge(first, second, low)
        edge(second, first, -high)
    for _ in range(len(start) + 1):
        moved = None
        for a, outs in edges.items():
            base = start[a]
            for b, weight in outs:
                if base + weight > start[b] + 1e-9:
                    start[b] = base + weight
                    moved = b
        if moved is None:
            return start, None
    return None, (
        "the routes wait for each other in a circle (deadlock); %s/%s is one of the visits involved" % moved
    )


def timing_faults(inst, routes, start, tol):
    faults = []
    for caregiver, visits in routes:
        where, free, label = 0, 0.0, "the office"
        for patient, service, _ in visits:
            t = start[patient, service]
            opens = inst.window[patient][0]
            if t < opens - tol:
                faults.append(
                    "%s/%s starts at %.3f before its window opens at %.3f" % (patient, service, t, opens)
                )
            hop = inst.travel[where][inst.row[patient]]
            if t < free + hop - tol:
                faults.append(
                    "%s cannot be at %s by %.3f: leaves %s at %.3f, travel %.3f, "
                    "earliest %.3f" % (caregiver, patient, t, label, free, hop, free + hop)
                )
            free, where, label = t + inst.duration[patient, service], inst.row[patient], patient
    for patient, (low, high) in inst.gap.items():
        first, second = inst.required[patient]
        delta = start[patient, second] - start[patient, first]
        if delta < low - tol or delta > high + tol:
            faults.append(
                "double service of %s: %s starts %.3f after %s, allowed %.3f to %.3f"
                % (patient, second, delta, first, low, high)
            )
    return faults


def cost(inst, routes, start):
    travel = total = worst = 0.0
    for _, visits in routes:
        where = 0
        for patient, service, _ in visits:
            row = inst.row[patient]
            travel += inst.travel[where][row]
            where = row
            late = max(0.0, start[patient, service] - inst.window[patient][1])
            total += late
            worst = max(worst, late)
        if visits:
            travel += inst.travel[where][0]
    value = WEIGHTS["travel"] * travel + WEIGHTS["tardiness"] * total + WEIGHTS["max_tardiness"] * worst
    return {"travel": travel, "total_tardiness": total, "max_tardiness": worst, "objective": value}


def check(instance_data, solution_data, timing="auto", tol=1e-3):
    """-> dict with feasible, faults, timing and, when feasible, the cost terms."""
    inst = Instance(instance_data)
    routes = read_routes(solution_data)
    faults = structural_faults(inst, routes)
    stamps = [s for _, visits in routes for (_, _, s) in visits]
    if any(
        s is not None and (isinstance(s, bool) or not isinstance(s, (int, float)) or s != s) for s in stamps
    ):
        raise Malformed("'start' must be a number")
    given = [s is not None for s in stamps]
    if timing == "auto":
        timing = "given" if given and all(given) else "earliest"
        if any(given) and not all(given):
            faults.append("some visits have a start and others have none")
    elif timing == "given" and not all(given):
        faults.append("--timing given, but a visit has no start")
    report = {"feasible": False, "timing": timing, "faults": faults}
    if faults:
        return report
    if timing == "given":
        start = {(p, s): float(t) for _, visits in routes for (p, s, t) in visits}
    else:
        start, reason = earliest_schedule(inst, routes)
        if reason:
            faults.append(reason)
            return report
    faults.extend(timing_faults(inst, routes, start, tol))
    if faults:
        return report
    report["feasible"] = True
    report.update(cost(inst, routes, start))
    report["visits"] = len(start)
    report["caregivers_used"] = sum(1 for _, visits in routes if visits)
    report["late_visits"] = sum(1 for (p, _), t in start.items() if t > inst.window[p][1] + tol)
    report["start"] = start
    return report


def main(argv=None):
    ap = argparse.ArgumentParser(description="Check a HHCRSP solution (Mankowska et al. 2014).")
    ap.add_argument("instance")
    ap.add_argument("solution")
    ap.add_argument("--timing", choices=["auto", "given", "earliest"], default="auto")
    ap.add_argument("--tol", type=float, default=1e-3, help="time tolerance in minutes")
    ap.add_argument("--expect", type=float, help="fail (exit 2) unless the objective matches")
    ap.add_argument("--json", action="store_true", help="print the report as JSON")
    ap.add_argument("--write-timed", metavar="OUT", help="write the solution with its starts")
    args = ap.parse_args(argv)
    try:
        solution = load_json(args.solution)
        report = check(load_json(args.instance), solution, args.timing, args.tol)
    except Malformed as err:
        print("MALFORMED: %s" % err, file=sys.stderr)
        return 2
    start = report.pop("start", None)
    if args.json:
        print(json.dumps(report, indent=1))
    elif report["feasible"]:
        print("FEASIBLE (timing: %s)" % report["timing"])
        for key in ("travel", "total_tardiness", "max_tardiness", "objective"):
            print("%-16s %.4f" % (key, report[key]))
        print(
            "%-16s %d (late: %d, caregivers used: %d)"
            % ("visits", report["visits"], report["late_visits"], report["caregivers_used"])
        )
    else:
        print(
            "INFEASIBLE (%d violation%s)" % (len(report["faults"]), "" if len(report["faults"]) == 1 else "s")
        )
        for fault in report["faults"]:
            print("  - " + fault)
    if not report["feasible"]:
        return 1
    if args.write_timed:
        timed = {
            "instance": solution.get("instance"),
            "objective": report["objective"],
            "routes": [
                {
                    "caregiver": r["caregiver"],
                    "visits": [
                        {
                            "patient": v["patient"],
                            "service": v["service"],
                            "start": round(start[v["patient"], v["service"]], 6),
                        }
                        for v in r["visits"]
                    ],
                }
                for r in solution["routes"]
            ],
        }
        with open(args.write_timed, "w", encoding="utf-8") as handle:
            json.dump(timed, handle)
    for label, value in (("--expect", args.expect), ("the file", solution.get("objective"))):
        if isinstance(value, str) or isinstance(value, bool):
            print("NOTE: the stated objective is not a number", file=sys.stderr)
        elif value is not None and abs(report["objective"] - value) > 0.01 + 1e-5 * abs(value):
            print(
                "NOTE: objective stated by %s is %.4f, recomputed %.4f" % (label, value, report["objective"]),
                file=sys.stderr,
            )
            if label == "--expect":
                return 2
    return 0


if __name__ == "__main__":
    sys.exit(main())
