"""Plain words for violations of a schema: what is wrong with which value, and the remedy."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from math import isfinite
from typing import Any

from jsonschema.exceptions import ValidationError

from analysis.data.errors import Place, Problem, shown
from analysis.data.rules import RuleError, suggest

Locate = Callable[[tuple[str | int, ...]], Place]


@dataclass(frozen=True, slots=True)
class Violation:
    """A violated keyword: its ``limit`` in the schema, and the ``value`` that violates it."""

    keyword: str
    limit: Any
    value: Any
    schema: Mapping[str, Any]
    text: str


def worded(error: ValidationError, file: str, locate: Locate) -> Iterator[Problem]:
    """Yield the problems one validation error stands for (one per unknown key)."""
    schema = error.schema if isinstance(error.schema, Mapping) else {}
    path = tuple(error.absolute_path)
    found = Violation(
        str(error.validator), error.validator_value, error.instance, schema, error.message
    )
    if isinstance(error, RuleError):
        yield _broken_rule(error, path, schema, file, locate)
    elif found.keyword == "additionalProperties":
        yield from _unknown_keys(found, path, file, locate)
    elif found.keyword == "required":
        key = next(key for key in found.limit if found.text.startswith(repr(key)))
        field = "/".join(map(str, (*path, key)))
        yield Problem(file, locate(path).row, field, None, "missing key", f"add {key}")
    else:
        place = locate(path)
        message, remedy = _plain(found)
        remedy = str(schema.get("x-remedy") or remedy)
        yield Problem(file, place.row, place.column, _text(place), message, remedy)


def _broken_rule(
    error: RuleError,
    path: tuple[str | int, ...],
    schema: Mapping[str, Any],
    file: str,
    locate: Locate,
) -> Problem:
    place, message = locate(path), error.message
    if error.earlier is not None:
        earlier = (*path[: len(path) - error.depth], *error.earlier)
        noun = "row" if file.endswith(".csv") else "line"
        message += f", already on {noun} {locate(earlier).row}"
    value = _text(place) if error.value is None else shown(error.value)
    remedy = str(schema.get("x-remedy") or error.remedy)
    return Problem(file, place.row, place.column, value, message, remedy)


def _unknown_keys(
    found: Violation, path: tuple[str | int, ...], file: str, locate: Locate
) -> Iterator[Problem]:
    known = list(found.schema.get("properties", {}))
    for key in [key for key in found.value if key not in known]:
        place = locate((*path, key))
        yield Problem(file, place.row, place.column, None, "unknown key", suggest(str(key), known))


def _text(place: Place) -> str | None:
    return None if place.text is None else shown(place.text)


TYPE_WORDS = {
    "string": ("not text", 'write text; put numbers that stand for text in quotes, as "0.970"'),
    "number": ("not a number", "write a number, without quotes or units"),
    "integer": ("not a whole number", "write a whole number, without quotes or units"),
    "boolean": ("not true or false", "write true or false"),
    "array": ("not a list", "write a list, one item per line after '- '"),
    "object": ("not a mapping", "write keys and values, one 'key: value' per line"),
    "null": ("must be empty", "remove the value"),
}


def _plain(found: Violation) -> tuple[str, str]:
    schema, limit = found.schema, found.limit
    match found.keyword:
        case "type":
            names = [limit] if isinstance(limit, str) else list(limit)
            message, remedy = TYPE_WORDS[next((n for n in names if n != "null"), "null")]
            if found.value is None:
                message = "empty"
            elif isinstance(found.value, float) and not isfinite(found.value):
                message = "not a finite number"
            return message, remedy
        case "minimum" | "maximum" | "exclusiveMinimum" | "exclusiveMaximum":
            return "out of range", f"give a value {_range(schema)}"
        case "enum":
            return "not an allowed value", suggest(str(found.value), [str(v) for v in limit])
        case "const":
            return "not the expected value", f"write {limit}"
        case "pattern":
            meaning = schema.get("description", "").rstrip(".")
            example = f" ({meaning})" if meaning else ""
            return "not in the expected form", f"match {limit}{example}"
        case "minLength":
            return "too short", "fill in the text"
        case "minItems":
            return f"fewer than {limit} items", "add the missing items"
        case "maxItems":
            return f"more than {limit} items", "remove the items that do not belong"
        case "uniqueItems":
            return "repeats an item", "list every item once"
        case _:
            reason = shown(found.text, 160)
            return f"violates '{found.keyword}': {reason}", "see the description in the schema"


def _range(schema: Mapping[str, Any]) -> str:
    words = {
        "minimum": "of at least",
        "exclusiveMinimum": "above",
        "maximum": "of at most",
        "exclusiveMaximum": "below",
    }
    return " and ".join(f"{word} {schema[key]}" for key, word in words.items() if key in schema)
