"""What no linter sees in templates: imports nobody uses, files nobody shows, names of no file."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from pathlib import Path

from jinja2 import Environment, meta, nodes

ROOT = Path(__file__).resolve().parent.parent
TEMPLATES = ROOT / "templates"


def unused_imports(tree: nodes.Template) -> Iterator[str]:
    """Names that a template imports from another and never mentions."""
    used = {name.name for name in tree.find_all(nodes.Name) if name.ctx == "load"}
    for statement in tree.find_all(nodes.FromImport):
        for name in statement.names:
            own = name[1] if isinstance(name, tuple) else name
            if own not in used:
                yield f"imports {own} and does not use it"
    for module in tree.find_all(nodes.Import):
        if module.target not in used:
            yield f"imports {module.target} and does not use it"


def complaints() -> Iterator[str]:
    names = {str(path.relative_to(TEMPLATES)) for path in TEMPLATES.rglob("*.html")}
    python = "".join(path.read_text() for path in (ROOT / "app").rglob("*.py"))
    shown = set(re.findall(r"[\w/.-]+\.html", python))
    # Where code puts the name of a page together, its last part stands there in quotes.
    shown |= {name for name in names if f'"{Path(name).stem}"' in python}
    for name in sorted(names):
        tree = Environment(extensions=["jinja2.ext.do"]).parse((TEMPLATES / name).read_text())
        yield from (f"{name} {words}" for words in unused_imports(tree))
        mentioned = {other for other in meta.find_referenced_templates(tree) if other}
        yield from (f"{name} mentions {other}, which is not there" for other in mentioned - names)
        shown |= mentioned
    yield from (f"{name} is shown by nobody" for name in sorted(names - shown))


if __name__ == "__main__":
    found = list(complaints())
    for words in found:
        print(f"templates: {words}")
    sys.exit(bool(found))
