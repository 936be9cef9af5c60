"""Flödet mätt: the kernel beside other simulators, and its forecasts beside other ways to tell."""
