"""Loading data executes nothing: no pickle, no evaluation, YAML by its safe loader alone."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parents[2] / "analysis"
MODULES = sorted(PACKAGE.rglob("*.py"))

# What can run code that stands in data.
CALLS = {"eval", "exec", "compile", "__import__"}
IMPORTS = {"pickle", "cPickle", "dill", "shelve", "marshal", "cloudpickle", "code", "runpy"}
ATTRIBUTES = {
    "read_pickle", "to_pickle", "unsafe_load", "full_load", "load_all", "allow_pickle", "system",
    "popen", "getoutput", "read_html", "query",
}  # fmt: skip
YAML_KINDS = {"safe", "rt"}
# Chapters are code: their cells are run in the kernel, their inline expressions there and in the
# notebook that a reader downloads. Modules compiled for the trace are kept in .cache.
CHAPTERS = {
    "book/kernel_start.py": {"eval", "exec", "compile", "__import__"},
    "book/instrument.py": {"exec", "compile", "marshal"},
    "book/notebook.py": {"eval"},
}


def dangers(tree: ast.AST) -> Iterator[tuple[int, str]]:
    """Yield the lines that may run what stands in data, and what they name."""
    for node in ast.walk(tree):
        match node:
            case ast.Call(func=ast.Name(id=name)) if name in CALLS:
                yield node.lineno, name
            case ast.Import(names=names):
                for alias in names:
                    if alias.name.split(".")[0] in IMPORTS:
                        yield node.lineno, alias.name
            case ast.ImportFrom(module=str(module)) if module.split(".")[0] in IMPORTS:
                yield node.lineno, module
            case ast.Attribute(attr=name) if name in ATTRIBUTES:
                yield node.lineno, name
            case ast.keyword(arg="shell" | "allow_pickle", value=ast.Constant(value=True)):
                yield node.lineno, str(node.arg)
            case ast.Call(func=ast.Name(id="YAML") | ast.Attribute(attr="YAML")):
                yield from _yaml(node)


def _yaml(call: ast.Call) -> Iterator[tuple[int, str]]:
    given = {keyword.arg: keyword.value for keyword in call.keywords}
    kind = given.get("typ", call.args[0] if call.args else None)
    if not (isinstance(kind, ast.Constant) and kind.value in YAML_KINDS):
        yield call.lineno, "YAML without typ safe or rt"


@pytest.mark.parametrize("module", MODULES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_no_module_runs_what_stands_in_data(module):
    allowed = CHAPTERS.get(module.relative_to(PACKAGE).as_posix(), set())
    found = [
        each for each in dangers(ast.parse(module.read_text("utf-8"))) if each[1] not in allowed
    ]
    assert found == []


@pytest.mark.parametrize(
    "text",
    ["eval(cell)", "import pickle", "from pickle import loads", "pd.read_pickle(file)",
     "np.load(file, allow_pickle=True)", "YAML()", "YAML(typ='unsafe')", "YAML(typ=kind)",
     "subprocess.run(line, shell=True)", "os.system(line)", "exec(text)"],
)  # fmt: skip
def test_a_danger_is_seen(text):
    assert list(dangers(ast.parse(text)))


@pytest.mark.parametrize(
    "text", ["YAML(typ='safe', pure=True)", "json.loads(text)", "re.compile(x)"]
)
def test_what_is_safe_passes(text):
    assert not list(dangers(ast.parse(text)))
