"""The programme's report to its funder: how all regions stand before an event, and their reports.

`content` is what it says, `gather` where it comes from, `paper` how it looks.
"""
