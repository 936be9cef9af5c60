"""Parter: each guardian, a child from 15 and whoever speaks for somebody is told, heard and written to apart.

SoL 3 kap. 4 § (a child of 15 acts alone), 20 kap. 4 § (information); FL 25 and 33 §§; FB 6 kap. 11–13 a §§ (2025:400, 2017:900, 1949:381).
"""
