"""Plain words for violations of a schema: what is wrong with which value, and the remedy."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from jsonschema.exceptions import ValidationError

from analysis.data.errors import Problem, shown
from analysis.data.rules import RuleError, suggest

Locate = Callable[[tuple[str | int, ...]], tuple[int | None, str | None]]


@dataclass(frozen=True, slots=True)
class Violation:
    """A violated keyword: its ``limit`` in the schema, and the ``value`` that violates it."""

    keyword: str
    limit: Any
    value: Any
    schema: Mapping[str, Any]
    path: tuple[str | int, ...]
    text: str


def worded(error: ValidationError, file: str, locate: Locate) -> Iterator[Problem]:
    """Yield the problems one validation error stands for (one per unknown key)."""
    schema = error.schema if isinstance(error.schema, Mapping) else {}
    path = tuple(error.absolute_path)
    found = Violation(
        str(error.validator), error.validator_value, error.instance, schema, path, error.message
    )
    advice = schema.get("x-remedy")
    row, column = locate(path)
    if isinstance(error, RuleError):
        remedy = str(advice or error.remedy)
        yield Problem(file, row, column, shown(error.value), error.message, remedy)
    elif found.keyword == "additionalProperties":
        yield from _unknown_keys(found, file, locate)
    elif found.keyword == "required":
        key = next(key for key in found.limit if found.text.startswith(repr(key)))
        named = f"{column}/{key}" if column else str(key)
        yield Problem(file, row, named, None, "missing key", f"add {key}")
    else:
        message, remedy = _plain(found)
        yield Problem(file, row, column, _scalar(found.value), message, str(advice or remedy))


def _unknown_keys(found: Violation, file: str, locate: Locate) -> Iterator[Problem]:
    known = list(found.schema.get("properties", {}))
    for key in [key for key in found.value if key not in known]:
        row, column = locate((*found.path, key))
        yield Problem(file, row, column, None, "unknown key", suggest(str(key), known))


def _scalar(value: object) -> str | None:
    if isinstance(value, Mapping | list):
        return None
    words: dict[object, str] = {None: "null", True: "true", False: "false"}
    return words[value] if value is None or isinstance(value, bool) else shown(value)


TYPE_WORDS = {
    "string": ("not text", 'write text; put numbers that stand for text in quotes, as "0.970"'),
    "number": ("not a finite number", "write a number, without quotes or units"),
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
            return (message if found.value is not None else "empty"), remedy
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
