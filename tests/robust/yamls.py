"""Damages of YAML: bombs, aliases, depth, tags, keys, and values that YAML takes for others."""

from __future__ import annotations

from collections.abc import Iterator

from tests.robust.inputs import Expected

Damage = tuple[str, bytes, Expected]


def damaged_yamls(good: bytes) -> Iterator[Damage]:
    """Yield a YAML file with something added to it, or put in its place."""
    text = good.decode()
    for name, (more, expected) in {**bombs(), **_tags(), **_keys(), **_values()}.items():
        yield name, (text + more).encode(), expected
    for name, (whole, expected) in _wholes().items():
        yield name, whole.encode(), expected


def bombs(levels: int = 30) -> dict[str, tuple[str, Expected]]:
    """Return what grows without bound when aliases are followed."""
    lists = ["x0: &x0 [l, l, l, l, l, l, l, l, l]"]
    lists += [f"x{i}: &x{i} [{', '.join([f'*x{i - 1}'] * 9)}]" for i in range(1, levels)]
    maps = ["x0: &x0 {a: 1, b: 2}"]
    maps += [f"x{i}: &x{i} {{a: *x{i - 1}, b: *x{i - 1}}}" for i in range(1, levels)]
    merged = ["x0: &x0 {a: 1}"]
    merged += [f"x{i}: &x{i} {{<<: [*x{i - 1}, *x{i - 1}], k{i}: 1}}" for i in range(1, levels)]
    return {
        "YAML bombs: lists of lists": ("\n".join(lists) + "\n", "refused"),
        "YAML bombs: mappings of mappings": ("\n".join(maps) + "\n", "refused"),
        "YAML bombs: merged keys": ("\n".join(merged) + "\n", "refused"),
        "aliases: a value within itself": ("x: &x [*x]\n", "refused"),
        "aliases: a mapping within itself": ("x: &x {a: {b: *x}}\n", "refused"),
        "aliases: of nothing": ("x: *nowhere\n", "refused"),
        "aliases: an anchor twice": ("x: &x 1\ny: &x 2\n", "refused"),
        "deep nesting: 10 000 lists": ("x: " + "[" * 10_000 + "]" * 10_000 + "\n", "refused"),
        "deep nesting: 10 000 mappings": ("x: " + "{a: " * 10_000 + "1" + "}" * 10_000 + "\n",
                                          "refused"),
        "deep nesting: 500 blocks": ("".join(f"{' ' * i}x{i}:\n" for i in range(500)), "refused"),
        "deep nesting: 100 000 brackets": ("x: " + "[" * 100_000 + "\n", "refused"),
        "deep nesting: dashes": ("x:\n" + "- " * 5_000 + "a\n", "refused"),
    }  # fmt: skip


def _tags() -> dict[str, tuple[str, Expected]]:
    return {
        "tags: a Python call": ("x: !!python/object/apply:os.system [touch /tmp/owned]\n",
                                "refused"),
        "tags: a Python name": ("x: !!python/name:os.system\n", "refused"),
        "tags: a module": ("x: !!python/module:os\n", "refused"),
        "tags: one of our own": ("x: !ours 1\n", "refused"),
        "tags: binary": ("x: !!binary aGVsbG8=\n", "refused"),
        "tags: broken binary": ("x: !!binary '%%%'\n", "refused"),
        "tags: a set": ("x: !!set {a, b}\n", "refused"),
        "tags: a float of text": ("x: !!float abc\n", "refused"),
        "tags: an integer of text": ("x: !!int abc\n", "refused"),
        "tags: a date of text": ("x: !!timestamp abc\n", "refused"),
        "tags: an ordered map": ("x: !!omap [a: 1]\n", "refused"),
        "tags: a null of text": ("x: !!null abc\n", "refused"),
        "tags: a bool of text": ("x: !!bool abc\n", "refused"),
        "tags: a map of text": ("x: !!map abc\n", "refused"),
    }  # fmt: skip


def _keys() -> dict[str, tuple[str, Expected]]:
    return {
        "keys: a number": ("1: x\n", "refused"),
        "keys: null": ("~: x\n", "refused"),
        "keys: a boolean": ("true: x\n", "refused"),
        "keys: a list": ("[a, b]: x\n", "refused"),
        "keys: a mapping": ("{a: b}: x\n", "refused"),
        "keys: a long question": ("? " + "k" * 5_000 + "\n: x\n", "refused"),
        "keys: not a number": (".nan: x\n", "refused"),
        "keys: twice": ("x: 1\nx: 2\n", "refused"),
        "keys: merged with text": ("<<: text\n", "refused"),
        "keys: merged with a number": ("<<: [1]\n", "refused"),
        "keys: unknown": ("surplus: 1\n", "refused"),
        "keys: empty": ('"": 1\n', "refused"),
    }


def _values() -> dict[str, tuple[str, Expected]]:
    return {
        "values: 10 000 digits": (f"x: {'9' * 10_000}\n", "refused"),
        "values: 10 000 hexadecimal digits": (f"x: 0x{'f' * 10_000}\n", "refused"),
        "values: a huge exponent": ("x: 1e999999999\n", "refused"),
        "values: infinite": ("x: .inf\n", "refused"),
        "values: a tab before": ("\tx: 1\n", "refused"),
        "values: no blank after the colon": ("x:1\n", "refused"),
        "values: quotes never closed": ('x: "abc\n', "refused"),
        "values: a bracket never closed": ("x: [1, 2\n", "refused"),
        "values: an escape that is none": ('x: "\\q"\n', "refused"),
        "values: a surrogate": ('x: "\\ud800"\n', "refused"),
        "values: a control character": ("x: \x07\n", "refused"),
        "values: another document": ("---\nx: 1\n", "refused"),
        "values: end of the document": ("...\nx: 1\n", "refused"),
        "values: a directive": ("%TAG ! !x\n", "refused"),
        "values: a reserved sign": ("x: @y\n", "refused"),
        "values: a percent sign": ("x: %y\n", "refused"),
        "values: a text of a million signs": (f"x: {'y' * 1_000_000}\n", "refused"),
        "values: a list of 20 000": ("x: [" + "1, " * 20_000 + "1]\n", "refused"),
    }


def _wholes() -> dict[str, tuple[str, Expected]]:
    return {
        "wholes: a comment": ("# nothing\n", "refused"),
        "wholes: null": ("null\n", "refused"),
        "wholes: a text": ("text\n", "refused"),
        "wholes: a number": ("5\n", "refused"),
        "wholes: an empty list": ("[]\n", "refused"),
        "wholes: an empty mapping": ("{}\n", "refused"),
        "wholes: a list of nulls": ("- \n- \n", "refused"),
        "wholes: a list of lists": ("- [1]\n- [2]\n", "refused"),
        "wholes: a YAML directive": ("%YAML 9.9\n---\na: 1\n", "refused"),
        "wholes: JSON": ('{"a": [1, 2, {"b": null}]}\n', "refused"),
        "wholes: HTML": ("<!DOCTYPE html><html><body>404</body></html>\n", "refused"),
        "wholes: marks of a merge": ("<<<<<<< ours\na: 1\n=======\na: 2\n>>>>>>> theirs\n",
                                     "refused"),
        "wholes: a pointer of Git LFS": (
            "version https://git-lfs.github.com/spec/v1\noid sha256:4d7a\nsize 12345\n", "refused"),
    }  # fmt: skip
