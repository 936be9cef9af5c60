"""Belastning: who has how much, what will break before it breaks, and what if (SoL 5 kap. 1 §, AML 3 kap. 2 §).

The load is counted from the cases there are, with the municipality's own weights; what will happen is played forward
at night from the unit's own history (ground/kernel/flow). A suggestion is a suggestion: the manager decides, and nobody
is measured.
"""
