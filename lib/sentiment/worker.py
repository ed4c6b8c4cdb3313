"""A program that scores texts: ``python -m lib.sentiment.worker ORDER``. A line in is a JSON list of texts, a line out their moods."""

import json
import sys

from lib.sentiment.moods import judge_of
from lib.sentiment.registry import scorer


def main() -> None:
    """Answers line by line, until there are no more."""
    order = json.loads(sys.argv[1])
    judge = judge_of(scorer(order["scorer"]), order["languages"])
    for line in sys.stdin:
        sys.stdout.write(json.dumps(judge(json.loads(line))) + "\n")
        sys.stdout.flush()


if __name__ == "__main__":
    try:
        main()
    except (KeyboardInterrupt, BrokenPipeError):  # the process that asked is gone, or going
        sys.exit(1)
