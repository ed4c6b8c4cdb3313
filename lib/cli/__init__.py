"""The command line: ``python -m lib COMMAND``.

Tables go to stdout and are data; messages and progress go to stderr. The exit code is 0 for done, 1 for a fault of
ours (the store does not answer, a bug) and 2 for an input or a command that is wrong.

A file in this package with ``@command`` above a function is a command; nothing else need be told of it.
"""

from importlib import import_module
from pkgutil import iter_modules

from lib.cli.command import COMMANDS
from lib.cli.parser import main

for _module in iter_modules(__path__):
    import_module(f"{__name__}.{_module.name}")

__all__ = ["COMMANDS", "main"]
