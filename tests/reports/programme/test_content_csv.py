"""The programme's report as a table."""

from reports.programme.content_csv import content_csv
from tests.reports.programme import contents


def test_the_table_has_a_row_for_each_regions_milestone() -> None:
    content = contents.programme(2, 3)
    head, *rows = content_csv(content).decode().removeprefix("\ufeff").splitlines()
    assert head.count(";") == 12
    assert [row.split(";")[2] for row in rows] == ["Byregion 1"] * 3 + ["Byregion 2"] * 3
    assert rows[1].split(";") == [
        "Rapport 2", "20.11.2016", "Byregion 1", "Hedmark", "2", "Samarbeid konsolidert",
        "51 dager forsinket", "3", "4", "51", "ja", "'+ 1 løp: på vent", "utkast",
    ]  # fmt: skip
    assert content_csv(content) == content_csv(contents.programme(2, 3))
    assert len(content_csv(contents.programme(0)).splitlines()) == 1
