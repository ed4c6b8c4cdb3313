"""``python -m lib COMMAND``: see ``python -m lib --help``."""

import io
import sys

from lib.cli import main

if __name__ == "__main__":
    for stream in (sys.stdout, sys.stderr):  # whatever the terminal's encoding, tables are UTF-8
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    sys.exit(main())
