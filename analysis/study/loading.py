"""Studies found and loaded: by name, or the one that a build is for."""

from __future__ import annotations

from pathlib import Path
from typing import TypeAlias

from analysis.data import InputError, Problem, find_root
from analysis.data.documents import checked_document
from analysis.data.files import read_text
from analysis.data.rules import suggest
from analysis.data.schema import load_schema
from analysis.data.yaml_text import parse_yaml
from analysis.study.declared import FILE, FOLDER, SCHEMA, Study, file_of, study_of
from analysis.study.rules import study_problems
from analysis.study.settings import Settings
from analysis.study.variables import Variables

# The study that is meant where none is named, and the file of a project that names another one.
DEFAULT = "paper"
NAMED = "_study.yml"

# Where a study is: itself, or the root of a project, whose active study is meant (None: the
# project around the working directory).
At: TypeAlias = Path | Study | None


def study_at(at: At = None) -> Study:
    """Return the study that is meant: ``at`` itself, or the active one of a root."""
    return at if isinstance(at, Study) else load_study(None, at)


def active_study(root: Path | None = None) -> str:
    """Return the name of the study that a project is for, else that of the default one."""
    base = root or find_root()
    if not (base / NAMED).is_file():
        return DEFAULT
    return str(parse_yaml(read_text(base, NAMED), NAMED).value["study"])


def study_names(root: Path | None = None) -> tuple[str, ...]:
    """Return the names of the studies of a project, the default one first."""
    folder = (root or find_root()) / FOLDER
    names = sorted(path.parent.name for path in folder.glob(f"*/{FILE}"))
    return tuple(sorted(names, key=lambda name: name != DEFAULT))


def load_study(name: str | None = None, root: Path | None = None) -> Study:
    """Return a study by name (default: the active one), as its file declares it.

    Raises InputError with every fault of the file, and for a name that no folder has.
    """
    base, chosen = root or find_root(), name or active_study(root)
    if chosen not in study_names(base):
        remedy = f"{suggest(chosen, study_names(base))}, or make it: book study new {chosen}"
        problem = Problem(FOLDER, None, None, chosen, "there is no study of this name", remedy)
        raise InputError([problem])
    file, schema = file_of(chosen), load_schema(SCHEMA, base, FOLDER)
    study = study_of(base, chosen, checked_document(base, file, schema, "restore it"), schema)
    problems = study_problems(study)
    if problems:
        raise InputError(problems)
    return study


def load_settings(at: At = None) -> Settings:
    """Return the settings of the study. Raises InputError for a fault in its file."""
    return study_at(at).settings


def load_variables(at: At = None) -> Variables:
    """Return the variables of the study. Raises InputError for a fault in its file."""
    return study_at(at).variables
