"""The repository itself: what nobody would notice in a review."""

import re
import subprocess
import tomllib
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import call_command
from django.template.loader import get_template

from checkpoints.timeline import PAPER, SIGNS

ROOT = Path(settings.BASE_DIR)
APPS = ("byregion", "regions", "checkpoints", "reports")
TEMPLATES = ROOT / "templates"
CODE = [
    path
    for app in APPS
    for path in sorted((ROOT / app).rglob("*.py"))
    if "migrations" not in path.parts
]
VIEWS = [path for path in CODE if re.search(r"[/_]views\.py$|/views/", str(path))]
PAGES = sorted(path for path in TEMPLATES.rglob("*.html"))
# Drawn by django-crispy-forms and django-allauth, and by Django when something is wrong.
CALLED_FROM_OUTSIDE = re.compile(r"designsystemet/|account/|\d{3}(_csrf)?\.html$")


def named(path: Path) -> str:
    return str(path.relative_to(ROOT))


def found(pattern: str, paths: list[Path]) -> list[str]:
    """Where a pattern occurs: `regions/clock.py:16`."""
    return [
        f"{named(path)}:{number}"
        for path in paths
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1)
        if re.search(pattern, line)
    ]


@pytest.mark.django_db
def test_no_migration_is_missing() -> None:
    call_command("makemigrations", check=True, dry_run=True, verbosity=0)


def test_migrations_are_named_by_hand() -> None:
    names = [path.stem for app in APPS for path in (ROOT / app).glob("migrations/0*.py")]
    assert [name for name in names if re.search(r"_(auto|initial)\b|_and_more$", name)] == []


# Code


def test_views_fetch_through_access_and_queries() -> None:
    assert len(VIEWS) >= 3
    assert found(r"\.objects\b|get_object_or_404|get_list_or_404", VIEWS) == []


def test_views_save_through_actions() -> None:
    assert found(r"(?<!form)\.save\(|\.delete\(|\.bulk_|\.create\(|\.update\(", VIEWS) == []


def test_only_the_clock_asks_what_time_it_is() -> None:
    """Sign-in, sessions and tokens keep real time; they are not code of ours."""
    asks = r"timezone\.(now|localdate)\b|\b(date|datetime)\.(today|now|utcnow)\(|time\.time\("
    outside = [path for path in CODE if named(path) != "regions/clock.py"]
    assert found(asks, [ROOT / "regions/clock.py"]) != []
    assert found(asks, outside) == []


def test_sql_is_written_by_hand_only_where_much_is_counted_and_editions_are_guarded() -> None:
    """docs/decisions/0010, 0012 and 0013 say why."""
    by_hand = found(r"\.raw\(|\.extra\(|RawSQL\(|connection\.cursor", CODE)
    assert {place.partition(":")[0] for place in by_hand} == {
        "checkpoints/actions/counting.py",
        "checkpoints/overview/relation.py",
        "checkpoints/queries/cells.py",
        "reports/bundles/moment.py",
        "reports/bundles/stamp.py",
        "reports/guards.py",
    }


# Templates


def test_templates_are_clean_of_inline_scripts_styles_and_handlers() -> None:
    inline = r"""<script(?![^>]*\bsrc=)|<style\b|\sstyle=|\son[a-z]+=["']|javascript:|hx-on"""
    assert found(inline, [path for path in PAGES if "pdf" not in path.parts]) == []


def test_templates_trust_no_text() -> None:
    # A field's help may hold markup, from Django's password rules.
    ours = [path for path in PAGES if "designsystemet" not in path.parts]
    assert found(r"\|safe\b|autoescape off|mark_safe", ours) == []


def test_templates_load_nothing_from_outside() -> None:
    assert found(r'(src|href|action)="(https?:)?//', PAGES) == []


@pytest.mark.parametrize("path", PAGES, ids=named)
def test_every_template_compiles(path: Path) -> None:
    get_template(str(path.relative_to(TEMPLATES)))


def test_partials_and_components_say_what_goes_in() -> None:
    partials = [path for path in PAGES if path.name.startswith("_")]
    said = r"{% comment %}[^{]*\bInputs: "
    silent = [path for path in partials if not re.search(said, path.read_text(encoding="utf-8"))]
    assert [named(path) for path in silent] == []


def test_no_template_is_unused() -> None:
    sources = [path.read_text(encoding="utf-8") for path in [*CODE, *TEMPLATES.rglob("*.*")]]
    names = [str(path.relative_to(TEMPLATES)) for path in TEMPLATES.rglob("*.*")]
    unused = [
        name
        for name in names
        if not CALLED_FROM_OUTSIDE.search(name)
        and not any(f'"{name}"' in source or f'"{name}#' in source for source in sources)
    ]
    assert unused == []


# Look


def test_paper_has_the_colours_of_the_page() -> None:
    css = (ROOT / "static/css/tokens.css").read_text(encoding="utf-8")
    values = dict(re.findall(r"(?m)^  (--[\w-]+): ([^;]+);", css.partition("@media")[0]))
    values["transparent"] = values["--paper"]
    page = {}
    for state in PAPER:
        rule = rf'\[data-state(?:="{state}")?\] {{ --state: (\S+); --state-bg: (\S+); }}'
        ink, tint = re.findall(rule, css)[-1]  # a state without a rule of its own has the first
        page[state] = (colour(values, ink), colour(values, tint))
    assert page == PAPER


def colour(values: dict[str, str], name: str) -> str:
    value = values[name.removeprefix("var(").removesuffix(")")]
    return "#ffffff" if value == "#fff" else value


def test_signs_are_the_same_drawings_in_files_and_in_the_timeline() -> None:
    for state, drawing in SIGNS.items():
        file = (ROOT / f"static/signs/{state}.svg").read_text(encoding="utf-8")
        assert re.findall(r' d="([^"]+)"', file) == [drawing]


def test_each_state_has_a_sign() -> None:
    signs = {path.stem for path in (ROOT / "static/signs").glob("*.svg")}
    of_reports, of_verifications = {"submitted", "returned"}, {"verified", "questioned", "outdated"}
    assert signs == {*PAPER, "met", "unsure", *of_reports, *of_verifications}


def test_files_of_others_are_installed_and_not_copied_in() -> None:
    tracked = [path for path in (ROOT / "static").rglob("*") if path.is_file()]
    alien = [
        named(path)
        for path in tracked
        if path.suffix not in {".css", ".js", ".svg", ".png"}
        or ".min." in path.name
        or path.stat().st_size > 40_000
        or re.search(r"(?i)copyright|@license", path.read_text("utf-8", errors="replace"))
    ]
    assert alien == []


# Set-up


def test_every_dependency_says_why_it_is_there() -> None:
    text = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    project = tomllib.loads(text)
    groups = project["dependency-groups"]
    names = [*project["project"]["dependencies"], *groups["dev"]]
    said = set(re.findall(r'(?m)^  "([^"]+)",? +# \w', text))
    silent = [name for name in names if name not in said]
    assert silent == []


def test_every_lint_exception_says_why() -> None:
    """On its line or the line above; once a file is enough for the same rule."""
    silent = []
    for path in CODE:
        lines = path.read_text(encoding="utf-8").splitlines()
        excused: dict[str, str] = {}
        explained: set[str] = set()
        for above, line in zip(["", *lines], lines, strict=False):
            for rules, reason in EXCEPTION.findall(line):
                for rule in re.findall(r"[\w-]+", rules):
                    excused.setdefault(rule, line.strip())
                    if reason.strip() or above.strip().startswith("# "):
                        explained.add(rule)
        silent += [f"{named(path)}: {excused[rule]}" for rule in excused.keys() - explained]
    assert silent == []


EXCEPTION = re.compile(r"# (?:ruff: )?(?:noqa: |type: ignore\[)([A-Z][A-Z\d, ]+\d|[\w, -]+)\]?(.*)")


def verbs_of_run() -> set[str]:
    usage = subprocess.run(["./run"], cwd=ROOT, capture_output=True, text=True, check=True)
    return set(re.findall(r"^\./run ([a-z]+)", usage.stdout, re.MULTILINE))


def test_run_lists_its_verbs_and_knows_each() -> None:
    cases = (ROOT / "run").read_text(encoding="utf-8").rpartition("case $verb in")[2]
    known = set(re.findall(r"^([a-z]+)\)", cases, re.MULTILINE))
    assert verbs_of_run() == known


def test_the_readme_names_commands_paths_and_pictures_that_exist() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    verbs = set(re.findall(r"\./run ([a-z]+)", readme))
    assert {"demo", "test"} <= verbs
    assert verbs <= verbs_of_run()
    paths = re.findall(r"\]\((?!https?:|#|mailto:)([^)#]+)", readme)
    paths += re.findall(r"`([\w.-]+/[\w./-]*)`", readme)
    assert [path for path in paths if not (ROOT / path).exists()] == []


def test_the_run_script_is_plain_posix_shell() -> None:
    run = (ROOT / "run").read_text(encoding="utf-8")
    assert run.startswith("#!/bin/sh\n")
    assert re.findall(r"(?m)\[\[|^\s*(?:local|function|source) |<\(", run) == []
