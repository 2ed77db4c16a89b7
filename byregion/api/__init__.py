"""The API: everything that a person may read here, for their own programs. It changes nothing."""
