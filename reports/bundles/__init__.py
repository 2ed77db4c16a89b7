"""A round in one file: how it is made in the background, and what the file is like."""
