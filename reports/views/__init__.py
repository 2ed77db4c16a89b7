"""Pages of reports: thin, as everywhere."""
