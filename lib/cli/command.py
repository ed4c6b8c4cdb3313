"""How a command is declared: its name, its arguments, its examples, and the function that does it."""

import getpass
import inspect
import json
import sys
from argparse import Namespace
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

import pandas as pd

from lib.cli.printed_table import print_csv, print_json
from lib.cli.secrets import masked
from lib.settings import Deployment
from lib.store import Store, open_store

_STEERS = dict.fromkeys((*range(9), *range(11, 32), *range(127, 160)), "\ufffd")


@dataclass(frozen=True)
class Argument:
    """What ``ArgumentParser.add_argument`` is given."""

    names: tuple[str, ...]
    options: Mapping[str, Any]


def argument(*names: str, **options: Any) -> Argument:
    """An argument of a command, described as argparse wants it."""
    return Argument(names, options)


@dataclass(frozen=True)
class Call:
    """One call of a command: what was asked, and where answers go."""

    values: Namespace

    @contextmanager
    def store(self) -> Iterator[Store]:
        """The store that ``--store``, the environment or the secrets name, open for the length of the block."""
        deployment = Deployment.load()
        opened = open_store(self.values.store or deployment.store.get_secret_value(), memory_limit=deployment.memory_limit)
        try:
            yield opened
        finally:
            opened.close()

    @property
    def who(self) -> str:
        """Whom changes are noted for."""
        try:
            return f"{getpass.getuser()} (command line)"
        except (KeyError, OSError):  # a container's user may have no name
            return "command line"

    def table(self, frame: pd.DataFrame) -> None:
        """Prints a table in the format asked for."""
        (print_json if self.values.format == "json" else print_csv)(frame, sys.stdout)

    def record(self, **values: Any) -> None:
        """Prints one JSON line."""
        print(json.dumps(values, ensure_ascii=False), flush=True)

    def text(self, text: str) -> None:
        """Prints a bare value."""
        print(text)

    def say(self, message: str) -> None:
        """Tells the person something that is no data. Words of a file cannot steer the terminal: control characters become U+FFFD."""
        print(masked(message).translate(_STEERS), file=sys.stderr, flush=True)


@dataclass(frozen=True)
class Command:
    """A declared command. ``run`` returns the exit code, None for 0; its docstring is the help."""

    name: str
    arguments: tuple[Argument, ...]
    examples: tuple[str, ...]
    run: Callable[[Call], int | None] = field(repr=False)

    @property
    def doc(self) -> str:
        """What ``--help`` says."""
        return inspect.cleandoc(self.run.__doc__ or "")

    @property
    def summary(self) -> str:
        """The first sentence of it."""
        return self.doc.partition("\n")[0]


COMMANDS: dict[str, Command] = {}


def command(name: str, *arguments: Argument, examples: tuple[str, ...]) -> Callable[[Callable[[Call], int | None]], Callable[[Call], int | None]]:
    """Registers ``function(call)`` as ``python -m lib NAME``. Examples are what follows ``python -m lib``."""

    def register(function: Callable[[Call], int | None]) -> Callable[[Call], int | None]:
        COMMANDS[name] = Command(name, arguments, examples, function)
        return function

    return register
