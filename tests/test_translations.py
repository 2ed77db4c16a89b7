"""Bokmål and nynorsk are complete, at the same time, from the first day on."""

import re
from collections import Counter
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.utils.translation.trans_real import translation

from byregion import catalogues

PLACEHOLDER = re.compile(r"%\(\w+\)[a-z]|%[sd]|%%")
# Words of bokmål that nynorsk does not have. In «…» they may stand: a text that is quoted.
BOKMAL_ONLY = frozenset(
    re.findall(
        r"\w+",
        """
ansvarlig bare ble dager datoer dere endret endringer flere fra gjenåpnet gjør gjøre hun hva hvem
hver hverken hvilke hvilken hvilket hvor hvordan hvorfor hvis ikke jeg kommuner lagret mer milepæler
mulig måned måneder navn noe noen personer regioner samme sammen satt selv sted startet tidligere
uke uker utgave valgt vedtatt velg være vært åpen åpne åpnet
""",
    )
)
MESSAGES_OF_DJANGO = (
    "This field is required.",
    "Enter a valid email address.",
    "Enter a valid date.",
    "Enter a whole number.",
    "Select a valid choice. %(value)s is not one of the available choices.",
    "Select a valid choice. That choice is not one of the available choices.",
    "Ensure this value is greater than or equal to %(limit_value)s.",
    "Null characters are not allowed.",
    "The password is too similar to the %(verbose_name)s.",
    "This password is too common.",
    "This password is entirely numeric.",
    "January",
    "Monday",
)


def messages(language: str) -> list[Any]:
    return [message for message in catalogues.read(language) if message.id]


def forms_of(words: str | tuple[str, ...] | list[str]) -> tuple[str, ...]:
    return (words,) if isinstance(words, str) else tuple(words)


both = pytest.mark.parametrize("language", catalogues.LANGUAGES)


@both
def test_the_catalogue_is_up_to_date_with_the_code(language: str) -> None:
    assert catalogues.is_up_to_date(language), "type ./run messages"


def test_the_check_fails_when_a_catalogue_is_out_of_date(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(catalogues, "is_up_to_date", lambda language: language == "nb")

    with pytest.raises(CommandError, match="The nn catalogue is out of date"):
        call_command("messages", check=True, verbosity=0)


@both
def test_every_message_is_translated_in_every_form(language: str) -> None:
    missing = [message.id for message in messages(language) if not all(forms_of(message.string))]
    assert missing == []


@both
def test_no_translation_is_a_guess(language: str) -> None:
    assert [message.id for message in messages(language) if message.fuzzy] == []


@both
def test_translations_have_the_placeholders_of_the_message(language: str) -> None:
    wrong: list[Any] = []
    for message in messages(language):
        wanted = [Counter(PLACEHOLDER.findall(form)) for form in forms_of(message.id)]
        for at, words in enumerate(forms_of(message.string)):
            # The singular may do without the number, where the message does: «the one of Salten».
            allowed = wanted if at == 0 else wanted[-1:]
            if words and Counter(PLACEHOLDER.findall(words)) not in allowed:
                wrong.append((message.id, words))
    assert wrong == []


@both
def test_a_message_with_a_plural_has_two_forms(language: str) -> None:
    wrong = [
        message.id
        for message in messages(language)
        if len(forms_of(message.id)) != len(forms_of(message.string))
    ]
    assert wrong == []


def test_nynorsk_has_no_words_of_bokmal_alone() -> None:
    found = []
    for message in messages("nn"):
        for words in forms_of(message.string):
            plain = re.sub(r"«[^»]*»|%\(\w+\)[a-z]", " ", words).lower()
            alien = sorted(set(re.findall(r"\w+", plain)) & BOKMAL_ONLY)
            if alien:
                found.append((words, alien))
    assert found == []


def test_bokmal_and_nynorsk_are_two_languages() -> None:
    """A nynorsk catalogue that was copied from bokmål would be the same throughout."""
    bokmal = {message.id: message.string for message in messages("nb")}
    same = [message.id for message in messages("nn") if message.string == bokmal[message.id]]
    assert len(same) < len(bokmal) * 2 / 3


@pytest.mark.parametrize("language", ["nb", "nn"])
@pytest.mark.parametrize("message", MESSAGES_OF_DJANGO)
def test_what_forms_of_django_say_is_there(language: str, message: str) -> None:
    assert said_in(language, message)


@pytest.mark.parametrize("language", ["nb", "nn"])
@pytest.mark.parametrize("message", catalogues.EXTRA)
def test_what_forms_of_allauth_say_is_there(language: str, message: str | tuple[str, str]) -> None:
    assert all(said_in(language, one) for one in keys_of(message))


def keys_of(message: str | tuple[str, str]) -> list[Any]:
    return [message] if isinstance(message, str) else [(message[0], 0), (message[0], 1)]


def said_in(language: str, message: Any) -> bool:
    """Whether a language itself says it: nynorsk falls back to bokmål where it does not."""
    listed = translation(language)._catalog._catalogs  # type: ignore[attr-defined]  # Django's own
    return any(catalogue.get(message) for catalogue in listed)


def test_messages_are_collected_from_code_and_templates() -> None:
    found = {message.id for message in catalogues.collected()}

    assert "Overview" in found  # {% translate %}
    assert "%(met)s of %(of)s" in found  # {% blocktranslate %}
    assert ("%(n)d day late", "%(n)d days late") in found  # ngettext in code
    assert "Set or move the planned days." not in found  # a docstring


def test_templates_hold_no_message_that_is_not_collected(settings: Any) -> None:
    found = {forms_of(message.id)[0] for message in catalogues.collected()}
    templates = (settings.BASE_DIR / "templates").rglob("*.*")
    used = {
        words
        for path in templates
        for words in re.findall(r'{%-?\s*translate\s+"([^"]*)"', path.read_text(encoding="utf-8"))
    }
    assert len(used) > 50
    assert used - found == set()
