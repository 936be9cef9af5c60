"""Sjukhus och annan frånvaro: from the day somebody is away until the help has begun again.

Lag (2017:612) 2–5 kap.; SoL 10:3–10:4 (2025:400). The track lies in the case and tells why and what the hospital has said. The
units that carry services out learn that the person is away (``services.Away``), and their visits are called off or laid out again.
"""
