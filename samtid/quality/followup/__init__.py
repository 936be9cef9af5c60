"""Uppföljning och återkoppling: hjälpte det, och vem säger det?

SoL 5:2 and 23 kap. (2025:400); SoF 10:3. Goal by goal, each voice for itself, then an answer to the
person in plain words: the circle that began with somebody's need closes here.
"""
