"""`kopilka replay`: a program run over a file of events, without a database."""

import argparse
import sys

from services.replay import replay

EXAMPLES = (
    "kopilka replay --program program.toml events.jsonl",
    "cat events.jsonl | kopilka replay --program program.toml",
)


def configure(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--program", required=True, metavar="FILE", help="the rules, a TOML file")
    parser.add_argument("events", nargs="?", help="JSON Lines; standard input if left out")


def run(options: argparse.Namespace) -> int:
    """Print one JSON line per event (docs/semantics.md, Replay: the contract)."""
    events = options.events if options.events not in {None, "-"} else sys.stdin
    return replay(options.program, events, sys.stdout, sys.stderr)
