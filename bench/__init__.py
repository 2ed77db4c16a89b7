"""Benchmarks: `./run bench NAME` runs the package NAME in here."""
