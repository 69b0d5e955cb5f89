"""The phrases that state something, as data, and the matcher that finds them in sentences."""
