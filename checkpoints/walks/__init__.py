"""Checkpoints somebody works through: what is left to look at, whose it is, walks past them."""
