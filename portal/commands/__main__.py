"""``python -m portal.commands``."""

import sys

from portal.commands import main

if __name__ == "__main__":
    sys.exit(main())
