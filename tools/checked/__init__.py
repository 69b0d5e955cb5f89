"""
The closed schemas of the project's data files, one module for each kind, and how a complaint about one is worded.

Every check takes the root of a tree and returns a list of `Complaint`; nothing here prints, raises or stops at the first.
"""
