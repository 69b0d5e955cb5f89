"""
Write the public interface, names and signatures, to docs/api.txt: a frozen file, so that no change of it goes unseen.

Usage: python tools/api.py [--check]

Public are the names of `__all__` of each room without an underscore, but the command line's. What stands in the file is
read from the source, so that it is the same for every Python. tools/generate.py leaves it alone: who changes the
interface writes it anew on purpose, and says so in CHANGELOG.md.
"""

from __future__ import annotations

import ast
import difflib
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
FILE = ROOT / "docs" / "api.txt"
PACKAGE = ROOT / "openness"
HEAD = "# The public interface. Written by `python tools/api.py`; a test compares it.\n"
_NOT_PUBLIC = frozenset({"cli"})


@cache
def tree(module: str) -> ast.Module:
    """The source of a module."""
    path = ROOT.joinpath(*module.split("."))
    file = path / "__init__.py" if path.is_dir() else path.with_suffix(".py")
    return ast.parse(file.read_text(encoding="utf-8"))


def rooms() -> list[str]:
    """The modules with public names."""
    found = ["openness"]
    for path in sorted(PACKAGE.iterdir()):
        if path.name.startswith("_") or path.stem in _NOT_PUBLIC:
            continue
        if path.suffix == ".py" or (path / "__init__.py").is_file():
            found.append(f"openness.{path.stem}")
    return found


def names(module: str) -> list[str]:
    """What a module offers: its `__all__`, else what it defines without an underscore."""
    for one in tree(module).body:
        if isinstance(one, ast.Assign) and isinstance(one.targets[0], ast.Name) and one.targets[0].id == "__all__":
            listed: list[str] = ast.literal_eval(one.value)
            return sorted(listed)
    defined = (one.name for one in tree(module).body if isinstance(one, (ast.ClassDef, ast.FunctionDef)))
    return sorted(name for name in defined if not name.startswith("_"))


def described(module: str, name: str) -> Iterator[str]:
    """A name with its signature; of a class what it holds."""
    spoken = False
    for one in _statements(tree(module).body):
        if isinstance(one, (ast.FunctionDef, ast.AsyncFunctionDef)) and one.name == name:
            overloaded = any(ast.unparse(mark) == "overload" for mark in one.decorator_list)
            if overloaded or not spoken:  # the function below its overloads says no more than they
                yield f"{name}{_signature(one)}"
            spoken = True
            if overloaded:
                continue
            return
        if isinstance(one, ast.ClassDef) and one.name == name:
            bases = ", ".join(map(ast.unparse, one.bases))
            yield f"class {name}({bases})"
            yield from (f"    {line}" for member in one.body for line in _member(member))
            return
        if isinstance(one, ast.ImportFrom) and any((got.asname or got.name) == name for got in one.names):
            got = next(got for got in one.names if (got.asname or got.name) == name)
            home = str(one.module)
            yield from [f"{name}: module"] if _is_module(f"{home}.{got.name}") else described(home, got.name)
            return
        target = (
            one.targets[0] if isinstance(one, ast.Assign) else one.target if isinstance(one, ast.AnnAssign) else None
        )
        if isinstance(target, ast.Name) and target.id == name:
            yield from _constant(name, one)
            return
    raise LookupError(f"{module}.{name}: not found in the source")


def _statements(body: list[ast.stmt]) -> Iterator[ast.stmt]:
    """The statements of a module, those for type checkers too."""
    for one in body:
        if isinstance(one, ast.If):
            yield from _statements(one.body)
            yield from _statements(one.orelse)
        else:
            yield one


def _is_module(name: str) -> bool:
    path = ROOT.joinpath(*name.split("."))
    return path.with_suffix(".py").is_file() or (path / "__init__.py").is_file()


def _constant(name: str, one: ast.stmt) -> Iterator[str]:
    """A type of words by its words, any other constant by its type where that is written."""
    if isinstance(one, ast.AnnAssign):
        yield f"{name}: {ast.unparse(one.annotation)}"
    elif isinstance(one, ast.Assign) and ast.unparse(one.value).startswith(("Literal[", "Annotated[")):
        yield f"{name} = {ast.unparse(one.value)}"
    else:
        yield name


def _member(one: ast.stmt) -> Iterator[str]:
    if isinstance(one, ast.FunctionDef) and (not one.name.startswith("_") or one.name == "__init__"):
        marks = " ".join(f"@{ast.unparse(mark)}" for mark in one.decorator_list)
        yield f"{marks} {one.name}{_signature(one)}".strip()
    elif isinstance(one, ast.AnnAssign) and isinstance(one.target, ast.Name) and not one.target.id.startswith("_"):
        default = f" = {ast.unparse(one.value)}" if one.value is not None else ""
        yield f"{one.target.id}: {ast.unparse(one.annotation)}{default}"


def _signature(one: ast.FunctionDef | ast.AsyncFunctionDef) -> str:
    back = f" -> {ast.unparse(one.returns)}" if one.returns is not None else ""
    return f"({ast.unparse(one.args)}){back}"


def interface() -> str:
    """The whole file."""
    parts = [HEAD]
    for module in rooms():
        lines = [line for name in names(module) for line in described(module, name)]
        if lines:
            parts.append("\n".join([f"[{module}]", *lines]) + "\n")
    return "\n".join(parts)


def main() -> int:
    """Write the file, or with `--check` show what differs."""
    new = interface()
    if "--check" not in sys.argv[1:]:
        FILE.write_text(new, encoding="utf-8")
        return 0
    old = FILE.read_text(encoding="utf-8") if FILE.is_file() else ""
    sys.stdout.writelines(
        difflib.unified_diff(old.splitlines(True), new.splitlines(True), "docs/api.txt", "the source")
    )
    return int(old != new)


if __name__ == "__main__":
    sys.exit(main())
