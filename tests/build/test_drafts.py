"""Every kind of record has drafts: they are left out of site, data and book, and may be named meanwhile."""

from __future__ import annotations

import re

import pytest

from tests.build.test_pipeline import RECORDS
from tests.support.books import WHOLE, editions_of
from tests.support.builds import built, contents, run
from yearbook.book.composition import compose_book
from yearbook.build.loading import read_yearbook
from yearbook.build.options import BuildOptions
from yearbook.core.diagnostics import DiagnosticsError
from yearbook.model import urls
from yearbook.model.kinds import KINDS

pytestmark = pytest.mark.usefixtures("templates_read_once")

DISTRICT = ("unit", "small-district")


def make_draft(options: BuildOptions, kind: str, identity: str) -> None:
    """Mark a record of the small yearbook as a draft."""
    if KINDS[kind].prose:
        (file,) = (each for each in options.content.rglob(f"{identity}.md") if each.parts[-1] == f"{identity}.md")
        text = file.read_text("utf-8").replace("---\n", "---\ndraft: true\n", 1)
    else:
        file = options.content / KINDS[kind].folder
        file = file if file.suffix else file / "all.yaml"
        text = re.sub(f"(?m)^{identity}:\n", f"{identity}:\n  draft: true\n", file.read_text("utf-8"))
    file.write_text(text, "utf-8")


@pytest.mark.parametrize(("kind", "identity"), [each for each in RECORDS if each != DISTRICT])
def test_a_draft_of_any_kind_is_left_out_unless_asked_for(kind: str, identity: str, options: BuildOptions) -> None:
    title = read_yearbook(options)[0].get(kind, identity).title
    make_draft(options, kind, identity)
    found = built(options)
    address = urls.record_url("zh", kind, identity)
    assert address.path not in found or f'id="{address.fragment}"' not in found[address.path].decode()
    assert identity not in [each.id for each in read_yearbook(options)[0].all(kind)]
    if kind not in ("theme", "term"):  # whose names are words of other records
        assert title.read("zh").text not in found[f"zh/{urls.INDEXES[KINDS[kind].index]}"].decode()
    editions = editions_of(options.content)
    assert all(compose_book(editions, request).chapters for request in WHOLE.values())
    assert run(options, "--drafts").exit_code == 0
    assert address.path in contents(options.output)


def test_the_district_itself_is_no_draft(options: BuildOptions) -> None:
    make_draft(options, *DISTRICT)
    with pytest.raises(DiagnosticsError) as caught:
        read_yearbook(options)
    assert [each.mistake.code for each in caught.value.diagnostics] == ["YB313"]
