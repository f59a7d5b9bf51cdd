from __future__ import annotations

import io
import re

import pytest

from analysis.book.execute import ExecutionError, execute_chapters
from analysis.book.progress import PlainProgress
from analysis.book.qmd import parse_chapter

CHAPTER = """\
# Results

Before: `{python} 1 + 1`.

```{python}
#| label: streams
import sys, warnings
print("to stdout")
print("to stderr", file=sys.stderr)
value = 41
```

```{python}
#| label: assignment
value += 1
```

The value is `{python} value`, as text `{python} "a*b"`.

```{python}
#| label: last-expression
value
```

```{python}
#| label: quiet
#| warning: false
warnings.warn("hidden")
print("shown")
```

```{python}
#| label: no-output
#| output: false
print("hidden")
value = 7
```

```{python}
#| label: not-included
#| include: false
print("hidden")
```

```{python}
#| label: not-run
#| eval: false
value = 99
```

```{python}
#| label: allowed
#| error: true
print("first")
raise KeyError("gone")
```

```{python}
#| label: rich
class Both:
    def _repr_mimebundle_(self, include=None, exclude=None):
        return {"text/html": "<b>x</b>", "image/svg+xml": "<svg/>", "text/plain": "x"}
Both()
```

```{python}
#| label: environment
import os
print(os.getcwd())
print(os.environ["PYTHONHASHSEED"], os.environ["MPLBACKEND"], os.environ["OMP_NUM_THREADS"])
print(hash("x") == hash("x"), sorted(set("abcdef")))
print("of-the-user" in dir())
```

```{python}
#| label: empty
```

Finally `{python} value`.
"""


@pytest.fixture(scope="module")
def root(tmp_path_factory):
    return tmp_path_factory.mktemp("project").resolve()


@pytest.fixture(scope="module")
def log():
    return io.StringIO()


@pytest.fixture(scope="module")
def executed(root, log, tmp_path_factory):
    """Return the results of CHAPTER, while the user's own start-up files wait to interfere."""
    home = tmp_path_factory.mktemp("home")
    startup = home / "profile_default/startup"
    startup.mkdir(parents=True)
    (startup / "00.py").write_text("of_the_user = 1\nprint('interference')\n")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("IPYTHONDIR", str(home))
        patch.setenv("PYTHONHASHSEED", "12")
        chapter = parse_chapter("results.qmd", CHAPTER)
        return execute_chapters([chapter], root, progress=PlainProgress(log))["results.qmd"]


LABELS = {
    cell.label: cell.number for cell in parse_chapter("results.qmd", CHAPTER).cells
}  # fmt: skip


def outputs(executed, label):
    return [(output.stream, output.data) for output in executed.outputs[LABELS[label]]]


def test_inline_results_see_what_the_cells_above_them_did(executed):
    assert executed.inlines == {1: "2", 2: "42", 3: r"a\*b", 4: "7"}


@pytest.mark.parametrize(
    ("label", "expected"),
    [
        (
            "streams",
            [
                ("stdout", {"text/plain": "to stdout\n"}),
                ("stderr", {"text/plain": "to stderr\n"}),
            ],
        ),
        ("assignment", []),
        ("last-expression", [(None, {"text/plain": "42"})]),
        ("quiet", [("stdout", {"text/plain": "shown\n"})]),
        ("no-output", []),
        ("not-included", []),
        ("not-run", []),
        (
            "allowed",
            [
                ("stdout", {"text/plain": "first\n"}),
                ("error", {"text/plain": "KeyError: 'gone'\n"}),
            ],
        ),
        (
            "rich",
            [(None, {"text/html": "<b>x</b>", "image/svg+xml": "<svg/>", "text/plain": "x"})],
        ),
        ("empty", []),
    ],
)
def test_outputs_of_a_cell(executed, label, expected):
    assert outputs(executed, label) == expected


def test_the_kernel_is_the_same_everywhere(executed, root):
    ((_, data),) = outputs(executed, "environment")
    letters = "['a', 'b', 'c', 'd', 'e', 'f']"
    assert data["text/plain"] == f"{root}\n0 agg 1\nTrue {letters}\nFalse\n"


def test_progress_names_chapter_step_and_label(executed, log):
    lines = [re.sub(r"^\[ *[\d.]+ s\] ", "", line) for line in log.getvalue().splitlines()]
    assert lines[0] == "results.qmd: executing, because no cache is in use"
    assert lines[1] == "results.qmd: 1/15 inline expression '1 + 1'"
    assert lines[2] == "results.qmd: 2/15 cell streams"
    assert re.fullmatch(r"results\.qmd: done in [\d.]+ s", lines[-1])
    assert all(re.match(r"\[ *[\d.]+ s\] ", line) for line in log.getvalue().splitlines())


def test_a_chapter_without_code_starts_no_kernel(root):
    log = io.StringIO()
    chapter = parse_chapter("words.qmd", "# Only words\n")
    results = execute_chapters([chapter], root, progress=PlainProgress(log))
    assert (results["words.qmd"].outputs, results["words.qmd"].inlines) == ({}, {})
    assert "done in" not in log.getvalue()


FAILING = {
    "statement.qmd": """\
# A

```{python}
#| label: fig-model
#| fig-cap: "x"

first = 1

def f():
    raise ValueError("no such model")

second = 2
f()
third = 3
```

```{python}
raise KeyError("never reached")
```
""",
    "inline.qmd": "# B\n\nText.\n\nThe share is `{python} 1 / 0` percent.\n",
    "value.qmd": "# C\n\n`{python} [1, 2]`\n",
    "syntax.qmd": "# D\n\n```{python}\nx = 1\ndef f(:\n    pass\n```\n",
    "exit.qmd": "# E\n\n```{python}\nimport os\nos._exit(3)\n```\n",
}
EXPECTED = [
    "statement.qmd:13: cell fig-model failed: ValueError: no such model",
    "inline.qmd:5: inline expression '1 / 0' failed: ZeroDivisionError: division by zero",
    "value.qmd:3: inline expression '[1, 2]' failed: TypeError: an inline value must be text",
    "syntax.qmd:5: cell cell-1 failed: SyntaxError: invalid syntax",
    "exit.qmd:3: cell cell-1 failed: DeadKernel: the Python process ended unexpectedly",
]


@pytest.fixture(scope="module")
def failed(root):
    chapters = [parse_chapter(path, text) for path, text in FAILING.items()]
    with pytest.raises(ExecutionError) as caught:
        execute_chapters(chapters, root)
    return caught.value


@pytest.mark.parametrize(("number", "expected"), list(enumerate(EXPECTED)))
def test_every_failing_chapter_is_named_with_the_failing_line(failed, number, expected):
    assert str(failed).splitlines()[number].startswith(expected)
    assert len(failed.failures) == len(EXPECTED)


def test_a_failure_keeps_the_traceback_for_those_who_ask(failed):
    assert "Traceback" not in str(failed)
    assert "no such model" in failed.failures[0].error.traceback
    assert failed.exit_code == 1


INPUT_ERROR = """\
# A

```{python}
class Problems(Exception):
    exit_code = 2
    problems = ("data/x.csv, row 4: not a number.", "data/x.csv, row 5: not a number.")

raise Problems("many")
```
"""


def test_problems_of_the_input_are_told_once_with_all_who_need_it(root):
    chapters = [parse_chapter(path, INPUT_ERROR) for path in ("a.qmd", "b.qmd")]
    with pytest.raises(ExecutionError) as caught:
        execute_chapters(chapters, root)
    assert str(caught.value).splitlines() == [
        "data/x.csv, row 4: not a number. (needed by a.qmd:8, b.qmd:8)",
        "data/x.csv, row 5: not a number. (needed by a.qmd:8, b.qmd:8)",
    ]
    assert caught.value.exit_code == 2


def test_a_cell_that_never_ends_is_ended(root):
    text = "# F\n\n```{python}\n#| label: slow\nimport time\ntime.sleep(600)\n```\n"
    with pytest.raises(ExecutionError) as caught:
        execute_chapters([parse_chapter("slow.qmd", text)], root, cell_timeout=4)
    expected = "slow.qmd:3: cell slow failed: Timeout: did not finish within 4 seconds"
    assert str(caught.value) == expected
