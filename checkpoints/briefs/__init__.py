"""Briefs: where a region or the programme stands, in plain sentences made by rules.

Every number leads to where it comes from. Nothing is said that was not read for the page already.
"""

from checkpoints.briefs.moving import Beside
from checkpoints.briefs.named import NAMED, Named, NamedRegions
from checkpoints.briefs.programme import ProgrammeBeside, programme_brief
from checkpoints.briefs.region import region_brief
from checkpoints.briefs.sentences import Brief, Part, Sentence
from checkpoints.briefs.ways import Ways

__all__ = [
    "NAMED",
    "Beside",
    "Brief",
    "Named",
    "NamedRegions",
    "Part",
    "ProgrammeBeside",
    "Sentence",
    "Ways",
    "programme_brief",
    "region_brief",
]
