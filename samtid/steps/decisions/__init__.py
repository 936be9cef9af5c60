"""Beslut: who decided what, on what ground, and how the person got to know.

SoL 14 and 30 kap. (2025:400), FL 31–33 and 43–47 §§ (2017:900), KL 6 kap. 37–39 §§ (2017:725).
"""
