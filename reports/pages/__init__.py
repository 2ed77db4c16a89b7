"""What pages of rounds, reports and editions are made from, as frozen dataclasses."""
