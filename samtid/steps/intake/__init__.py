"""Inkommet: the one way in. Reports, applications and questions, protection and preliminary assessment.

SoL 19 kap. and 20 kap. 1–2 §§ (2025:400), FL 22 §. Everything that comes in, whatever the channel, lands in the
reception's compartment with the same clock. The investigation takes over by itself (steps/investigations).
"""
