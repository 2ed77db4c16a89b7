"""A region's checkpoints as a spreadsheet that people fill in without signing in.

`writing` makes the workbook, `receiving` takes in a file of any kind, `tables` and `apart` make
rows of it, `reading` finds its columns and keys, and `comparing` says what it changes. Nothing in
here saves: that is for the forms (checkpoints/forms/sheets.py). See docs/decisions/0009.
"""
