"""Webbläsaren: the whole program on a socket, in a real browser, as those who use it meet it."""
