"""The app's start: a new region gets its main strands, and counts follow what is recorded."""

from typing import Any

from django.apps import AppConfig

from regions.signals import recorded, region_added


class CheckpointsConfig(AppConfig):
    name = "checkpoints"

    def ready(self) -> None:
        region_added.connect(give_main_strands, dispatch_uid="main strands")
        recorded.connect(keep_counts, dispatch_uid="counts")


def give_main_strands(**facts: Any) -> None:
    """In every phase that has milestones."""
    from checkpoints import actions  # noqa: PLC0415  models are not loaded at import

    for phase in facts["region"].programme.phases.all():
        actions.add_main_strand(by=facts["by"], region=facts["region"], phase=phase, **facts["how"])


def keep_counts(**facts: Any) -> None:
    """Of the cells that a step is about."""
    from checkpoints.actions.counting import keep_counts  # noqa: PLC0415  as above

    keep_counts(facts["row"])
