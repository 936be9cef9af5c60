"""Väggarna utan en sten: every policy, check, log line, role test and trigger taken away, one at a time.

``make wall-mutants``. Nothing is changed but a copy of the tests' template database; what stands there is asked of the
catalogue, so that a new wall is tried without anybody writing it down here.
"""
