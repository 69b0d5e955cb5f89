"""`python -m openness.cli`."""

import sys

from openness.cli import main

sys.exit(main())
