"""Personakten: ärenden, anteckningar, handlingar, händelser, frister och utkast.

SoL 14:3–14:7 (2025:400), SOSFS 2014:5. One dossier per person. Inside it each matter (*ärende*) is a
``Case``, which lies in one compartment; every row about the person hangs on a case.
"""
