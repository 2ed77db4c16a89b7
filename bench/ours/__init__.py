"""The product as it is installed, with a database of its own that lives for one run."""
