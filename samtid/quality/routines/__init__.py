"""Rutiner: så gör vi här, för varje steg som programmet har, och vad som gäller i dag.

SOSFS 2011:9 4 kap. 2–4 §§ (processer och rutiner) and 5 kap. 1–2 §§, SoL 5 kap. 1 § (2025:400). The map of the processes is
drawn from the rooms themselves (``process.py``), so it cannot tell of another way to work than the one that is there. A
routine is written by one and decided by another, its versions stand, and it is in force from a day. No row is about a
person who gets help, and nobody sees who has read what.
"""
