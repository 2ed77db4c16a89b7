"""Where the numbers of a region's brief come from, and what its milestones are called in it."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from checkpoints.briefs.sentences import Part, Sentence, sentence
from checkpoints.region_progress import MilestoneProgress, StrandProgress

OPEN, CHANGED, LIKELY = "#open", "#changed", "#likely"  # sections of the region's page


@dataclass(frozen=True)
class Ways:
    """Where the numbers come from, on the pages of a region; on paper nothing leads anywhere."""

    region: str = ""
    query: str = ""

    def milestone(self, one: MilestoneProgress) -> str:
        if not self.region:
            return ""
        where = [self.region, one.strand.number, one.milestone.slug]
        return reverse("checkpoints:milestone", args=where) + self.query

    def strand(self, one: StrandProgress) -> str:
        return self.here(f"#strand-{one.facts.number}")

    def here(self, section: str) -> str:
        return section if self.region else ""

    def to(self, page: str) -> str:
        return reverse(page) if self.region else ""


def named(one: MilestoneProgress) -> Sentence:
    """A milestone by name, and by theme where the strand is a parallel one."""
    name = one.milestone.name
    if one.strand.is_main:
        return sentence("%(name)s", name=name)
    return sentence(_("%(milestone)s (%(theme)s)"), milestone=name, theme=one.strand.theme)


def linked(words: Sentence, address: str) -> Sentence:
    return tuple(Part(part.text, address, part.language) for part in words)
