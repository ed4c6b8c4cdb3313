"""What is going on, on stderr."""

import sys


def say(what: str) -> None:
    print(what, file=sys.stderr, flush=True)
