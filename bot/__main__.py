"""`python -m bot` is `kopilka`."""

import sys

from bot.cli import main

sys.exit(main())
