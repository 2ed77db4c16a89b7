"""Reads of the reports, as frozen dataclasses."""
