"""Öppna ingången: what anyone sees without a log-in. What do you need?; the receipt; time limits in plain words.

SoL 2:4, 6:2 and 19 kap. (2025:400), FL 6 §, lag (2018:1937) om tillgänglighet till digital offentlig service. A page here
keeps nothing about the one who looks: no session, no draft, no address that tells what somebody wrote.
"""
