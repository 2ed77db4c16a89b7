"""Pages and the posts they make, one module for each thing that is looked at."""
