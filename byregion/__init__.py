"""The project: settings, addresses, and the pages that combine the apps."""
