"""Write the JSON Schema of a study's file, which editors read: data/schemas/study.schema.json."""

from __future__ import annotations

import json

from analysis.data import find_root
from analysis.study.published import study_schema


def main() -> None:
    """Write the file."""
    path = find_root() / "data/schemas/study.schema.json"
    text = json.dumps(study_schema(), ensure_ascii=False, indent=1)
    path.write_text(text + "\n", encoding="utf-8")
    print(path)


if __name__ == "__main__":
    main()
