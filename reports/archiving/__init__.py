"""Editions for an archive: a folder each, with what Noark 5 asks for (docs/archive.md)."""
