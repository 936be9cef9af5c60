"""Bakgrundsarbetet: what is done every night and every month without anybody asking.

SoLPuL 10 §, OSL 26 kap., SOSFS 2014:5. The worker logs in to the database as itself, with a purpose of its
own. It can read no person: what it does to a person's rows is done by functions that tell it numbers only.
"""
