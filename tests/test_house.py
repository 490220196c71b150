"""Rules of the house that hold for every feature."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

import pytest

APP = Path(__file__).parent.parent / "app"
DOORS = Path(__file__).parent / "doors.txt"

# Which feature may know which others. A tree, not a net.
KNOWS: dict[str, set[str]] = {
    "accounts": set(),
    "office": {"accounts"},
    "directory": {"accounts"},
}
KNOWS["backups"] = {"accounts"}
KNOWS["trail"] = {"accounts"}
KNOWS["events"] = {"accounts", "office", "directory"}
KNOWS["invitations"] = KNOWS["events"] | {"events"}
KNOWS["attendees"] = KNOWS["invitations"] | {"invitations"}
KNOWS["presenters"] = KNOWS["events"] | {"events"}
KNOWS["materials"] = KNOWS["attendees"] | {"attendees", "presenters"}
KNOWS["questions"] = KNOWS["materials"]
KNOWS["followups"] = KNOWS["questions"] | {"materials", "questions"}
KNOWS["sections"] = KNOWS["events"] | {"events"}
KNOWS["photos"] = KNOWS["materials"] | {"materials"}
KNOWS["minutes"] = KNOWS["followups"] | {"followups", "sections"}
KNOWS["reports"] = KNOWS["minutes"] | {"minutes", "photos"}
KNOWS["certificates"] = KNOWS["attendees"] | {"attendees"}
KNOWS["papers"] = KNOWS["reports"] | {"reports", "certificates"}  # reads all; nobody reads it
KNOWS["privacy"] = KNOWS["papers"] | {"papers", "trail"}
KNOWS["demo"] = KNOWS["papers"] | {"papers"}

# Inside a feature, a module may import those that stand before it or beside it. What is not
# named here stands on floor 1: a rule or a verb of the feature.
FLOORS = {
    "spelling": 0,
    "signature": 0,
    "own_data": 0,
    "sent_again": 0,
    "states": 0,
    "kinds": 0,
    "opening": 0,
    "signers": 0,
    "models": 0,
    "letters": 0,
    "letter_templates": 0,
    "queries": 1,
    "forms": 2,
    "pages": 3,
    "cli": 3,
}
PUBLIC = {"models", "queries", "states", "spelling", "naming", "signature", "signing", "inviting"}
PUBLIC |= {"letterhead", "official", "doors", "kinds", "choices", "receipts", "projecting", "late"}
PUBLIC |= {
    "late_entries",
    "moderating",
    "chapters",
    "charts",
    "content",
    "figures",
    "inspecting",
    "leftovers",
    "painting",
    "quota",
    "refusal",
    "sent_forms",
    "names",
    "rescanning",
    "scanner",
    "scratch",
    "serving",
    "undo",
    "letter_templates",
    "letter_texts",
    "letter_forms",
    "offering",
    "letters",
    "writing",
    "official_order",
    "numbering",
    "usual_words",
    "saving",
    "outline",
    "replying",
    "once",
    "signs",
    "expiring",
    "personal",
    "guests",
    "by_hand",
    "notice",
    "notices",
    "sheet_photos",
}


def floor(feature: str, module: str) -> int:
    file = APP / feature / f"{module}.py"
    has_views = module == "views" or file.exists() and "@bp." in file.read_text()
    return 3 if has_views else FLOORS.get(module, 1)


def imports(path: Path) -> set[tuple[str, str]]:
    """The modules of our features that a file imports at run time, as (feature, module)."""
    tree = ast.parse(path.read_text())
    for block in ast.walk(tree):
        if isinstance(block, ast.If) and ast.unparse(block.test) == "TYPE_CHECKING":
            block.body.clear()
    dotted = {
        tuple(f"{node.module}.{name.name}".split(".")[1:3])
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom) and node.module and node.module.startswith("app")
        for name in node.names
    }
    return {parts for parts in dotted if len(parts) == 2 and parts[0] in KNOWS}


def test_every_view_says_who_may_open_it(app):
    doors = {
        f"{rule.endpoint} {getattr(app.view_functions[rule.endpoint], 'access', None)}"
        for rule in app.url_map.iter_rules()
        if rule.endpoint != "static"
    }

    assert doors == set(DOORS.read_text().splitlines())


@pytest.mark.parametrize(
    "path", sorted(APP.glob("*/*.py")), ids=lambda p: f"{p.parent.name}/{p.stem}"
)
def test_imports_point_downwards(path):
    mine = path.parent.name
    for feature, module in imports(path):
        if feature != mine:
            assert feature in KNOWS[mine], f"{mine} may not know {feature}"
            assert module in PUBLIC, f"{feature}.{module} is private"
        else:
            assert floor(mine, module) <= floor(mine, path.stem), f"{module} is above {path.stem}"


def test_the_ground_floor_knows_no_feature():
    ground = """
        assets audit bodies columns config extensions fields files hashing headers here jobs
        links logs mailing nip once ordering personal phones plain_flask plain_marks
        plain_request prepared rich_blocks rich_reading rich_text sheets signed_cookies sizes
        titles web whatsapp wib
    """
    for name in ground.split():
        assert imports(APP / f"{name}.py") == set(), name


def test_no_drawer_has_crept_in():
    drawers = {"utils", "util", "common", "helpers", "helper", "misc", "services"}

    assert not [path for path in APP.rglob("*.py") if path.stem in drawers]


def test_modules_stay_short():
    long = {str(p): n for p in APP.rglob("*.py") if (n := len(p.read_text().splitlines())) > 250}

    assert not long


def test_what_few_requests_need_is_not_loaded_at_the_start():
    """30 MB, in a house that promises 250 with everything running."""
    heavy = {"fontTools", "icalendar", "lxml", "openpyxl", "pikepdf", "pypdfium2", "weasyprint"}
    heavy |= {"xlsxwriter"}
    words = f"import sys, app.start; print({heavy} & sys.modules.keys())"

    done = subprocess.run(
        [sys.executable, "-c", words], cwd=APP.parent, capture_output=True, text=True
    )

    assert done.stdout.strip() == "set()", done.stderr
