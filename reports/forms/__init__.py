"""Forms of rounds, reports and editions: they translate, the actions decide."""
