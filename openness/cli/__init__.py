"""The command line: words in, words out, exit code. Only this room prints or exits."""

from __future__ import annotations

import argparse
import errno
import gc
import os
import sys
from collections.abc import Sequence
from importlib import import_module
from typing import NoReturn

from openness import plugins
from openness.cli._exit import ERROR, INTERRUPTED, OK
from openness.errors import OpennessError

COMMANDS = {
    "check": "findings on model cards, folders and Hub repositories",
    "describe": "the record of one card: facts with evidence",
    "assess": "what each standard of openness says",
    "compare": "models side by side",
    "license": "what a licence allows, and what may be done with a model; identify a text; compare licences",
    "notice": "what must be carried along: notices, names, displays and licence texts",
    "explain": "a rule's page",
    "export": "the record in other formats",
    "validate": "a record or statement against the JSON Schema",
    "schema": "the published JSON Schemas, offline",
    "init": "a starter openness.yaml or front matter",
    "index": "which licence and bases each model of a table declares, in one small file",
    "graph": "where a model comes from, licence by licence, with the conflicts on the way",
    "census": "a table of the Hub to a table of facts, findings, verdicts and lineage, and a page",
    "badge": "an SVG badge for a verdict or a licence",
}
"""Every command with its one-line help; the module of the same name holds its arguments and its work."""


class _Parser(argparse.ArgumentParser):
    """A parser whose complaints are one line, as all of ours are."""

    def error(self, message: str) -> NoReturn:
        """Say what is wrong, what may have been meant and where the help is."""
        message = message.replace(_MARK, "")
        if message.startswith("unrecognized arguments: -"):
            from difflib import get_close_matches

            word = message.split()[2].partition("=")[0]
            near = get_close_matches(word, self._option_string_actions, n=1, cutoff=0.7)
            if near:
                _complain(f"{message}; did you mean `{near[0]}`?")
                self.exit(ERROR)
        _complain(f"{message}; see `{self.prog} --help`")
        self.exit(ERROR)


_FULL = (errno.ENOSPC, getattr(errno, "EDQUOT", errno.ENOSPC), errno.EFBIG, errno.EIO)
"""What a stream says whose disk is full or gone."""
_EVERYWHERE = ("-q", "--quiet", "-v", "--verbose", "--color")
_MARK = "\0"
_YOUNG = 20_000
"""New objects after which the collector looks among them: a card makes a few thousand that outlive it by no circle."""
os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")
"""No pydantic plugin has a say in a run of the command line; looking for them costs 10 ms."""


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code: 0 clean, 1 findings, 2 usage, configuration or I/O error."""
    gc.disable()  # what is loaded stays: looking for garbage among it is a sixth of a short run
    from openness.cli._terminal import tolerant

    tolerant(sys.stdout)
    words = _command_first(list(sys.argv[1:] if argv is None else argv))
    if not words or words[0] in ("-h", "--help", "help"):
        _print_help()
        return OK if words else ERROR
    if words[0] in ("-V", "--version"):
        from importlib.metadata import version

        print(f"openness {version('openness')}")
        return OK
    name = words[0]
    if name not in COMMANDS:
        from difflib import get_close_matches

        near = get_close_matches(name, COMMANDS, n=1)
        _complain(f"unknown command `{name}`" + (f"; did you mean `{near[0]}`?" if near else "; see `openness --help`"))
        return ERROR
    return _run(name, words[1:])


def _run(name: str, words: Sequence[str]) -> int:
    from openness.cli import _terminal

    module = import_module(f"openness.cli.{name}")
    if not gc.get_freeze_count():  # once a process, however often it calls
        gc.freeze()
        gc.set_threshold(_YOUNG, 20, 20)
    gc.enable()
    parser = _Parser(
        prog=f"openness {name}",
        description=module.__doc__,
        epilog=_epilog(name) if not {"-h", "--help"}.isdisjoint(words) else None,
        formatter_class=argparse.RawDescriptionHelpFormatter,
        allow_abbrev=False,
    )
    module.add_arguments(parser)
    _terminal.add_arguments(parser)
    parser.add_argument("--plugin", action="append", default=[], metavar="PACKAGE", help="use this package's plugins")
    try:
        arguments = parser.parse_intermixed_args(_marked(words))  # options may stand between targets
    except SystemExit as stop:  # argparse prints usage and leaves; the code is ours to return
        return stop.code if isinstance(stop.code, int) else ERROR
    for key, value in vars(arguments).items():
        setattr(arguments, key, _unmarked(value))
    try:
        _terminal.use(arguments)
        plugins.use(*_plugins(arguments.plugin))
        try:
            code: int = module.run(arguments)
        finally:
            if "openness.cli._index" in sys.modules:
                sys.modules["openness.cli._index"].stop()
        sys.stdout.flush()
    except OpennessError as error:
        _complain(str(error))
        return ERROR
    except KeyboardInterrupt:
        _complain("interrupted")
        return INTERRUPTED
    except (RecursionError, MemoryError) as error:
        _complain(f"{type(error).__name__}: more than this machine can read; please report the file")
        return ERROR
    except BrokenPipeError:  # the reader of a pipe left; nobody is there to be told
        sys.stdout = open(os.devnull, "w", encoding="utf-8")  # noqa: PTH123, SIM115 - flushed at exit, must stay open
        return OK
    except Exception as error:  # an exit code of 1 would mean findings
        if isinstance(error, OSError) and error.errno in _FULL and error.filename is None:
            sys.stdout = open(os.devnull, "w", encoding="utf-8")  # noqa: PTH123, SIM115 - as above
            _complain(f"standard output: {(error.strerror or 'cannot be written').lower()}")
            return ERROR
        if os.environ.get("OPENNESS_TRACEBACK"):
            raise
        from openness.cli._targets import our_error

        _complain(f"{our_error(error)} (OPENNESS_TRACEBACK=1 shows all)")
        return ERROR
    return code


def _epilog(name: str) -> str:
    from openness.cli._examples import told

    return told(name)


def _command_first(words: list[str]) -> list[str]:
    """`-q check README.md` as `check -q README.md`: what every command takes may stand before it."""
    at = 0
    while at < len(words) and (words[at] in _EVERYWHERE or words[at].startswith("--color=")):
        at += 2 if words[at] == "--color" else 1
    return [*words[at : at + 1], *words[:at], *words[at + 1 :]] if at < len(words) else words


def _marked(words: Sequence[str]) -> list[str]:
    """The words, those behind `--` marked as none of an option: argparse forgets the `--` where words stand between options."""
    at = list(words).index("--") + 1 if "--" in words else len(words)
    return [*words[:at], *(_MARK + word if word.startswith("-") and word != "-" else word for word in words[at:])]


def _unmarked(value: object) -> object:
    if isinstance(value, list):
        return [_unmarked(one) for one in value]
    return value.removeprefix(_MARK) if isinstance(value, str) else value


def _plugins(named: Sequence[str]) -> tuple[str, ...]:
    """Packages named on the command line or in the environment; never in a file, which may be somebody else's."""
    return (*named, *(name.strip() for name in os.environ.get("OPENNESS_PLUGINS", "").split(",") if name.strip()))


def _complain(message: str) -> None:
    from openness.cli._terminal import complain

    complain(message)


def _print_help() -> None:
    width = max(map(len, COMMANDS)) + 2
    print("usage: openness COMMAND ...\n\nWhat a model publishes, as typed facts with evidence.\n\ncommands:")
    for name, words in COMMANDS.items():
        print(f"  {name:{width}}{words}")
    print("\n`openness COMMAND --help` tells more. TARGET is a path, org/name[@revision], catalog:NAME, or - (stdin).")
