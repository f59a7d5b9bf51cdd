"""The schema keywords of this project: uniqueness, order and references.

They extend JSON Schema 2020-12 as ``jsonschema`` keyword functions: each takes the validator,
the keyword's value, the instance and the schema, and yields one error per violation.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from decimal import Decimal, InvalidOperation
from difflib import get_close_matches
from itertools import pairwise
from typing import Any

from jsonschema.exceptions import ValidationError

Steps = tuple[str | int, ...]
Resolve = Callable[[str | None, str], "frozenset[str]"]


class RuleError(ValidationError):
    """A violation of a rule of ours.

    ``value`` is the offending text when several fields make it up, else None for the text at
    the path itself; ``earlier`` is the path of the entry it repeats, from the same place as
    ``path``, which has ``depth`` steps.
    """

    def __init__(
        self,
        message: str,
        path: Steps,
        remedy: str,
        value: str | None = None,
        earlier: Steps | None = None,
    ) -> None:
        super().__init__(message, path=path)
        self.remedy = remedy
        self.value = value
        self.earlier = earlier
        self.depth = len(path)


def pick(value: Any, pattern: str) -> Iterator[tuple[Steps, Any]]:
    """Yield (path, value) for every place that matches, for example ``themes/*/id``.

    ``*`` stands for every item of a list or every value of a mapping; absent keys match nothing.
    """
    yield from _pick(value, tuple(pattern.split("/")), ())


def _pick(value: Any, steps: tuple[str, ...], path: Steps) -> Iterator[tuple[Steps, Any]]:
    if not steps:
        yield path, value
    elif isinstance(value, list):
        if steps[0] == "*":
            for index, item in enumerate(value):
                yield from _pick(item, steps[1:], (*path, index))
    elif isinstance(value, Mapping):
        for key in value if steps[0] == "*" else [k for k in value if k == steps[0]]:
            yield from _pick(value[key], steps[1:], (*path, key))


def unique(_: Any, groups: Sequence[Sequence[str]], items: Any, __: Any) -> Iterator[RuleError]:
    """Yield an error for every item of a list that repeats the values of an earlier one."""
    if not isinstance(items, list):
        return
    for columns in groups:
        first: dict[tuple[str, ...], int] = {}
        for index, item in enumerate(items):
            if not isinstance(item, Mapping) or any(name not in item for name in columns):
                continue
            key = tuple(str(item[name]) for name in columns)
            if first.setdefault(key, index) != index:
                value = ", ".join(key) if len(key) > 1 else None
                yield _repeated((index, columns[-1]), (first[key], columns[-1]), columns, value)


def unique_at(_: Any, patterns: Sequence[str], document: Any, __: Any) -> Iterator[RuleError]:
    """Yield an error for every value found at a path pattern that occurred before."""
    for pattern in patterns:
        first: dict[str, Steps] = {}
        for path, value in pick(document, pattern):
            if first.setdefault(str(value), path) != path:
                name = pattern.rsplit("/", 1)[-1]
                yield _repeated(path, first[str(value)], [name], None)


def _repeated(path: Steps, earlier: Steps, names: Sequence[str], value: str | None) -> RuleError:
    what = " and ".join(names)
    return RuleError(f"duplicate {what}", path, f"keep one entry per {what}", value, earlier)


def ordered(_: Any, groups: Sequence[Sequence[str]], record: Any, __: Any) -> Iterator[RuleError]:
    """Yield an error where named values of a record do not rise strictly."""
    if not isinstance(record, Mapping):
        return
    for names in groups:
        values = [_decimal(record.get(name)) for name in names]
        if any(value is None for value in values):
            continue
        pairs = zip(pairwise(names), pairwise(values), strict=True)
        for (low, high), (below, above) in pairs:
            if below is not None and above is not None and not below < above:
                message = f"out of order: {high} must be greater than {low}"
                remedy = f"order the values as {' < '.join(names)}"
                yield RuleError(message, (high,), remedy)


def _decimal(value: object) -> Decimal | None:
    try:
        number = Decimal(str(value))
    except InvalidOperation:
        return None
    return number if number.is_finite() else None


def references(resolve: Resolve) -> Callable[..., Iterator[RuleError]]:
    """Return the keyword function that looks values up in other files through ``resolve``."""

    def check(_: Any, targets: Any, value: Any, __: Any) -> Iterator[RuleError]:
        if value is None:
            return
        wanted = [targets] if isinstance(targets, Mapping) else list(targets)
        known = [
            resolve(target.get("file"), target["field"]) | frozenset(target.get("allow", ()))
            for target in wanted
        ]
        if not any(str(value) in values for values in known):
            places = " or ".join(_place(target) for target in wanted)
            message = f"unknown reference: no such value in {places}"
            yield RuleError(message, (), _remedy(str(value), frozenset().union(*known)))

    return check


def _place(target: Mapping[str, str]) -> str:
    return f"{target.get('file', 'this file')}, {target['field']}"


def _remedy(value: str, known: frozenset[str]) -> str:
    return f"{suggest(value, known)} or add the entry it refers to"


def suggest(value: str, allowed: Sequence[str] | frozenset[str]) -> str:
    """Return an advice that names the closest allowed values, or all where they are few."""
    close = get_close_matches(value, sorted(allowed), n=3)
    names = close if close else sorted(allowed)[:8]
    more = "" if close or len(allowed) <= 8 else ", …"
    return f"use one of {', '.join(names)}{more}" if names else "nothing is defined there yet:"
