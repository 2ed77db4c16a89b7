"""The worker process: what sets papers is loaded before the first is asked for."""

import logging

from django_ox.worker import Worker

from reports import pdf

log = logging.getLogger(__name__)


class WarmWorker(Worker):
    """As django-ox has it, but that its first paper is as quick as the next."""

    def run(self) -> None:
        try:
            pdf.warm_up()
        except Exception:  # as where Pango is missing: all other work is done all the same
            log.exception("Papers cannot be set by this worker.")
        super().run()
