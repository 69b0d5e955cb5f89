"""
How much of a stranger's file is read: every limit of the package, in one place.

What is larger is refused in one line or is a finding with its place; nothing is cut off silently. Each is far above
what the Hub's real repositories hold. docs/security.md lists them.
"""

from __future__ import annotations

from typing import Final

CARD: Final = 1_000_000
"""Bytes of a card: the largest of 9,463 real ones has 732,444."""
BODY: Final = 250_000
"""Characters of the text below the front matter: the largest of 9,463 real ones has 229,624. The rest is not read."""
SENTENCES: Final = 600
"""Sentences of one card that hold a word of the vocabulary: the most of 9,463 real ones hold 414. No more are read ..."""
WHOLE: Final = 20_000
"""... beyond as many characters of the body; up to here each sentence is read."""
COMPANION: Final = 2_000_000
"""Bytes of a file beside a card: no licence text is near that size."""
STATEMENT: Final = 1_000_000
"""Bytes of an `openness.yaml`."""
RECORD: Final = 20_000_000
"""Bytes of a record, a file of another format or what `openness validate` reads."""
SETTINGS: Final = 1_000_000
"""Bytes of a settings file or policy."""
BASELINE: Final = 100_000_000
"""Bytes of a baseline: a JSON report over thousands of cards, records included."""
TARGETS: Final = 20_000_000
"""Bytes of a list of targets."""
SENTENCE: Final = 10_000
"""Characters of a sentence: a longer one is read in parts."""
SAID_AGAIN: Final = 50
"""Times that one sentence is asked for the same statement: no real one says it as often."""
REPEATED: Final = 20
"""How often the same sentence is read: said once more it says nothing new."""
LICENSE_TEXT: Final = 500_000
"""Bytes of a licence text, given to `license identify` or beside a card: the longest known one has 36,000."""

DEPTH: Final = 100
"""Mappings and lists inside each other, in YAML, JSON and TOML."""
NODES: Final = 200_000
"""Values of one YAML text, each alias counted as what it stands for."""
DIGITS: Final = 308
"""Digits of a whole number: what a number of 64 bits with a point can hold."""
NAME: Final = 200
"""Characters of a name for which near ones are looked for."""
PROPOSALS: Final = 50
"""Unknown names of one file for which near ones are looked for: each is compared with all known ones."""
LICENSE_NAME: Final = 1_000
"""Characters of what may name a licence: the longest known name has 76. A longer text is none that we know."""
KEY: Final = 1_000
"""Characters of a key."""
KEYS: Final = 10_000
"""Keys of one mapping, those that stand twice counted as often."""
