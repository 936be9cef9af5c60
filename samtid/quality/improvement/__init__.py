"""Förbättring: det som var svårt, de hundra förbättringarna, och vad som blev av dem.

SoL 5:1 och 5:2 (2025:400), SOSFS 2011:9 5 och 6 kap. What is said names a step of the work and never a person, neither
the one it is about nor, unless they ask for it, the one who says it. It lies in a box that nobody can read and that is
emptied and shaken every night (``walls.py``): neither order nor moment is left to tell who wrote.
"""
