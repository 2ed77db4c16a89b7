"""Files that people send: what is accepted, under what name, and what is taken out of them.

Nothing here knows a model. What is refused is refused in one sentence that says what to do.
"""

from checkpoints.evidence.receiving import Received, received

__all__ = ["Received", "received"]
