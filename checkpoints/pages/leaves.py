"""Paging through regions: which part of them a page shows, and where the other parts are."""

from collections.abc import Callable
from dataclasses import dataclass

from checkpoints.forms.selecting import SelectionForm
from checkpoints.overview import Found, Page


@dataclass(frozen=True)
class Leaf:
    """A page by its number; without an address it stands for pages that are passed over."""

    number: int
    url: str = ""
    is_current: bool = False


@dataclass(frozen=True)
class Leaves:
    """The pages of what was found, and which of them is shown."""

    found: Found
    form: SelectionForm
    missing: int = 0  # the number of a page that was asked for and is not there

    @property
    def first(self) -> int:
        """The first region that is shown, counted from 1; 0 where nothing was found."""
        return self._before + 1 if self.found.keys else 0

    @property
    def last(self) -> int:
        return self._before + len(self.found.keys)

    @property
    def _before(self) -> int:
        return (self.found.page.number - 1) * (self.found.page.size or 0)

    @property
    def listed(self) -> list[Leaf]:
        """The first, the last, and those around the current one; nothing where there is one."""
        number, last = self.found.page.number, self.found.pages
        wanted = sorted({1, last, *range(max(1, number - 1), min(last, number + 1) + 1)})
        found: list[Leaf] = []
        for one in wanted if last > 1 else ():
            if found and one - found[-1].number > 1:
                found.append(Leaf(one - 1))
            found.append(Leaf(one, self._at(one), one == number))
        return found

    @property
    def previous(self) -> str:
        number = self.found.page.number
        return self._at(number - 1) if number > 1 else ""

    @property
    def next(self) -> str:
        number = self.found.page.number
        return self._at(number + 1) if number < self.found.pages else ""

    def _at(self, number: int) -> str:
        return self.form.address(but={"side": str(number) if number > 1 else ""})


def find_or_last(find_page: Callable[[Page], Found], page: Page) -> tuple[Found, int]:
    """A page of what is found; the last one where it is not there, and which is missing, else 0."""
    found = find_page(page)
    instead = last_instead(found)
    return (find_page(instead), page.number) if instead else (found, 0)


def last_instead(found: Found) -> Page | None:
    """The last page, where one beyond it was asked for."""
    beyond = found.count and found.page.number > found.pages
    return Page(found.pages, found.page.size) if beyond else None
