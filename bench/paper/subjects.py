"""What is set on paper, read from what was frozen: a region's report, or the programme's."""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from reports.canonical import from_json, to_json
from reports.content_csv import content_csv
from reports.models import EditionFile
from reports.paper import report_html, report_pdf
from reports.programme import content as programme
from reports.programme import content_csv as programme_csv
from reports.programme.paper import programme_html, set_programme


@dataclass(frozen=True)
class Subject:
    html: Callable[[], str]
    attached: Callable[[], Mapping[str, bytes]]  # files in it, by name
    pdf: Callable[[], bytes]  # as the product sets it


def subject_of(path: Path) -> Subject:
    document = path.read_text(encoding="utf-8")
    version = json.loads(document)["version"]
    return _programme(document) if version == programme.FORMAT else _report(document)


def _report(document: str) -> Subject:
    content = from_json(document)
    return Subject(
        lambda: report_html(content),
        lambda: {"content.json": to_json(content).encode(), "content.csv": content_csv(content)},
        lambda: report_pdf(content),
    )


def _programme(document: str) -> Subject:
    content = programme.from_json(document)

    def attached() -> Mapping[str, bytes]:
        files = EditionFile.objects.filter(edition__in=[one.edition for one in content.annexes])
        papers = {pk: bytes(paper) for pk, paper in files.values_list("edition", "content")}
        return {
            "content.json": document.encode(),
            "content.csv": programme_csv.content_csv(content),
            **{one.file_name: papers[one.edition] for one in content.annexes},
        }

    return Subject(lambda: programme_html(content), attached, lambda: set_programme(document))
