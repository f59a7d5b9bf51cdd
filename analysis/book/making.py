"""How each figure and table is made: the call in its cell and the data files behind it.

The data files are found without running anything: from the names in a cell through the functions
of `analysis` that they reach, to the calls that name a file of the catalogue, or to those that read
what a study names. A file is listed if the code *can* read it.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache, cached_property
from pathlib import Path

from analysis.book.config import load_entries
from analysis.book.editions import edition_names
from analysis.book.numbering import float_kind
from analysis.book.parsing import parsed
from analysis.book.qmd import Chapter, Markdown, read_chapter
from analysis.data import Words, load_catalogue
from analysis.data.files import find_root
from analysis.data.labels import Text
from analysis.study import load_study, study_names
from analysis.tables.appendix import Made

PACKAGE = "analysis"
Place = tuple[str, str]  # module and name within it


@dataclass(frozen=True, slots=True)
class Origin:
    """Where what a cell shows comes from: the call in its last line, and the data it can read.

    ``function`` is the name of what is called, as the cell writes it, ``file`` and ``line`` say
    where that is defined; all three are None where the cell ends in no call of the package.
    ``data`` are ids of the catalogue.
    """

    label: str
    call: str
    data: frozenset[str]
    function: str | None = None
    file: str | None = None
    line: int | None = None


def made(root: Path | None = None) -> tuple[Made, ...]:
    """Return every labelled figure and table of the book in reading order."""
    found = root or find_root()
    code = code_of_book(found)
    chapters = [read_chapter(found, entry.path) for entry in load_entries(found)]
    return tuple(
        Made(one.label, title, one.call, tuple(sorted(one.data)))
        for chapter, title in zip(chapters, _titles(found), strict=True)
        for one in origins(chapter, code)
        if float_kind(one.label)
    )


def code_of_book(root: Path) -> Code:
    """Return the package's code below ``root``, with the ids of its data files."""
    return Code(root, frozenset(entry.id for entry in load_catalogue(root)), _doors(root))


def _doors(root: Path) -> dict[Place, frozenset[str]]:
    """Return the functions that read what the active study names, with the files it names."""
    if not study_names(root):
        return {}
    study = load_study(root=root)
    own = {entry.id for entry in load_catalogue(root) if entry.path == study.file}
    tables = {id: {rule.catalogue} - {None} for id, rule in study.tables.items()}
    every = {name for names in tables.values() for name in names if name}
    listed = {name for name in tables[study.cases.table] if name}
    return {
        ("analysis.study.loading", "load_study"): frozenset(own),
        ("analysis.study.cases", "cases"): frozenset(listed),
        ("analysis.study.columns", "read_values"): frozenset(every),
    }


def origins(chapter: Chapter, code: Code) -> Iterator[Origin]:
    """Yield where what each cell and inline expression of a chapter gives comes from."""
    known: dict[str, ast.AST] = {}
    imports: dict[str, Place] = {}
    for block in chapter.blocks:
        if isinstance(block, Markdown):
            for inline in block.inlines:
                yield _origin("", inline.expression.strip(), known, imports, code)
            continue
        tree = parsed(block.source)
        imports |= imported(tree)
        yield _origin(block.label, block.source, known, imports, code)
        known |= _assigned(tree)


def _origin(
    label: str, source: str, known: Mapping[str, ast.AST], imports: Mapping[str, Place], code: Code
) -> Origin:
    tree = parsed(source)
    data = frozenset(code.reads(_with_definitions(tree, known), imports))
    call = source.strip().splitlines()[-1] if source.strip() else ""
    last = tree.body[-1] if tree.body else None
    if not (isinstance(last, ast.Expr) and isinstance(last.value, ast.Call)):
        return Origin(label, call, data)
    place = code.place(last.value.func, imports)
    if place is None:
        return Origin(label, call, data)
    return Origin(label, call, data, ast.unparse(last.value.func), *code.position(place))


def _titles(root: Path) -> Sequence[Text]:
    """Return the titles of the chapters, in both languages where the book has both editions."""
    held = {
        name: [_title(read_chapter(root, entry.path)) for entry in load_entries(root, name)]
        for name in edition_names(root)
    }
    if held.keys() >= {"zh", "en"} and len(held["zh"]) == len(held["en"]):
        return [Words(zh, en) for zh, en in zip(held["zh"], held["en"], strict=True)]
    return next(iter(held.values()))


def _title(chapter: Chapter) -> str:
    texts = (block.text for block in chapter.blocks if isinstance(block, Markdown))
    heading = next(line for text in texts for line in text.splitlines() if line.startswith("# "))
    return heading.removeprefix("# ").partition("{")[0].strip()


def _assigned(tree: ast.Module) -> dict[str, ast.AST]:
    """Return the expression last given to each variable of a cell; several may share one."""
    return {
        name.id: statement.value
        for statement in tree.body
        if isinstance(statement, ast.Assign)
        for target in statement.targets
        for name in ast.walk(target)
        if isinstance(name, ast.Name)
    }


def _with_definitions(tree: ast.AST, known: Mapping[str, ast.AST]) -> list[ast.AST]:
    """Return a cell's tree and, in turn, the definitions of the variables that it uses."""
    trees, names = [tree], set(_names(tree))
    while names:
        definition = known.get(names.pop())
        if definition is not None and definition not in trees:
            trees.append(definition)
            names |= set(_names(definition))
    return trees


def _names(tree: ast.AST) -> Iterator[str]:
    return (node.id for node in ast.walk(tree) if isinstance(node, ast.Name))


def imported(tree: ast.AST) -> dict[str, Place]:
    """Return what each name stands for that a tree imports from the package."""
    return {
        alias.asname or alias.name: (node.module, alias.name)
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom) and (node.module or "").split(".")[0] == PACKAGE
        for alias in node.names
        if node.module is not None
    }


@dataclass(frozen=True)
class Code:
    """The package's functions and classes, read as text below ``root``.

    ``ids`` are those of the catalogue; ``doors`` the definitions that read files without naming
    them, with the ids of these files.
    """

    root: Path
    ids: frozenset[str]
    doors: Mapping[Place, frozenset[str]] = field(default_factory=dict, compare=False)

    def reads(self, trees: Sequence[ast.AST], imports: Mapping[str, Place]) -> set[str]:
        """Return the ids of the catalogue that ``trees`` can reach through the package."""
        ids: set[str] = set()
        seen: set[Place] = set()
        open_places = {place for tree in trees for place in self._used(tree, imports)}
        while open_places:
            place = self._defined(open_places.pop())
            if place is None or place in seen:
                continue
            seen.add(place)
            used, named = self._edges(place)
            ids |= named | self.doors.get(place, frozenset())
            open_places |= used
        return ids

    def place(self, function: ast.AST, imports: Mapping[str, Place]) -> Place | None:
        """Return where what a cell calls is defined; None where that is not in the package."""
        used = next(iter(self._used(function, imports)), None)
        return None if used is None else self._defined(used)

    def position(self, place: Place) -> tuple[str, int]:
        """Return the file below the root and the line at which a place is defined."""
        node = self.definitions[place]
        assert isinstance(node, ast.stmt)  # only statements are definitions
        stem = place[0].replace(".", "/")
        package = f"{stem}/__init__.py"
        return package if (self.root / package).is_file() else f"{stem}.py", node.lineno

    @cache  # noqa: B019 - one object, for the length of one call of `made`
    def _edges(self, place: Place) -> tuple[frozenset[Place], frozenset[str]]:
        """Return the places that a definition uses, and the files that it names."""
        tree, module = self.definitions[place], place[0]
        names = {name: (module, name) for name in self._module_names[module]}
        used = frozenset(self._used(tree, names | self.imports[module]))
        return used, frozenset(self._named(tree))

    @cached_property
    def modules(self) -> dict[str, ast.Module]:
        """The syntax tree of each module of the package by its dotted name."""
        files = sorted((self.root / PACKAGE).rglob("*.py"))
        return {self._dotted(file): parsed(file.read_text(encoding="utf-8")) for file in files}

    @cached_property
    def imports(self) -> dict[str, dict[str, Place]]:
        """What each module imports from the package, by name."""
        return {name: imported(tree) for name, tree in self.modules.items()}

    @cached_property
    def definitions(self) -> dict[Place, ast.AST]:
        """Every function, class and constant at the top of a module."""
        found: dict[Place, ast.AST] = {}
        for module, tree in self.modules.items():
            for node in tree.body:
                if isinstance(node, ast.FunctionDef | ast.ClassDef):
                    found[module, node.name] = node
                elif isinstance(node, ast.Assign | ast.AnnAssign):
                    targets = node.targets if isinstance(node, ast.Assign) else [node.target]
                    found |= {(module, t.id): node for t in targets if isinstance(t, ast.Name)}
        return found

    @cached_property
    def _module_names(self) -> dict[str, set[str]]:
        names: dict[str, set[str]] = {module: set() for module in self.modules}
        for module, name in self.definitions:
            names[module].add(name)
        return names

    def _dotted(self, file: Path) -> str:
        parts = file.relative_to(self.root).with_suffix("").parts
        return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)

    def _defined(self, place: Place) -> Place | None:
        """Return where a name is really defined, through re-exports; None outside the package."""
        while place not in self.definitions:
            module, name = place
            following = self.imports.get(module, {}).get(name)
            if following is None or following == place:
                return None
            place = following
        return place

    def _used(self, tree: ast.AST, names: Mapping[str, Place]) -> Iterator[Place]:
        """Yield the places that a tree names, directly or as attribute of a module."""
        for node in ast.walk(tree):
            if isinstance(node, ast.Name) and node.id in names:
                yield names[node.id]
            if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
                base = names.get(node.value.id)
                if base is not None:
                    yield f"{base[0]}.{base[1]}", node.attr

    def _named(self, tree: ast.AST) -> set[str]:
        """Return the ids of the catalogue that are the first argument of a call."""
        firsts = (
            node.args[0] for node in ast.walk(tree) if isinstance(node, ast.Call) and node.args
        )
        return {
            first.value
            for first in firsts
            if isinstance(first, ast.Constant)
            and isinstance(first.value, str)
            and first.value in self.ids
        }
