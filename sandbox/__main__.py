"""`python -m sandbox`: a local Telegram on this machine."""

import sys

from sandbox.cli import main

if __name__ == "__main__":
    sys.exit(main())
