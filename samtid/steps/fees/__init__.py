"""Avgifter i äldre- och funktionshinderomsorg: vad den enskilde betalar, räknat rad för rad.

SoL 32 kap. (2025:400). The fee is what is least of the municipality's tariff, the highest fee and the room that is left
when the reserved amount has been kept. The decision about it is a decision as any other (steps/decisions): the same door
signs it, the same letter tells it, and it is appealed in the same way. The unit that carries the service out sees no
income.
"""
