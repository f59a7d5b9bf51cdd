"""The files that publish and rebuild the book elsewhere: what they call exists, versions agree."""

from __future__ import annotations

import json
import os
import re
import shlex
import shutil
import subprocess
import tomllib
from contextlib import nullcontext
from pathlib import Path

import pytest
import typer
from packaging.specifiers import SpecifierSet
from packaging.version import Version
from ruamel.yaml import YAML

from analysis.book.cli import app
from analysis.book.export_command import add_export
from analysis.book.publish import add_publish
from analysis.book.quarto import OLDEST

ROOT = Path(__file__).parents[1]
WORKFLOWS = sorted((ROOT / ".github/workflows").glob("*.yml"))
CONTAINER = ROOT / ".devcontainer/devcontainer.json"
DOCKERFILE = ROOT / "Dockerfile"
SCRIPTS = [ROOT / ".ci/run", ROOT / ".ci/pages"]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
OLDEST_PYTHON = re.fullmatch(r">=(\d+\.\d+)", PROJECT["project"]["requires-python"])[1]


def workflow(name: str) -> dict:
    return YAML(typ="safe").load((ROOT / ".github/workflows" / name).read_text("utf-8"))


def steps(document: dict) -> list[dict]:
    return [step for job in document["jobs"].values() for step in job["steps"]]


def instructions() -> list[tuple[str, str]]:
    """Return keyword and argument of each instruction of the Dockerfile."""
    text = re.sub(r"\\\n\s*", " ", DOCKERFILE.read_text("utf-8"))
    lines = (line for line in text.splitlines() if line and not line.startswith("#"))
    return [tuple(line.split(maxsplit=1)) for line in lines]


def commands() -> list[tuple[str, str]]:
    """Return every shell command of these files with the file it stands in."""
    found = [
        (path.name, line)
        for path in WORKFLOWS
        for step in steps(workflow(path.name))
        for line in step.get("run", "").splitlines()
    ]
    found += [("Dockerfile", text) for keyword, text in instructions() if keyword == "RUN"]
    found.append((CONTAINER.name, json.loads(CONTAINER.read_text("utf-8"))["postCreateCommand"]))
    return found


def targets() -> set[str]:
    return set(re.findall(r"(?m)^([a-z-]+):.*##", (ROOT / "Makefile").read_text("utf-8")))


def book_commands() -> set[str]:
    every = typer.Typer()
    add_publish(every, lambda _: nullcontext())
    add_export(every, lambda _: nullcontext())
    apps = (app, every)
    named = {
        command.name or command.callback.__name__ for a in apps for command in a.registered_commands
    }
    return named | {group.name for a in apps for group in a.registered_groups}


# --- what they call ----------


def test_every_workflow_is_here():
    names = [path.name for path in WORKFLOWS]
    assert names == ["nightly.yml", "publish.yml", "weekly.yml"]


@pytest.mark.parametrize(("file", "command"), commands())
def test_what_is_called_exists(file, command):
    words = shlex.split(command.split("&&")[0])
    if words[0] == "make":
        assert words[1] in targets()
    elif words[0].startswith("."):
        assert os.access(ROOT / words[0], os.X_OK)
    else:
        assert words[0] in {"apt-get", "git", "useradd"}


def test_every_file_calls_the_project_itself():
    called = {file for file, command in commands() if re.match(r"make |\.ci/", command)}
    assert called == {"nightly.yml", "publish.yml", "weekly.yml", "Dockerfile", "devcontainer.json"}


@pytest.mark.parametrize("script", SCRIPTS, ids=lambda path: path.name)
def test_scripts_call_targets_and_commands_that_exist(script):
    text = re.sub(r"(?m)^\s*(#|say ).*", "", script.read_text("utf-8"))
    assert set(re.findall(r"\bmake ([a-z]+)", text)) <= targets()
    called = re.findall(r'(?:-m analysis\.book|"\$\{book\[@\]\}") ([a-z]+)', text)
    assert called and set(called) <= book_commands()


@pytest.mark.parametrize("script", SCRIPTS, ids=lambda path: path.name)
def test_scripts_are_bash_that_parses(script):
    assert os.access(script, os.X_OK)
    subprocess.run(["bash", "-n", str(script)], check=True)


def test_options_given_to_the_build_exist():
    from typer.testing import CliRunner

    told = CliRunner().invoke(app, ["render", "--help"]).output
    for _, command in commands():
        for flags in re.findall(r'FLAGS="([^"]*)"', command):
            assert all(option in told for option in re.findall(r"--[a-z]+", flags))


# --- versions ----------


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.name)
def test_actions_are_pinned_by_major_version(path):
    used = [step["uses"] for step in steps(workflow(path.name)) if "uses" in step]
    assert used
    assert all(re.fullmatch(r"(actions|quarto-dev)/[\w/-]+@v\d+", each) for each in used)


def test_python_is_the_oldest_that_the_project_supports():
    images = {
        "weekly.yml": workflow("weekly.yml")["jobs"]["rebuild"]["container"],
        "devcontainer.json": json.loads(CONTAINER.read_text("utf-8"))["image"],
        "Dockerfile": dict(instructions())["FROM"],
    }
    setup = next(s for s in steps(workflow("publish.yml")) if "setup-python" in s.get("uses", ""))
    assert setup["with"]["python-version"] == OLDEST_PYTHON
    for file, image in images.items():
        assert image.startswith(f"python:{OLDEST_PYTHON}-"), file
    assert Version(OLDEST_PYTHON) in SpecifierSet(PROJECT["project"]["requires-python"])
    assert PROJECT["tool"]["mypy"]["python_version"] == OLDEST_PYTHON


def test_quarto_is_of_the_series_that_the_book_needs():
    setup = next(s for s in steps(workflow("publish.yml")) if "quarto" in s.get("uses", ""))
    assert setup["uses"].startswith("quarto-dev/quarto-actions/setup@")
    version = Version(setup["with"]["version"])
    assert version >= OLDEST
    assert version.release[:2] == OLDEST.release[:2]


# --- what they must not do ----------


@pytest.mark.parametrize(
    "path", [*WORKFLOWS, CONTAINER, DOCKERFILE, *SCRIPTS], ids=lambda path: path.name
)
def test_no_registry_is_named_and_no_secret_is_used(path):
    text = path.read_text("utf-8")
    assert not re.search(r"https?://|registry|pypi|npmjs|pythonhosted|index-url", text)
    assert "secrets." not in text


def test_only_publishing_may_write():
    assert workflow("publish.yml")["permissions"] == {"contents": "write"}
    assert workflow("weekly.yml")["permissions"] == {"contents": "read"}
    assert workflow("nightly.yml")["permissions"] == {"contents": "read"}
    assert "pull_request" not in workflow("publish.yml")["on"]


def test_the_weekly_rebuild_uses_no_cache():
    document = workflow("weekly.yml")
    assert list(document["on"]) == ["schedule", "workflow_dispatch"]
    fields = document["on"]["schedule"][0]["cron"].split()
    assert len(fields) == 5 and fields[2:4] == ["*", "*"] and fields[4].isdigit()
    assert "cache" not in json.dumps(document).replace("from nothing", "")


def test_the_image_serves_nothing_and_does_not_run_as_root():
    keywords = [keyword for keyword, _ in instructions()]
    assert "EXPOSE" not in keywords
    assert keywords.index("USER") < keywords.index("COPY")
    assert dict(instructions())["CMD"] == '["bash"]'


def test_what_git_ignores_stays_out_of_the_image():
    def names(file: str) -> set[str]:
        lines = (ROOT / file).read_text("utf-8").splitlines()
        return {line.removeprefix("**/").strip("/") for line in lines if line and line[0] != "#"}

    assert names(".gitignore") <= names(".dockerignore")
    assert ".git" not in names(".dockerignore")


# --- the branch of GitHub Pages ----------


def git(root: Path, *arguments: str) -> str:
    who = ("-c", "user.name=Nobody", "-c", "user.email=nobody@example.org")
    done = subprocess.run(
        ["git", "-C", str(root), *who, *arguments], capture_output=True, text=True, check=True
    )
    return done.stdout.strip()


PUBLISH = """\
#!/bin/sh
# Stands in for 'book publish': $2 is the folder, $NAME the version.
[ "$1" = publish ] && [ -z "$FAIL" ] || exit 2
mkdir -p "$2/$NAME" && rm -rf "$2/latest" && mkdir "$2/latest"
echo "page of $NAME" | tee "$2/$NAME/index.html" > "$2/latest/index.html"
echo "$NAME" > "$2/latest/only-in-$NAME.html"
echo "{}" > "$2/versions.json"
"""


@pytest.fixture
def clone(tmp_path):
    """Return a clone of an empty remote with the script in it."""
    git(tmp_path, "init", "-q", "--bare", "remote")
    git(tmp_path, "clone", "-q", "remote", "clone")
    root = tmp_path / "clone"
    (root / ".ci").mkdir()
    shutil.copy(ROOT / ".ci/pages", root / ".ci/pages")
    (tmp_path / "book").write_text(PUBLISH)
    (tmp_path / "book").chmod(0o755)
    git(root, "add", ".ci")
    git(root, "commit", "-q", "-m", "x")
    return root


def pages(root: Path, name: str, **environment: str) -> subprocess.CompletedProcess[str]:
    book = str(root.parent / "book")
    return subprocess.run(
        [str(root / ".ci/pages")],
        env={**os.environ, "BOOK": book, "NAME": name, **environment},
        capture_output=True,
        text=True,
        check=False,
    )


def published(root: Path) -> dict[str, str]:
    """Return the files of the branch on the remote."""
    remote = root.parent / "remote"
    names = git(remote, "ls-tree", "-r", "--name-only", "gh-pages").splitlines()
    return {name: git(remote, "show", f"gh-pages:{name}") for name in names}


def test_old_versions_stay_beside_the_newest(clone):
    first = pages(clone, "v1")
    assert first.returncode == 0, first.stderr
    assert published(clone)["index.html"] == "page of v1"
    assert pages(clone, "v2").returncode == 0
    files = published(clone)
    assert files["versions/v1/index.html"] == "page of v1"
    assert files["versions/v2/index.html"] == files["index.html"] == "page of v2"
    assert "only-in-v1.html" not in files and "only-in-v2.html" in files
    assert files[".nojekyll"] == ""
    assert ".ci/pages" not in files


def test_publishing_the_same_again_makes_no_commit(clone):
    pages(clone, "v1")
    before = git(clone.parent / "remote", "rev-parse", "gh-pages")
    again = pages(clone, "v1")
    assert "holds this version already" in again.stdout
    assert git(clone.parent / "remote", "rev-parse", "gh-pages") == before


def test_a_failure_pushes_nothing_and_leaves_no_worktree(clone):
    pages(clone, "v1")
    before = published(clone)
    assert pages(clone, "v2", FAIL="yes").returncode == 2
    assert published(clone) == before
    assert len(git(clone, "worktree", "list").splitlines()) == 1
    assert git(clone, "status", "--porcelain") == ""


def test_a_push_that_failed_can_be_repeated(clone):
    hook = clone.parent / "remote/hooks/pre-receive"
    hook.write_text("#!/bin/sh\nexit 1\n")
    hook.chmod(0o755)
    assert pages(clone, "v1").returncode != 0
    hook.unlink()
    assert pages(clone, "v1").returncode == 0
    assert published(clone)["index.html"] == "page of v1"
    assert git(clone, "branch", "--list", "gh-pages*") == ""
