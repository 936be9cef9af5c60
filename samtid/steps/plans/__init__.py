"""Genomförandeplaner: vem gör vad, när och hur, överenskommet med den enskilde.

SoL 10:4 och 5:2 (2025:400), SoF 10:3. A plan hangs on a service, so the unit that carries it out sees it and nothing of
the case behind. Once adopted it is never changed: what is to be otherwise is the next version, beside it.
"""
