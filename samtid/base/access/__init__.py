"""Åtkomst: sekretessområden, nycklar och loggen över varje öppning.

SoL 15 kap., OSL 8:2 and 26:1, SoLPuL 10 § (2001:454). The database decides what a viewer may see;
this room says who is acting, keeps the keys, and logs each opening. It knows compartments and
keys, never what is kept inside them.
"""
