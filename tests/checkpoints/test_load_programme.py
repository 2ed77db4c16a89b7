"""The programme's file: letter for letter, twice the same, brought up to date, and its errors."""

import json
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from checkpoints import actions
from checkpoints.models import (
    Checkpoint,
    CheckpointWording,
    Event,
    EventRevision,
    Milestone,
    Objective,
    Phase,
    Strand,
)
from regions.clock import start_of
from regions.history import Kind
from regions.models import Programme
from tests import makers

pytestmark = pytest.mark.django_db

FIXTURE = Path(__file__).parents[2] / "fixtures/programme.json"
TEXTS = {  # docs of the programme, letter for letter
    "Prosjektorganisasjon på plass": [
        "Etablert tydelig mandat og målsettinger",
        "Etablert tydelig prosjektorganisasjon med klare roller og ansvar",
        "Kartlegging og analyse av sentrale interessenter",
        "Definert behov for kompetanse og kapasitet",
        "Avsatt tilstrekkelig med ressurser",
        "Hvordan implementere i kommunens og regionens planverk?",
    ],
    "Samarbeid konsolidert": [
        "Involvering og forankring hos relevante parter",
        "Formalisering av samarbeid med relevante parter",
        "Etablert arenaer og planer for samarbeid",
        "Finnes det tilstrekkelig med tillit mellom partene i samarbeidet til å gå videre?",
    ],
    "Strategiar vedteke": [
        "Prosjektorganisasjonen har vedtatt strategier",
        "Involverte parter er omforente om strategier",
        "Strategier angir en tydelig retning for videre arbeid",
        (
            "Strategier støtter opp under mandat eller har ført til revidering av mandat og "
            "ressursbehov"
        ),
    ],
    "Tiltak vedteke": [
        "Relevante parter er omforente om tiltak",
        "Tiltak som støtter opp under vedtatte strategier er definert",
        "Tiltak vurderes som relevante og gjennomførbare",
        "Etablert plan for gjennomføring av tiltak (roller og ansvar, tidsplan)",
        "Prosjektorganisasjonen har vedtatt tiltak",
    ],
    "Gjennomføring av tiltak": [
        "Relevante parter har tilstrekkelig kompetanse og kapasitet til å gjennomføre tiltak",
        "Prosjektorganisasjon følger opp gjennomføring av tiltak",
        "Tiltak iverksettes og gjennomføres",
        (
            "Det er etablert kanaler for kommunikasjon, styring og rapportering mellom "
            "prosjektorganisasjon og «utfører»"
        ),
        "Rapportering til KMD",
        "Hvordan implementere i planverk og kommunenes drift",
    ],
}


def load(path: Path = FIXTURE) -> None:
    call_command("load_programme", path, verbosity=0)


@pytest.fixture
def file(tmp_path: Path) -> Callable[[dict[str, Any]], Path]:
    """Writes a programme's file."""

    def write(content: dict[str, Any]) -> Path:
        path = tmp_path / "programme.json"
        path.write_text(json.dumps(content), "utf-8")
        return path

    return write


@pytest.fixture
def content() -> dict[str, Any]:
    loaded: dict[str, Any] = json.loads(FIXTURE.read_text("utf-8"))
    return loaded


def milestones(content: dict[str, Any]) -> Any:
    return content["phases"][1]["milestones"]


# What the real file holds


def test_the_programme_is_the_decks_letter_for_letter() -> None:
    load()
    rows = CheckpointWording.objects.order_by(
        "checkpoint__milestone__position", "checkpoint__position"
    ).values_list("checkpoint__milestone__nn", "nb", "checkpoint__milestone__source", "source")
    expected = [(name, text, "nn", "nb") for name, texts in TEXTS.items() for text in texts]
    assert list(rows) == expected
    assert len(expected) == 25


def test_three_checkpoints_are_questions() -> None:
    load()
    questions = Checkpoint.objects.filter(kind="question").order_by("milestone__position")
    assert list(questions.values_list("milestone__slug", "position")) == [
        ("prosjektorganisasjon", 6), ("samarbeid", 4), ("gjennomforing", 6),
    ]  # fmt: skip


def test_two_phases_with_their_days_and_objectives() -> None:
    load()
    programme = Programme.objects.get()
    assert (programme.name, programme.funder, programme.funder_short, programme.languages) == (
        "Byregionprogrammet", "Kommunal- og moderniseringsdepartementet", "KMD", ["nb", "nn"],
    )  # fmt: skip
    assert list(Phase.objects.values_list("slug", "nb", "starts_on", "ends_on")) == [
        ("fase-1", "Fase 1", date(2014, 3, 1), date(2015, 5, 31)),
        ("fase-2", "Fase 2", date(2015, 7, 1), date(2018, 5, 31)),
    ]
    objectives = Objective.objects.order_by("phase__position", "position")
    assert list(objectives.values_list("phase__slug", "nb")) == [
        ("fase-1", "Etablere samarbeid i regionen"),
        (
            "fase-1",
            "Gjennomføre en helhetlig samfunnsanalyse om økonomisk samspill i regionen",
        ),
        ("fase-1", "Identifisere og velge tema som deltagerne ønsker å arbeide med"),
        (
            "fase-2",
            (
                "Konsolidere samarbeid, velge strategier og gjennomføre tiltak for å styrke "
                "veksten i hele regionen"
            ),
        ),
    ]


def test_nine_events_with_the_days_that_are_known() -> None:
    load()
    rows = Event.objects.order_by("position").values_list("slug", "starts_on", "ends_on", "place")
    assert list(rows) == [
        ("oppstart", date(2015, 9, 24), None, "Oslo"),
        ("samling-1", date(2016, 2, 2), date(2016, 2, 3), ""),
        ("rapport-1", date(2016, 2, 15), None, ""),
        ("samling-2", None, None, ""),
        ("rapport-2", None, None, ""),
        ("samling-3", None, None, ""),
        ("samling-4", None, None, ""),
        ("samling-5", None, None, "Kristiansand"),
        ("sluttrapport", None, None, ""),
    ]


# Twice, and what has changed


def test_events_are_one_import() -> None:
    load()
    assert set(EventRevision.objects.values_list("step", flat=True)) == {Kind.IMPORT.value}
    assert EventRevision.objects.exclude(by=None).count() == 0
    assert EventRevision.objects.values("change_set").distinct().count() == 1


def test_the_same_file_twice_changes_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    load()
    before = list(CheckpointWording.objects.order_by("pk").values())
    revisions = EventRevision.objects.count()
    call_command("load_programme")
    assert capsys.readouterr().out == "Programme: up to date.\n"
    assert list(CheckpointWording.objects.order_by("pk").values()) == before
    assert EventRevision.objects.count() == revisions


def test_another_text_is_a_new_wording(
    file: Callable[[Any], Path], content: dict[str, Any]
) -> None:
    load()
    milestones(content)[0]["checkpoints"][0]["text"]["nb"] = "Etablert mandat"
    load(file(content))
    wordings = CheckpointWording.objects.filter(checkpoint__slug="mandat").order_by(
        "checkpoint__milestone__position", "number"
    )
    assert list(wordings.values_list("number", "nb", "superseded"))[:2] == [
        (1, "Etablert tydelig mandat og målsettinger", True),
        (2, "Etablert mandat", False),
    ]


def test_a_checkpoint_that_is_gone_ends_and_stays(
    file: Callable[[Any], Path], content: dict[str, Any]
) -> None:
    load()
    del milestones(content)[4]["checkpoints"][4]
    load(file(content))
    gone = Checkpoint.objects.get(slug="rapportering")
    assert gone.valid_to == date(2016, 11, 19)  # the day before today: it is not asked today
    assert Checkpoint.objects.count() == 25
    load()
    gone.refresh_from_db()
    assert gone.valid_to is None


def test_a_milestone_that_is_gone_stays_without_checkpoints(
    file: Callable[[Any], Path], content: dict[str, Any]
) -> None:
    load()
    del milestones(content)[1]
    load(file(content))
    order = Milestone.objects.order_by("position").values_list("slug", flat=True)
    assert list(order) == [
        "prosjektorganisasjon", "strategiar", "tiltak", "gjennomforing", "samarbeid",
    ]  # fmt: skip
    ended = Checkpoint.objects.exclude(valid_to=None)
    assert set(ended.values_list("milestone__slug", flat=True)) == {"samarbeid"}
    assert ended.count() == 4


def test_a_new_checkpoint_is_asked_from_the_day_it_is_loaded(
    file: Callable[[Any], Path], content: dict[str, Any]
) -> None:
    load()
    new = {"slug": "ny", "kind": "statement", "text": {"nn": "Ny"}}
    milestones(content)[0]["checkpoints"].insert(0, new)
    load(file(content))
    slugs = Checkpoint.objects.filter(milestone__slug="prosjektorganisasjon")
    assert list(slugs.values_list("slug", "position", "valid_from"))[:2] == [
        ("ny", 1, date(2016, 11, 20)), ("mandat", 2, None),
    ]  # fmt: skip


def test_milestones_and_phases_change_places(
    file: Callable[[Any], Path], content: dict[str, Any]
) -> None:
    load()
    region = makers.make_region()
    content["phases"].reverse()
    content["phases"][0]["milestones"].reverse()
    load(file(content))
    assert list(Phase.objects.values_list("slug", flat=True)) == ["fase-2", "fase-1"]
    assert Milestone.objects.order_by("position").values_list("slug", flat=True)[0] == (
        "gjennomforing"
    )
    # Main strands begin at the first milestone, whichever it is.
    assert Strand.objects.get(region=region).first_milestone.slug == "gjennomforing"


def test_regions_that_were_there_before_get_their_main_strands() -> None:
    programme = makers.the_programme()
    region = makers.make_region()
    assert Strand.objects.count() == 0
    Programme.objects.filter(pk=programme.pk).update(slug="byregionprogrammet")
    load()
    strand = Strand.objects.get()
    assert (strand.region, strand.phase.slug, strand.is_main) == (region, "fase-2", True)
    revision = strand.revisions.get()
    assert (revision.step, revision.change_set is None) == (Kind.IMPORT, False)


def test_what_staff_set_in_the_calendar_stays(capsys: pytest.CaptureFixture[str]) -> None:
    load()
    event = Event.objects.get(slug="samling-2")
    actions.change_event(
        by=None, event=event, expected_revision=1, position=4, starts_on=date(2016, 9, 13),
        ends_on=None,
    )  # fmt: skip
    call_command("load_programme")
    assert capsys.readouterr().out == "Programme: up to date, 1 edited since and kept.\n"
    event.refresh_from_db()
    assert (event.starts_on, event.revision) == (date(2016, 9, 13), 2)


def test_a_day_that_becomes_known_is_loaded(
    file: Callable[[Any], Path], content: dict[str, Any]
) -> None:
    load()
    content["phases"][1]["events"][3]["starts_on"] = "2016-09-13"
    load(file(content))
    event = Event.objects.get(slug="samling-2")
    assert (event.starts_on, event.revision) == (date(2016, 9, 13), 2)


def test_it_can_count_as_recorded_on_an_earlier_day() -> None:
    call_command("load_programme", at=date(2015, 7, 1), verbosity=0)
    recorded = EventRevision.objects.values_list("recorded_at", flat=True).distinct()
    assert list(recorded) == [start_of(date(2015, 7, 1))]


@pytest.mark.parametrize("number", [1, 2, 20])
def test_any_number_of_milestones(
    number: int, file: Callable[[Any], Path], content: dict[str, Any]
) -> None:
    content["phases"][1]["milestones"] = [
        {"slug": f"m{n}", "name": {"nb": f"M {n}"}, "checkpoints": []} for n in range(number)
    ]
    load(file(content))
    assert Milestone.objects.count() == number


# Errors


def spoil(content: dict[str, Any], way: str, value: Any) -> None:
    *parents, last = [int(key) if key.isdecimal() else key for key in way.split(".")]
    spot: Any = content
    for key in parents:
        spot = spot[key]
    if value is ...:
        del spot[last]
    else:
        spot[last] = value


CHECKPOINT = "phases.1.milestones.2.checkpoints.1"
BAD = {
    "unknown kind": (
        f"{CHECKPOINT}.kind", "task",
        "phases[1].milestones[2].checkpoints[1].kind: 'task' is not one of statement, question.",
    ),
    "missing text": (
        f"{CHECKPOINT}.text", ..., "phases[1].milestones[2].checkpoints[1]: 'text' is missing."
    ),
    "empty text": (
        f"{CHECKPOINT}.text", {"nb": " "},
        "phases[1].milestones[2].checkpoints[1].text.nb: the text is empty.",
    ),
    "no form": (
        f"{CHECKPOINT}.text", {},
        'phases[1].milestones[2].checkpoints[1].text: a text is expected, as {"nb": "…"}.',
    ),
    "unknown form": (
        f"{CHECKPOINT}.text", {"sv": "Strategier"},
        "phases[1].milestones[2].checkpoints[1].text: unknown key 'sv'; the keys are nb, nn, en.",
    ),
    "twice": (
        f"{CHECKPOINT}.slug", "vedtatt",
        ("phases[1].milestones[2].checkpoints[1].slug: 'vedtatt' stands twice; first at "
        "phases[1].milestones[2].checkpoints[0]."),
    ),
    "no date": (
        "phases.1.events.0.starts_on", "24.9.2015",
        "phases[1].events[0].starts_on: '24.9.2015' is no date; write 2016-02-15.",
    ),
    "no such event": (
        "phases.1.events.0.kind", "party",
        "phases[1].events[0].kind: 'party' is not one of kickoff, gathering, report, final_report.",
    ),
    "no list": (
        "phases.1.milestones", "five", "phases[1].milestones: a list in [ ] is expected here."
    ),
    "no object": (
        "phases.1.milestones.0", 5, "phases[1].milestones[0]: an object in { } is expected here."
    ),
    "no number": (
        "phases.1.events.1.number", "1",
        "phases[1].events[1].number: a number from 1 is expected, not '1'.",
    ),
    "no language": ("languages.1", "se", "languages[1]: 'se' is not one of nb, nn, en."),
    "no text": ("name", 7, "name: a text in quotes is expected, not 7."),
    "too long": ("funder_short", "K" * 41, "funder_short: at most 40 characters; this is 41."),
}  # fmt: skip


@pytest.mark.parametrize("case", BAD)
def test_an_error_names_its_place(
    case: str, file: Callable[[Any], Path], content: dict[str, Any]
) -> None:
    way, value, said = BAD[case]
    spoil(content, way, value)
    path = file(content)
    with pytest.raises(CommandError) as error:
        load(path)
    assert str(error.value) == f"{path}: {said}"
    assert Programme.objects.count() == 0  # nothing half loaded


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("{", ("{path} is not JSON: Expecting property name enclosed in double quotes at line 1, "
              "column 2.")),
        ('{"slug": "a", "slug": "b"}',
         "{path}: the key 'slug' stands twice in one object: 'a', 'b'."),
        ("[]", "{path}: the file: an object in {{ }} is expected here."),
    ],
)  # fmt: skip
def test_bad_json_is_told_by_line(tmp_path: Path, text: str, said: str) -> None:
    path = tmp_path / "bad.json"
    path.write_text(text, "utf-8")
    with pytest.raises(CommandError) as error:
        load(path)
    assert str(error.value) == said.format(path=path)


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    path = tmp_path / "none.json"
    with pytest.raises(CommandError) as error:
        load(path)
    assert str(error.value) == f"{path} cannot be read: No such file or directory."


def test_what_an_action_refuses_is_told_with_its_place(
    file: Callable[[Any], Path], content: dict[str, Any]
) -> None:
    content["phases"][1]["events"][0]["starts_on"] = "2025-09-24"
    with pytest.raises(CommandError, match=r"phases\[1\]\.events\[0\]: .*01\.07\.2015"):
        load(file(content))


def test_a_kind_stays_what_it_is(file: Callable[[Any], Path], content: dict[str, Any]) -> None:
    load()
    milestones(content)[0]["checkpoints"][0]["kind"] = "question"
    with pytest.raises(CommandError, match=r"milestones\[0\]\.checkpoints\[0\]: "):
        load(file(content))
    assert Checkpoint.objects.filter(kind="question").count() == 3


def test_a_phase_cannot_vanish(file: Callable[[Any], Path], content: dict[str, Any]) -> None:
    load()
    del content["phases"][0]
    with pytest.raises(CommandError, match="phases: 'fase-1' is in the database"):
        load(file(content))
    assert Phase.objects.count() == 2
