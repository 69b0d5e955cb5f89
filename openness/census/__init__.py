"""A whole table of models as a table of facts, findings, verdicts and lineage; and what it comes to."""
