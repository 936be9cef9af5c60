"""Organisationens kansli: medarbetare, enheter, roller, delegation – föreslås av en, godkänns av en annan.

SoL 29–30 kap., KL 6 kap. A door, because it reaches from the directory to keys and log-ins; those who come in by it
look after the organisation and see no persons.
"""
