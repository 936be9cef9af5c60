"""Förbättring: det som var svårt, i dag; idéer och försök, längre fram.

SoL 5:2 (2025:400), SOSFS 2011:9. A hardship names the step of the process and one sentence, never a
person: neither the one it is about nor the one who says it.
"""
