"""What people take home: the overview as CSV, XLSX and JSON, and the whole history as a table.

The files have the words and the numbers of the screen: one selection, one reading, one order. What
each column means stands beside it in code, on the page that offers the files, and in docs/data.md.
"""
