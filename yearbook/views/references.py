"""The names of pages ↔ their addresses. Whoever has a name can have its page composed (see `pages`)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from yearbook import routes
from yearbook.frozen import dataclass
from yearbook.library import Key
from yearbook.views import indexes
from yearbook.views.edition import Edition, is_parallel


@dataclass(frozen=True, slots=True)
class Reference:
    """The name of a page, small enough to be sent anywhere."""

    name: str
    """A kind of record in routes.RECORD_PAGES, a page of routes.INDEXES, `cover`, `missing` or `parallel`."""
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
        return (self.name, self.id) if self.name in routes.LIST_OF else None


def references(editions: Mapping[str, Edition]) -> Iterator[Reference]:
    """Every page of the site, in the order in which they are made."""
    divided = {name: indexes.parts(editions, name) for name in routes.INDEXES}
    yield Reference("cover")
    yield Reference("missing")
    for code, edition in editions.items():
        for name in routes.INDEXES:
            yield Reference(name, code)
            yield from (Reference(name, code, part) for part in divided[name])
        for kind in routes.RECORD_PAGES:
            for record in edition.ordered[kind]:
                yield Reference(kind, code, record.id)
    first = next(iter(editions.values()))
    for kind in routes.RECORD_PAGES:
        for record in filter(is_parallel, first.ordered[kind]):
            yield Reference("parallel", "", f"{kind}:{record.id}")


def path_of(reference: Reference) -> str:
    """Where its page is, from the site's top."""
    name = reference.name
    if name == "parallel":
        kind, _, identity = reference.id.partition(":")
        return routes.parallel(kind, identity).path
    if not reference.language:
        return routes.COVER if name == "cover" else routes.NOT_FOUND
    if name in routes.RECORD_PAGES:
        return routes.record(reference.language, name, reference.id).path
    return indexes.path_of(reference.language, name, reference.id)


def find(editions: Mapping[str, Edition], path: str) -> Reference | None:
    """The page at a path from the site's top, as `references` would have it; None where there is none."""
    first, _, rest = path.partition("/")
    found: Reference | None
    if first in editions:
        found = _record(editions[first], rest) or _index(editions, first, path)
    elif first == routes.PARALLEL:
        found = _beside(next(iter(editions.values())), rest)
    else:
        found = {routes.COVER: Reference("cover"), routes.NOT_FOUND: Reference("missing")}.get(path)
    return found if found and path_of(found) == path else None


def _record(edition: Edition, rest: str) -> Reference | None:
    """`rest`: the path below the language's folder."""
    folder, _, file = rest.partition("/")
    kind, identity = _KINDS.get(folder, ""), file.removesuffix(".html")
    known = identity in edition.yearbook.records[kind] if kind else False
    return Reference(kind, edition.language.code, identity) if known else None


def _beside(edition: Edition, rest: str) -> Reference | None:
    found = _record(edition, rest)
    if found is None or not is_parallel(edition.yearbook.get(found.name, found.id)):
        return None
    return Reference("parallel", "", f"{found.name}:{found.id}")


def _index(editions: Mapping[str, Edition], language: str, path: str) -> Reference | None:
    """A whole index, or else a part of the one whose path begins so: what parts there are takes long to say."""
    paths = {indexes.path_of(language, name): name for name in routes.INDEXES}
    if path in paths:
        return Reference(paths[path], language)
    near = (name for whole, name in paths.items() if path.startswith(whole.removesuffix(".html")))
    parts = (Reference(name, language, part) for name in near for part in indexes.parts(editions, name))
    return next((each for each in parts if path_of(each) == path), None)


_KINDS = {routes.folder(kind): kind for kind in routes.RECORD_PAGES}
