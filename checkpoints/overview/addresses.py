"""Addresses of regions and of their strands as patterns: to ask for each of thousands is slow."""

from django.urls import reverse

from regions.models import Region

A_REGION = "the-region-of-a-pattern"  # stands nowhere else in an address
A_STRAND = 987_654_321
A_MILESTONE = "the-milestone-of-a-pattern"


def region_pattern() -> str:
    """With `{region}` where its slug stands."""
    address: str = Region(slug=A_REGION).get_absolute_url()  # type: ignore[attr-defined]  # settings name it
    return _pattern(address)


def strand_pattern() -> str:
    """What the addresses of a strand's milestones begin with: `{region}` and `{strand}`."""
    at = reverse("checkpoints:milestone", args=[A_REGION, A_STRAND, A_MILESTONE])
    return _pattern(at.removesuffix(f"{A_MILESTONE}/"))


def _pattern(address: str) -> str:
    """An address with names in place of what stands for any. Braces of its own are kept."""
    kept = address.replace("{", "{{").replace("}", "}}")
    return kept.replace(A_REGION, "{region}").replace(str(A_STRAND), "{strand}")
