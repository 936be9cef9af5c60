"""Personer: den enskilde, hushåll, relationer och skyddade personuppgifter.

Folkbokföringslag (1991:481) 18 §, lag (2022:1697) om samordningsnummer, OSL 21:3 and 22 kap. A
person is here because some case needs them; *presence* says in which compartments they may be seen.
"""
