#!/usr/bin/env python3
"""Independent checker for the unified home healthcare instances (UHHC,
Ceschia et al. 2026): shifts, lunch breaks, several time windows, preferred and
incompatible caregivers, optional patients, overtime, waiting and idle time.

Standard library only.  Rules in README.md, section "UHHC".

Usage   python3 check_uhhc.py INSTANCE SOLUTION [--expect VALUE] [--json]
Exit    0 feasible, 1 infeasible, 2 malformed input or --expect not met

Solution format: as for check.py, with "start" required for every visit.  A
lunch break is a visit with service "lunch_break", a "start", an "end" and the
"patient" at whose address it is taken (omit "patient" or use null for the
caregiver's own departure point).
"""

import argparse
import json
import lzma
import sys


class Malformed(Exception):
    pass


def load_json(path):
    try:
        opener = lzma.open if str(path).endswith(".xz") else open
        with opener(path, "rt", encoding="utf-8") as handle:
            return json.load(handle)
    except (OSError, ValueError, lzma.LZMAError) as err:
        raise Malformed("cannot read %s: %s" % (path, err))


def number(value, what):
    if isinstance(value, bool) or not isinstance(value, (int, float)) or value != value:
        raise Malformed("%s must be a number" % what)
    return value


def check(inst, sol):
    try:
        return _check(inst, sol)
    except (KeyError, TypeError, AttributeError, IndexError) as err:
        raise Malformed("unexpected structure: %r" % err)


def _check(inst, sol):
    faults = []
    dist = inst["distances"]
    weights = inst["metadata"]["cost_components"]
    at_end = inst["metadata"].get("time_window_met") == "at_service_end"
    point = {t["id"]: t["distance_matrix_index"] for t in inst["terminal_points"]}
    staff = {c["id"]: c for c in inst["caregivers"]}
    patient = {p["id"]: p for p in inst["patients"]}
    default = {s["id"]: s.get("default_duration") for s in inst["services"]}
    lunch_rule = inst.get("lunch_breaks") or {}
    need = {}
    for p in inst["patients"]:
        for r in p["required_services"]:
            need[p["id"], r["service"]] = r.get("duration") or default.get(r["service"])

    start, by = {}, {}
    travel = waiting = overtime = disliked = 0
    late, idle, lunched = [], {}, set()
    for c in staff.values():
        shift = c.get("working_shift")
        idle[c["id"]] = (shift["end"] - shift["start"]) if shift else 0
    seen = set()
    for route in sol["routes"]:
        cid = route["caregiver"]
        if cid not in staff:
            faults.append("unknown caregiver %s" % cid)
            continue
        if cid in seen:
            faults.append("caregiver %s has more than one route" % cid)
        seen.add(cid)
        c, shift = staff[cid], staff[cid].get("working_shift")
        home = point[c["departing_point"]]
        stops = []
        for v in sorted(route["visits"], key=lambda v: (v["start"], v["service"] != "lunch_break")):
            t = number(v["start"], "start")
            if v["service"] == "lunch_break":
                where = patient[v["patient"]]["distance_matrix_index"] if v.get("patient") else home
                end = number(v["end"], "end")
                stops.append((t, end, where, None, None))
                ok = (
                    t >= lunch_rule["start"]
                    and (end if at_end else t) <= lunch_rule["end"]
                    and end - t >= lunch_rule["min_duration"]
                )
                if not ok:
                    faults.append("lunch break of %s (%s-%s) breaks the lunch rule" % (cid, t, end))
                if not c.get("lunch_break"):
                    faults.append("caregiver %s is not entitled to a lunch break" % cid)
                if cid in lunched:
                    faults.append("caregiver %s has two lunch breaks" % cid)
                lunched.add(cid)
                continue
            key = (v["patient"], v["service"])
            if key not in need:
                faults.append("%s/%s is not required" % key)
                continue
            if key in by:
                faults.append("%s/%s is served twice" % key)
            by[key], start[key] = cid, t
            p = patient[key[0]]
            if v["service"] not in c["abilities"]:
                faults.append("caregiver %s lacks %s (patient %s)" % (cid, key[1], key[0]))
            if cid in (p.get("incompatible_caregivers") or ()):
                faults.append("caregiver %s is incompatible with %s" % (cid, key[0]))
            liked = p.get("preferred_caregivers")
            if liked is not None and cid not in liked:
                disliked += 1
            end = t + need[key]
            windows = sorted((w["start"], w["end"]) for w in p["time_windows"])
            if t < windows[0][0]:
                faults.append("%s/%s starts at %s, before %s" % (key + (t, windows[0][0])))
            else:
                closes = [e for s, e in windows if s <= t][-1]
                late.append(max(0, (end if at_end else t) - closes))
            stops.append((t, end, p["distance_matrix_index"], key[0], key[1]))
        if not stops:
            continue
        leave = stops[0][0] - dist[home][stops[0][2]]
        if shift and leave < shift["start"]:
            faults.append(
                "caregiver %s leaves at %s, before the shift starts at %s" % (cid, leave, shift["start"])
            )
        free, where, gaps = leave, home, 0
        for index, (t, end, place, _, _) in enumerate(stops):
            arrive = free + dist[where][place]
            travel += dist[where][place]
            if t < arrive:
                faults.append("caregiver %s cannot start at %s, arrives at %s" % (cid, t, arrive))
            gaps += max(0, t - arrive)
            if not (index == 1 and stops[0][3] is None):
                waiting += max(0, t - arrive)
            free, where = end, place
        last = point[c.get("arrival_point") or c["departing_point"]]
        travel += dist[where][last]
        back = free + dist[where][last]
        if shift:
            overtime += max(0, back - shift["end"])
            idle[cid] = max(0, leave - shift["start"]) + gaps + max(0, shift["end"] - back)
    skipped = 0
    for p in inst["patients"]:
        services = [r["service"] for r in p["required_services"]]
        done = [s for s in services if (p["id"], s) in by]
        if not done:
            skipped += 1
            if not p.get("optional"):
                faults.append("patient %s is not optional and not visited" % p["id"])
            continue
        if len(done) < len(services):
            faults.append("patient %s gets only %s" % (p["id"], ", ".join(done)))
            continue
        sync = p.get("synchronization")
        if sync and sync["type"] != "independent" and len(services) == 2:
            a, b = [(p["id"], s) for s in services]
            if by[a] == by[b]:
                faults.append("double service of %s is given by one caregiver" % p["id"])
            low, high = 0, 0
            if sync["type"] == "sequential":
                gap = sync["distance"]
                low, high = (gap["min"], gap["max"]) if isinstance(gap, dict) else gap
            if not low <= start[b] - start[a] <= high:
                faults.append(
                    "double service of %s: gap %s, allowed %s to %s"
                    % (p["id"], start[b] - start[a], low, high)
                )
    missed = sum(1 for c in staff.values() if c.get("lunch_break") and c["id"] not in lunched)
    terms = {
        "travel_time": travel,
        "total_tardiness": sum(late),
        "highest_tardiness": max(late) if late else 0,
        "total_waiting_time": waiting,
        "total_extra_time": overtime,
        "max_idle_time": max(idle.values()) if idle else 0,
        "caregiver_preferences": disliked,
        "optional_patients": skipped,
        "missed_lunch_break": missed,
    }
    for name, weight in weights.items():
        if weight not in (None, 0) and name not in terms:
            raise Malformed("cost component %s is not supported by this checker" % name)
    objective = 0
    for name, value in terms.items():
        weight = weights.get(name)
        if weight == "HARD":
            if value:
                faults.append("%s is a hard rule here, but is %s" % (name, value))
        elif weight:
            objective += weight * value
    report = {"feasible": not faults, "faults": faults, "terms": terms, "objective": objective}
    return report


def main(argv=None):
    ap = argparse.ArgumentParser(description="Check a UHHC solution.")
    ap.add_argument("instance")
    ap.add_argument("solution")
    ap.add_argument("--expect", type=float)
    ap.add_argument("--json", action="store_true")
    args = ap.parse_args(argv)
    try:
        report = check(load_json(args.instance), load_json(args.solution))
    except Malformed as err:
        print("MALFORMED: %s" % err, file=sys.stderr)
        return 2
    if args.json:
        print(json.dumps(report, indent=1))
    else:
        print("FEASIBLE" if report["feasible"] else "INFEASIBLE")
        for fault in report["faults"]:
            print("  - " + fault)
        for name, value in report["terms"].items():
            print("%-22s %s" % (name, value))
        print("%-22s %s" % ("objective", report["objective"]))
    if not report["feasible"]:
        return 1
    if args.expect is not None and abs(report["objective"] - args.expect) > 1e-6:
        print("NOTE: expected %s" % args.expect, file=sys.stderr)
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(main())
