"""What pages are made from, as frozen dataclasses."""
