"""Rounds out of a file: what it asks for is brought about, and what a person edited stays.

Questions have no name of their own: the file's first is the first that was imported into its
round, and so on.
"""

from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from checkpoints.content import Run
from checkpoints.models import Checkpoint, Event, Phase
from regions.files import Node, is_edited
from regions.history import Kind
from regions.models import Programme, Region
from reports import actions
from reports.models import Question, QuestionRevision, Report, Round

KEYS = (
    "phase", "event", "opens_on", "due_on", "days_open", "frozen_on", "lists_evidence", "guidance",
    "proposes", "like", "questions",
)  # fmt: skip


@dataclass
class RoundsRun(Run):
    """One import; `skipped` says which rounds could not be made, and why."""

    skipped: list[str] = field(default_factory=list)


def load(run: RoundsRun, file: Node) -> None:
    file.known("programme", "rounds")
    slug = file.text("programme")
    programme = Programme.objects.filter(slug=slug).first()
    if programme is None:
        raise file.at("programme").error(
            f"there is no programme {slug!r}. Load it first: manage.py load_programme"
        )
    for node in file.items("rounds"):
        node.known(*KEYS)
        load_round(run, programme, node)


def load_round(run: RoundsRun, programme: Programme, node: Node) -> None:
    event = the_event(programme, node)
    days = days_of(event, node)
    if days is None:
        run.skipped.append(
            f"No round for {event.slug}: neither the file nor the calendar says when it is due. "
            "Set its date in the calendar, and load the file again."
        )
        return
    with node.blamed():
        asking = put_round(
            run, event,
            **days,
            frozen_on=node.day_or_none("frozen_on"),
            lists_evidence=yes_or_no(node, "lists_evidence"),
            guidance=node.text("guidance", "", Round.GUIDANCE_LIMIT),
            proposes=the_checkpoint(event.phase, node),
        )  # fmt: skip
    ask_newcomers(run, asking)
    earlier = imported(the_like(event.phase, node)) if node.has("like") else []
    put_questions(run, asking, node.items("questions", optional=True), earlier)


# What the file says


def the_event(programme: Programme, node: Node) -> Event:
    phase = node.text("phase")
    found = Event.objects.filter(
        phase__programme=programme, phase__slug=phase, slug=node.text("event"), removed=False
    )
    event = found.select_related("phase").first()
    if event is None:
        raise node.at("event").error(f"{node.value['event']!r} is no event of {phase!r}.")
    return event


def days_of(event: Event, node: Node) -> dict[str, date] | None:
    """When a round opens and is due; none where its event has no date yet either."""
    due_on = node.day_or_none("due_on") or event.starts_on
    if due_on is None:
        return None
    opens_on = node.day_or_none("opens_on")
    return {
        "opens_on": opens_on or due_on - timedelta(days=node.number("days_open")),
        "due_on": due_on,
    }


def the_checkpoint(phase: Phase, of_round: Node) -> Checkpoint | None:
    """The checkpoint that a round's reports speak for, if any."""
    if not of_round.has("proposes"):
        return None
    node = of_round.at("proposes")
    node.known("milestone", "checkpoint")
    milestone, slug = node.text("milestone"), node.text("checkpoint")
    found = Checkpoint.objects.filter(
        milestone__phase=phase, milestone__slug=milestone, slug=slug
    ).first()
    if found is None:
        raise node.error(f"there is no checkpoint {slug!r} in milestone {milestone!r}.")
    return found


def the_like(phase: Phase, node: Node) -> Round | None:
    """The earlier round whose questions are asked again; none where it could not be made."""
    slug = node.text("like")
    if not phase.events.filter(slug=slug).exists():
        raise node.at("like").error(f"{slug!r} is no event of {phase.slug!r}.")
    return Round.objects.filter(event__phase=phase, event__slug=slug).first()


def yes_or_no(node: Node, key: str) -> bool:
    found = node.at(key)
    if not isinstance(found.value, bool):
        raise found.error(f"true or false is expected, not {found.value!r}.")
    return found.value


def question_facts(node: Node, position: int) -> dict[str, Any]:
    node.known("heading", "help", "limit", "required", "continues")
    return {
        "position": position,
        **two_forms(node, "heading", Question.HEADING_LIMIT),
        **two_forms(node, "help", Question.HELP_LIMIT),
        "limit": node.number("limit"),
        "required": yes_or_no(node, "required"),
        "removed": False,
    }


def two_forms(node: Node, key: str, limit: int) -> dict[str, str]:
    """`{"nb": "…", "nn": "…"}` as the columns of a question; each may be left out."""
    if not node.has(key):
        return {f"{key}_nb": "", f"{key}_nn": ""}
    found = node.at(key)
    found.known("nb", "nn")
    return {f"{key}_{form}": found.text(form, "", limit) for form in ("nb", "nn")}


# What is brought about


def put_round(run: RoundsRun, event: Event, **facts: Any) -> Round:
    row = Round.objects.filter(event=event).select_related("event__phase").first()
    if row is None:
        run.note(f"added the round of {event.slug}")
        return actions.set_up_round(by=None, event=event, regions=(), how=run.how, **facts)
    differing = differences(row, facts)
    if differing and may_change(run, row, f"the round of {event.slug}", differing):
        actions.change_round(
            by=None, asking=row, expected_revision=row.revision, **run.how, **facts
        )
    return row


def ask_newcomers(run: RoundsRun, asking: Round) -> None:
    """Every region of the programme is asked, but for those that somebody took out again."""
    known = Report.objects.filter(round=asking)
    regions = Region.objects.filter(programme=asking.event.phase.programme_id)
    new = regions.exclude(pk__in=known.values("region"))
    if new:
        run.note(f"asked {len(new)} regions in the round of {asking.event.slug}")
        asked = regions.filter(pk__in=known.filter(asked=True).values("region"))
        actions.ask_regions(by=None, asking=asking, regions=[*asked, *new], **run.how)


def put_questions(
    run: RoundsRun, asking: Round, nodes: list[Node], earlier: list[Question]
) -> None:
    """The round's questions in the file's order; those it no longer has are taken out."""
    there = imported(asking)
    for place, node in enumerate(nodes, start=1):
        facts = question_facts(node, place)
        with node.blamed():
            if place > len(there):
                add_question(run, asking, facts, continued(node, earlier))
            else:
                change_question(run, there[place - 1], facts)
    for gone in there[len(nodes) :]:
        change_question(run, gone, {"removed": True})


def imported(asking: Round | None) -> list[Question]:
    """A round's questions that came out of a file, in its order: 1 query, 2 where there are."""
    first = QuestionRevision.objects.filter(of__round=asking, number=1, step=Kind.IMPORT)
    return list(Question.objects.filter(pk__in=first.values("of")).order_by("pk"))


def continued(node: Node, earlier: list[Question]) -> Question | None:
    """The earlier round's question that this one asks again: its number there."""
    if not (node.has("continues") and earlier):
        return None
    number = node.number("continues")
    if number > len(earlier):
        raise node.at("continues").error(f"the earlier round has {len(earlier)} questions.")
    return earlier[number - 1]


def add_question(
    run: RoundsRun, asking: Round, facts: dict[str, Any], continues: Question | None
) -> None:
    actions.add_question(by=None, asking=asking, continues=continues, **run.how, **facts)
    run.note(f"added question {facts['position']} to the round of {asking.event.slug}")


def change_question(run: RoundsRun, question: Question, facts: dict[str, Any]) -> None:
    differing = differences(question, facts)
    if differing and may_change(run, question, f"question {question.pk}", differing):
        actions.change_question(
            by=None, question=question, expected_revision=question.revision, **run.how, **facts
        )


def may_change(run: RoundsRun, row: Round | Question, what: str, differing: dict[str, Any]) -> bool:
    """Whether nobody has edited a row since it was imported; either way it is noted."""
    if is_edited(row):
        run.kept.append(f"kept {what} as it was edited: {', '.join(differing)}")
        return False
    run.note(f"changed {what}: {', '.join(differing)}")
    return True


def differences(row: Round | Question, facts: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in facts.items() if getattr(row, name) != value}
