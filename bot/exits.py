"""What the program's exit codes mean."""

from enum import IntEnum


class Exit(IntEnum):
    """Exit codes of `kopilka`; 2 is also what a wrong command line gives."""

    OK = 0
    FAILED = 1
    USAGE = 2
    SETTINGS = 3
    ALREADY_RUNNING = 4
    TOKEN = 5
