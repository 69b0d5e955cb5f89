"""One rule, one framework, one export and one licence for openness."""
