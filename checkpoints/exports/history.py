"""The whole history as one table for analysts: a row for each revision of what people edit.

Its columns have names that stay (docs/data.md). Each thing fills in those that it has; the others
are empty. Free texts and names of people are columns at the end, which are left out unless asked
for. Who is a member of what, and who may sign in, is not here at all.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.db.models import OuterRef, Subquery
from django.db.models.expressions import Combinable
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from checkpoints.exports.columns import Kind, Named, Words
from checkpoints.models import (
    AssessmentRevision,
    AttachmentRevision,
    DecisionRevision,
    EventRevision,
    EvidenceRevision,
    HelpAnswerRevision,
    HelpRequestRevision,
    PlanRevision,
    SharingRevision,
    StrandRevision,
    VerificationRevision,
)
from regions.history import Revision
from regions.models import MunicipalityVersion, ParticipationRevision, RegionRevision

VERSION = "byregion-history/1"

FACTS: Sequence[Named] = (
    Named("thing", Kind.CODE, _("What the row is a step of; see the list of things.")),
    Named("id", Kind.INTEGER, _("The thing's key. With «thing» it is the same in all its rows.")),
    Named("revision", Kind.INTEGER, _("The step's number in the thing's history, from 1.")),
    Named("recorded_at", Kind.MOMENT, _("When the step was recorded. It holds from then.")),
    Named("superseded_at", Kind.MOMENT, _("When the next step was recorded. Empty: none is.")),
    Named("step", Kind.CODE, _("change, confirm, undo, merge or import.")),
    Named("change_set", Kind.CODE, _("The same in all steps that were done in one act.")),
    Named("by", Kind.INTEGER, _("A key of who did it. Empty: the system itself, or an import.")),
    Named("region", Kind.CODE, _("The region, by the word in its address.")),
    Named("phase", Kind.CODE, _("The phase, by the word in its address.")),
    Named("strand", Kind.INTEGER, _("The strand's number in its region.")),
    Named("main_strand", Kind.BOOLEAN, _("Whether it is the region's main strand.")),
    Named("milestone", Kind.CODE, _("The milestone; of a strand, its first.")),
    Named("checkpoint", Kind.CODE, _("The checkpoint, by the word in its address.")),
    Named("kind", Kind.CODE, _("An assessment: statement or question. An event: which kind.")),
    Named("wording", Kind.INTEGER, _("Which wording of the checkpoint the step was made under.")),
    Named(
        "status", Kind.CODE,
        _("An assessment's status; what a question for help came to; what a verification finds."),
    ),
    Named("unsure", Kind.BOOLEAN, _("Whether the assessment is marked as unsure.")),
    Named("confirmed_at", Kind.MOMENT, _("When the assessment was last confirmed unchanged.")),
    Named("starts_on", Kind.DATE, _("First day: of a plan, an event, a municipality's part.")),
    Named("ends_on", Kind.DATE, _("Last day of the same.")),
    Named("met_on", Kind.DATE, _("The day on which the checkpoint was met, as the region says.")),
    Named("due_on", Kind.DATE, _("The day by which the region means to meet it.")),
    Named("decided_on", Kind.DATE, _("The day of a decision.")),
    Named("dated_on", Kind.DATE, _("The date that evidence bears.")),
    Named("closed_on", Kind.DATE, _("The day on which a strand was closed.")),
    Named("responsible", Kind.INTEGER, _("A key of who is responsible, or is the contact.")),
    Named("evidence", Kind.INTEGER, _("The key of the evidence that is attached.")),
    Named("decision", Kind.INTEGER, _("The key of the decision that it is attached to.")),
    Named("request", Kind.INTEGER, _("The key of the question for help that is answered.")),
    Named("municipality", Kind.CODE, _("A municipality's number, as it is now.")),
    Named("role", Kind.CODE, _("A municipality's part: host, member or observer.")),
    Named("removed", Kind.BOOLEAN, _("Whether the thing is taken away or hidden from here on.")),
    Named("shared", Kind.BOOLEAN, _("Whether the attached evidence is shared with other regions.")),
    Named("assessed", Kind.INTEGER, _("Which revision of the assessment a verification is about.")),
)  # fmt: skip
TEXTS: Sequence[Named] = (
    Named("by_name", Kind.TEXT, _("Who did it, by the name of today.")),
    Named("reason", Kind.TEXT, _("Why, in the words of who did it.")),
    Named(
        "title", Kind.TEXT,
        _("A region's name, a strand's theme, a title, who decided, an event's place."),
    ),
    Named("text", Kind.TEXT, _("A comment or an answer, a note, what is shared, what is asked.")),
    Named("thanks", Kind.TEXT, _("Thanks for an answer.")),
    Named("responsible_name", Kind.TEXT, _("Who is responsible, by name.")),
)  # fmt: skip

type Paths = Mapping[str, str | Combinable]  # by columns: where a revision has its value

EVERY_STEP: Paths = {
    "id": "of_id",
    "revision": "number",
    "recorded_at": "recorded_at",
    "superseded_at": "superseded_at",
    "step": "step",
    "change_set": "change_set",
    "by": "by_id",
    "by_name": "by__name",
    "reason": "reason",
}
ON_STRAND: Paths = {
    "region": "strand__region__slug",
    "phase": "strand__phase__slug",
    "strand": "strand__number",
    "main_strand": "strand__is_main",
    "milestone": "milestone__slug",
}
NUMBER_NOW = Subquery(
    MunicipalityVersion.objects.filter(municipality=OuterRef("municipality"), valid_to=None).values(
        "number"
    )[:1]
)


@dataclass(frozen=True)
class Thing:
    """A sort of thing with a history."""

    name: str
    meaning: Words
    model: type[Revision]
    region: str | None  # where its region's key is; none: it is the whole programme's
    own: Paths

    @property
    def paths(self) -> Paths:
        return {**EVERY_STEP, **self.own}


THINGS: Sequence[Thing] = (
    Thing("region", _("A region."), RegionRevision, "of_id",
          {"region": "of__slug", "title": "name"}),
    Thing("participation", _("A municipality's part in a region."), ParticipationRevision,
          "region_id",
          {"region": "region__slug", "municipality": NUMBER_NOW, "role": "role",
           "starts_on": "valid_from", "ends_on": "valid_to", "removed": "removed"}),
    Thing("event", _("A point in the calendar."), EventRevision, None,
          {"phase": "of__phase__slug", "kind": "of__kind", "starts_on": "starts_on",
           "ends_on": "ends_on", "removed": "removed", "title": "place", "text": "note"}),
    Thing("strand", _("A region's run through the milestones."), StrandRevision, "of__region_id",
          {"region": "of__region__slug", "phase": "of__phase__slug", "strand": "of__number",
           "main_strand": "of__is_main", "milestone": "first_milestone__slug",
           "closed_on": "closed_on", "title": "theme"}),
    Thing("plan", _("The planned days of a strand at a milestone."), PlanRevision,
          "strand__region_id",
          {**ON_STRAND, "starts_on": "starts_on", "ends_on": "ends_on"}),
    Thing("decision", _("A recorded decision."), DecisionRevision, "strand__region_id",
          {**ON_STRAND, "decided_on": "decided_on", "removed": "removed", "title": "body",
           "text": "note"}),
    Thing("assessment", _("Where a strand stands on a checkpoint."), AssessmentRevision,
          "strand__region_id",
          {**ON_STRAND, "checkpoint": "checkpoint__slug", "kind": "checkpoint_kind",
           "wording": "wording__number", "status": "status", "unsure": "unsure",
           "confirmed_at": "confirmed_at", "met_on": "met_on", "due_on": "due_on",
           "responsible": "responsible_id", "text": "text",
           "responsible_name": Coalesce("responsible__name", "responsible_name")}),
    Thing("evidence", _("A file or a link."), EvidenceRevision, "of__region_id",
          {"region": "of__region__slug", "dated_on": "dated_on", "removed": "removed",
           "title": "title"}),
    Thing("attachment", _("Evidence beside a checkpoint or a decision."), AttachmentRevision,
          "strand__region_id",
          {**ON_STRAND, "checkpoint": "checkpoint__slug", "evidence": "evidence_id",
           "decision": "decision_id", "removed": "removed", "shared": "shared"}),
    Thing("sharing", _("How a region met a checkpoint, told to others."), SharingRevision,
          "strand__region_id",
          {**ON_STRAND, "checkpoint": "checkpoint__slug", "responsible": "contact_id",
           "removed": "removed", "text": "text", "responsible_name": "contact__name"}),
    Thing("help_request", _("A region's question to others."), HelpRequestRevision,
          "strand__region_id",
          {**ON_STRAND, "checkpoint": "checkpoint__slug", "status": "outcome",
           "text": "question", "thanks": "thanks"}),
    Thing("help_answer", _("An answer to such a question."), HelpAnswerRevision, "of__region_id",
          {"region": "of__region__slug", "milestone": "of__request__milestone__slug",
           "checkpoint": "of__request__checkpoint__slug", "request": "of__request_id",
           "removed": "removed", "text": "text"}),
    Thing("verification", _("What the programme staff say of an assessment."), VerificationRevision,
          "strand__region_id",
          {**ON_STRAND, "checkpoint": "checkpoint__slug", "status": "finding",
           "assessed": "assessed__number", "text": "note"}),
)  # fmt: skip
