"""What is measured, on what, and against whom: ``python -m benchmarks --help``."""
