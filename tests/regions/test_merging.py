"""Two changes from one base, field by field: what is put together, what collides, nothing lost."""

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from regions.merging import Merge, merge

NAMES = ("status", "text", "due_on", "unsure")
VALUES = st.sampled_from(["", "a", "b", None, True, False])
STATES = st.fixed_dictionaries(dict.fromkeys(NAMES, VALUES))

BASE = {"status": "in_progress", "text": "", "due_on": None}


def changed(**changes: Any) -> dict[str, Any]:
    return {**BASE, **changes}


# By hand


def test_what_each_changed_alone_stands_as_they_left_it() -> None:
    found = merge(BASE, changed(status="met"), changed(text="Ja"))
    assert found == Merge(
        changed(status="met", text="Ja"), theirs=("status",), yours=("text",), collisions=()
    )


def test_what_both_changed_collides_and_keeps_your_text_in_hand() -> None:
    found = merge(BASE, changed(text="Deres"), changed(text="Mitt", due_on="2016-12-01"))
    assert found == Merge(
        changed(text="Mitt", due_on="2016-12-01"),
        theirs=(),
        yours=("due_on",),
        collisions=("text",),
    )


def test_what_both_changed_to_the_same_is_no_collision() -> None:
    both = changed(status="met")
    assert merge(BASE, both, both) == Merge(both, theirs=(), yours=(), collisions=())


def test_a_text_that_one_emptied_and_the_other_wrote_on_collides() -> None:
    base = changed(text="Før")
    found = merge(base, changed(text=""), changed(text="Før, og mer"))
    assert found.collisions == ("text",)


def test_where_the_base_is_not_known_all_that_differs_collides() -> None:
    found = merge(None, changed(status="met", text="Deres"), changed(text="Mitt"))
    assert found == Merge(changed(text="Mitt"), theirs=(), yours=(), collisions=("status", "text"))


# Whatever the values


@given(STATES, STATES, STATES)
def test_nothing_of_either_is_lost(
    base: dict[str, Any], theirs: dict[str, Any], yours: dict[str, Any]
) -> None:
    """Each value that someone put in the place of the base's is in the state, or collides."""
    found = merge(base, theirs, yours)
    for name in NAMES:
        for side in (theirs, yours):
            if side[name] != base[name]:
                assert found.state[name] == side[name] or name in found.collisions
    for name in found.collisions:
        assert base[name] not in {theirs[name], yours[name]}
        assert theirs[name] != yours[name]


@given(STATES, STATES, STATES)
def test_each_field_that_differs_is_named_once_and_no_other(
    base: dict[str, Any], theirs: dict[str, Any], yours: dict[str, Any]
) -> None:
    found = merge(base, theirs, yours)
    named = [*found.theirs, *found.yours, *found.collisions]
    assert sorted(named) == sorted(name for name in NAMES if theirs[name] != yours[name])


@given(STATES, STATES, STATES)
def test_two_who_do_not_collide_come_to_the_same_whoever_is_first(
    base: dict[str, Any], one: dict[str, Any], other: dict[str, Any]
) -> None:
    there, back = merge(base, one, other), merge(base, other, one)
    assert set(there.collisions) == set(back.collisions)
    assert (set(there.theirs), set(there.yours)) == (set(back.yours), set(back.theirs))
    if not there.collisions:
        assert there.state == back.state


@given(STATES, STATES)
def test_who_changed_nothing_changes_nothing(base: dict[str, Any], other: dict[str, Any]) -> None:
    late, early = merge(base, other, base), merge(base, base, other)
    assert (late.state, late.yours, late.collisions) == (other, (), ())
    assert (early.state, early.theirs, early.collisions) == (other, (), ())


@given(STATES, STATES)
def test_without_a_base_nothing_is_taken_for_unchanged(
    theirs: dict[str, Any], yours: dict[str, Any]
) -> None:
    found = merge(None, theirs, yours)
    assert (found.state, found.theirs, found.yours) == (yours, (), ())
    assert set(found.collisions) == {name for name in NAMES if theirs[name] != yours[name]}


@given(STATES, STATES, STATES)
def test_a_merge_of_what_was_merged_adds_nothing(
    base: dict[str, Any], theirs: dict[str, Any], yours: dict[str, Any]
) -> None:
    """Sent twice, as a browser on a bad line does."""
    once = merge(base, theirs, yours)
    if not once.collisions:
        again = merge(base, once.state, yours)
        assert (again.state, again.yours, again.collisions) == (once.state, (), ())
