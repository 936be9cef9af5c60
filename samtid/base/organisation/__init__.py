"""Organisation: nämnd, enheter, medarbetare, kompetens och delegation, allt daterat.

SoL 29–30 kap. (2025:400). Everything has a first and a last day, also ahead in time, so that a
reorganisation takes effect by itself and yesterday stays readable.
"""
