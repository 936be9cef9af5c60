"""Nämnden: the meetings where the board or its committee decides what no delegate may, and hears what others decided.

KL 6 kap. 23–41 §§ and 7 kap. 8 § (2017:725), SoL 30 kap. (2025:400). A decision has one home, ``steps/decisions``: here is
when it was taken up, what the meeting said, and the paragraph.
"""
