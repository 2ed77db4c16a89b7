"""What is prepared for a gathering out of the data: proposals for its agenda, and groups."""
