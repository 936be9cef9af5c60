"""Utredning: what we find out before anything is decided.

SoL 14 kap. (2025:400), 20 kap. 3–7 §§ for children; FL 23–27 §§ (2017:900). Methods such as BBIC and
IBIC are data here (``words.py``): which areas to look into, under which headings.
"""
