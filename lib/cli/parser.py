"""From the words of the command line to a command's exit code: the one place where its errors are caught."""

import argparse
import os
import sys
import traceback
from collections.abc import Sequence
from typing import NoReturn

from lib.cli.command import COMMANDS, Call, Command
from lib.cli.secrets import masked
from lib.errors import CommandError, CommunityError, reference

PROGRAM = "python -m lib"
FAULT = 1
STOPPED = 130  # what shells give a program that was interrupted


def main(words: Sequence[str] | None = None) -> int:
    """Runs the command and returns its exit code. ``--help`` leaves by SystemExit."""
    debug = "--debug" in (sys.argv if words is None else words)
    try:
        values = parser().parse_args(words)
        code = values.command.run(Call(values))
        sys.stdout.flush()
    except CommunityError as error:
        _tell(str(error))
        return error.exit_code
    except BrokenPipeError:  # whoever read us has seen enough, as `head` does
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except KeyboardInterrupt:
        _tell("Stopped. A change that was not finished has not happened.")
        return STOPPED
    except Exception as error:
        _tell("".join(traceback.format_exception(error)) if debug else _unexpected(error))
        return FAULT
    return code or 0


class _Parser(argparse.ArgumentParser):
    def error(self, message: str) -> NoReturn:
        raise CommandError(f"{message[:1].upper()}{message[1:]}.", hint=f"see {self.prog} --help")


def parser() -> argparse.ArgumentParser:
    """The whole command line, made from the registered commands."""
    whole = _Parser(
        prog=PROGRAM,
        description="Community health from the command line. Tables go to stdout, messages to stderr.",
        epilog="exit codes: 0 done, 1 a fault of ours, 2 the input or the command is wrong",
        allow_abbrev=False,
    )
    commands = whole.add_subparsers(title="commands", metavar="COMMAND", required=True)
    for name in sorted(COMMANDS):
        _add(commands, COMMANDS[name])
    return whole


def _add(commands: "argparse._SubParsersAction[_Parser]", command: Command) -> None:
    examples = "\n".join(f"  {PROGRAM} {example}" for example in command.examples)
    one = commands.add_parser(
        command.name,
        help=command.summary,
        description=command.doc,
        epilog=f"examples:\n{examples}",
        formatter_class=argparse.RawDescriptionHelpFormatter,
        allow_abbrev=False,
    )
    for argument in command.arguments:
        one.add_argument(*argument.names, **argument.options)
    everywhere = one.add_argument_group("for every command")
    everywhere.add_argument(
        "--store", metavar="URL", help="DuckDB or PostgreSQL; else COMMUNITY_STORE, else the secrets file, else duckdb:///data/community.duckdb"
    )
    everywhere.add_argument("--format", choices=("csv", "json"), default="csv", help="how tables are printed (default: csv)")
    everywhere.add_argument("--debug", action="store_true", help="show the whole story of an unexpected error")
    one.set_defaults(command=command)


def _unexpected(error: Exception) -> str:
    return f"Something went wrong that should not have. Reference: {reference(error)}. Hint: run it again with --debug to see all of it."


def _tell(message: str) -> None:
    print(masked(message), file=sys.stderr, flush=True)
