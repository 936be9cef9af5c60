"""LSS: who belongs to the group the Act is for, what each decision by LSS 9 § was weighed on, and the individual plan.

LSS (1993:387) 1, 7–10 and 27 §§. After the decisions, because it weighs a draft; before all that is given (docs/decisions/0118).
"""
