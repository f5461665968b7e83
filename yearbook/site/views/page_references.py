"""Name every page, and find the address of a name or the name at an address."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from yearbook.content.yearbook import Key
from yearbook.core.frozen import dataclass
from yearbook.model import urls
from yearbook.model.kinds import KINDS
from yearbook.site.edition import Edition, is_parallel
from yearbook.site.views import indexes


@dataclass(frozen=True, slots=True)
class PageReference:
    """The name of a page, from which `pages` composes it."""

    name: str
    """A kind of record whose records have pages, one of urls.index_names, `cover`, `missing` or `parallel`."""
    language: str = ""
    """Empty for pages that are in all languages at once."""
    id: str = ""
    """The record; of an index of several pages, the part; of `parallel`, `kind:id`. Empty for other pages."""

    @property
    def record(self) -> Key | None:
        """The record whose page it is, if it is of one."""
        if self.name == "parallel":
            kind, _, identity = self.id.partition(":")
            return kind, identity
        is_kind = self.name in KINDS or (bool(self.id) and urls.is_own_kind(self.name))
        return (self.name, self.id) if is_kind else None


def page_references(editions: Mapping[str, Edition]) -> Iterator[PageReference]:
    """Yield every page of the site, in the order in which they are made."""
    first = next(iter(editions.values()))
    kinds = [each.name for each in urls.kinds_with_pages(first.yearbook.kinds)]
    names = urls.index_names(first.yearbook.kinds)
    divided = {name: indexes.index_parts(editions, name) for name in names}
    yield PageReference("cover")
    yield PageReference("missing")
    for code, edition in editions.items():
        for name in filter(edition.has_index, names):
            yield PageReference(name, code)
            yield from (PageReference(name, code, part) for part in divided[name])
        for kind in kinds:
            for record in edition.ordered[kind]:
                yield PageReference(kind, code, record.id)
    for kind in kinds:
        for record in filter(is_parallel, first.ordered[kind]):
            yield PageReference("parallel", "", f"{kind}:{record.id}")


def page_path(reference: PageReference) -> str:
    """Return the path of a page from the site's top."""
    name = reference.name
    if name == "parallel":
        kind, _, identity = reference.id.partition(":")
        return urls.parallel_address(kind, identity).path
    if not reference.language:
        return urls.COVER if name == "cover" else urls.NOT_FOUND
    if urls.has_page(name):
        return urls.record_url(reference.language, name, reference.id).path
    return indexes.index_path(reference.language, name, reference.id)


def find_page(editions: Mapping[str, Edition], path: str) -> PageReference | None:
    """Return the page at a path from the site's top, or None."""
    first, _, rest = path.partition("/")
    found: PageReference | None
    if first in editions:
        found = _record(editions[first], rest) or _index(editions, first, path)
    elif first == urls.PARALLEL_FOLDER:
        found = _beside(next(iter(editions.values())), rest)
    else:
        found = {urls.COVER: PageReference("cover"), urls.NOT_FOUND: PageReference("missing")}.get(path)
    return found if found and page_path(found) == path else None


def _record(edition: Edition, rest: str) -> PageReference | None:
    """`rest`: the path below the language's folder."""
    folder, _, file = rest.partition("/")
    folders = {urls.list_of(each.name): each.name for each in urls.kinds_with_pages(edition.yearbook.kinds)}
    kind, identity = folders.get(folder, ""), file.removesuffix(".html")
    known = identity in edition.yearbook.records[kind] if kind else False
    return PageReference(kind, edition.language.code, identity) if known else None


def _beside(edition: Edition, rest: str) -> PageReference | None:
    found = _record(edition, rest)
    if found is None or not is_parallel(edition.yearbook.get(found.name, found.id)):
        return None
    return PageReference("parallel", "", f"{found.name}:{found.id}")


def _index(editions: Mapping[str, Edition], language: str, path: str) -> PageReference | None:
    """Return an index, or a part of one. Only indexes whose path begins so are divided, which takes long."""
    paths = {indexes.index_path(language, name): name for name in urls.index_names(editions[language].yearbook.kinds)}
    if path in paths and not editions[language].has_index(paths[path]):
        return None
    if path in paths:
        return PageReference(paths[path], language)
    near = (name for whole, name in paths.items() if path.startswith(whole.removesuffix(".html")))
    parts = (PageReference(name, language, part) for name in near for part in indexes.index_parts(editions, name))
    return next((each for each in parts if page_path(each) == path), None)
