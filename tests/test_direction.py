"""Apps point one way, also where import-linter cannot see: keys between tables, templates."""

import re
from pathlib import Path

import pytest
from django.apps import apps
from django.conf import settings
from django.template.loader import get_template

from regions import account_urls

# From the ground up; an app knows itself and those before it.
ORDER = ("regions", "checkpoints", "reports", "byregion")
TEMPLATES = Path(settings.BASE_DIR) / "templates"
FOR_ALL = ("components/", "base.html", "designsystemet/")
ACCOUNT = {"account": "regions", "allauth": "regions"}  # folders named by allauth
USES = {
    "url": re.compile(r'{%-?\s*url\s+"([^"]+)"'),
    "template": re.compile(r'{%-?\s*(?:include|extends)\s+"([^"#]+)'),
    "static": re.compile(r'{%-?\s*static\s+"([^"]+)"'),
}
IN_CODE = re.compile(r'\b(?:reverse|redirect|pattern_name=)\(?\s*"([^"]+)"')


def height(app: str) -> int:
    return ORDER.index(app)


def test_the_order_names_every_app_of_ours() -> None:
    ours = {config.label for config in apps.get_app_configs() if is_ours(config.path)}
    assert ours == set(ORDER)


def is_ours(path: str) -> bool:
    return Path(path).parent == Path(settings.BASE_DIR)


def test_tables_point_at_tables_of_their_own_app_or_a_lower_one() -> None:
    upward = [
        f"{model.__name__}.{field.name}"
        for model in apps.get_models()
        if model._meta.app_label in ORDER
        for field in model._meta.get_fields()
        if field.concrete and field.related_model
        if (there := field.related_model._meta.app_label) in ORDER
        if height(there) > height(model._meta.app_label)
    ]
    assert upward == []


def templates() -> list[Path]:
    return [path for path in TEMPLATES.rglob("*.*") if path.is_file()]


def app_of(template: str) -> str | None:
    """The app that a template belongs to; none for what all share."""
    folder = template.partition("/")[0]
    if template.startswith(FOR_ALL) or "/" not in template:
        return None
    return ACCOUNT.get(folder, folder)


@pytest.mark.parametrize("path", templates(), ids=lambda path: str(path.relative_to(TEMPLATES)))
def test_templates_name_nothing_of_a_higher_app(path: Path) -> None:
    own = app_of(str(path.relative_to(TEMPLATES)))
    text = re.sub(r"{% comment %}.*?{% endcomment %}", "", path.read_text(), flags=re.DOTALL)
    named = [(kind, name) for kind, use in USES.items() for name in use.findall(text)]
    upward = [
        (kind, name)
        for kind, name in named
        if (there := belongs_to(kind, name)) and (own is None or height(there) > height(own))
    ]
    assert upward == []


def belongs_to(kind: str, name: str) -> str | None:
    """The app behind an address, a template or a static file; none where it is everyone's."""
    if kind == "url":
        return app_of_address(name)
    if kind == "template":
        get_template(name)  # it exists
        return app_of(name)
    folder = name.partition("/")[0]
    return folder if folder in ORDER else None


def app_of_address(name: str) -> str:
    if name.startswith("account_"):
        return "regions"
    namespace, colon, _page = name.partition(":")
    return namespace if colon else "byregion"


@pytest.mark.parametrize("app", ORDER)
def test_code_leads_to_no_address_of_a_higher_app(app: str) -> None:
    upward = [
        (path.name, name)
        for path in (Path(settings.BASE_DIR) / app).rglob("*.py")
        for name in IN_CODE.findall(path.read_text())
        if not name.startswith(("/", "http")) and height(app_of_address(name)) > height(app)
    ]
    assert upward == []


def test_every_address_of_the_account_is_served_by_the_lowest_app() -> None:
    names = [pattern.name for pattern in account_urls.urlpatterns]
    assert all(name and name.startswith("account_") for name in names)
