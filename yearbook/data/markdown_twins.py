"""Write the Markdown twin of each record's page, and the lists of them in `llms.txt`.

After https://llmstxt.org: a page's twin has its address with `.md` in place of `.html`; `llms.txt` names the languages
and the data, each language's own list (`zh/llms.txt`) every twin. A twin has all facts, words and sources of a record,
and what names it; nothing of the page's look.
"""

from __future__ import annotations

from collections.abc import Sequence

from yearbook.content.readers import Readable
from yearbook.content.records import Record
from yearbook.content.yearbook import Yearbook
from yearbook.core.output_file import OutputFile
from yearbook.data.markdown_facts import FactsWriter
from yearbook.data.markdown_writer import escaped, linked, markdown
from yearbook.data.record_info import last_changed, record_description, shown_title
from yearbook.i18n.language import Language
from yearbook.markdown.tree import nodes
from yearbook.model import urls
from yearbook.model.dates import When
from yearbook.model.kinds import YEAR


def markdown_twin_path(record: Record, language: str) -> str:
    """From the site's top."""
    return urls.record_url(language, record.kind, record.id).path.removesuffix(".html") + ".md"


def markdown_twin(record: Record, language: Language, yearbook: Readable) -> str:
    """One record's page as Markdown."""
    code = language.code
    writer = FactsWriter(language, yearbook, urls.record_url(code, record.kind, record.id).path)
    title = shown_title(record, language)
    parts = [f"# {escaped(title.text)}", f"{escaped(language.word(f'kinds.{record.kind}'))}{_years(record)}"]
    if record.motto:
        parts.append(f"*{escaped(record.motto.read(code).text)}*")
    if record.summary:
        parts.append(f"> {escaped(record.summary.read(code).text)}")
    facts, sections = writer.write(record.facts)
    parts += ["\n".join(facts)] if facts else []
    parts += _body(record, language, writer)
    parts += [f"## {escaped(heading)}\n\n" + "\n".join(lines) for heading, lines in sections]
    parts += _named_by(record, language, yearbook, writer)
    parts += _edition(language, yearbook, "entry.changed", last_changed(record, yearbook))
    return "\n\n".join(parts) + "\n"


def _years(record: Record) -> str:
    return f" · {record.year}" if record.year is not None and record.kind != YEAR.name else ""


def _body(record: Record, language: Language, writer: FactsWriter) -> list[str]:
    """The prose, with a notice if it is borrowed from another language."""
    body = record.body(language.code) or next(iter(record.bodies), None)
    if body is None:
        return []
    borrowed = body.language != language.code
    notice = [f"*{escaped(language.word('notices.borrowed'))}*"] if borrowed else []
    return [*notice, markdown(nodes(body.prose.html), writer.target)]


def _named_by(record: Record, language: Language, yearbook: Readable, writer: FactsWriter) -> list[str]:
    """The records that name this one: the other side of their links, and most of what a unit's page shows."""
    keys = dict.fromkeys((each.kind, each.id) for each in yearbook.used(record))
    if not keys:
        return []
    lines = [f"- {escaped(language.word(f'kinds.{kind}'))}: {writer.link(kind, identity)}" for kind, identity in keys]
    return [f"## {escaped(language.word('pages.unit.named'))}\n\n" + "\n".join(lines)]


def _edition(language: Language, yearbook: Readable, word: str, day: When | None) -> list[str]:
    """When it was published or changed, and on what terms it may be used."""
    licence = yearbook.configuration.licence
    found = [f"{escaped(language.word(word))}: {escaped(language.date(day))}"] if day else []
    if licence:
        link = linked(licence.name.read(language.code).text, licence.page(language.code))
        found.append(f"{escaped(language.word('footer.licence'))}: {link}")
    return [" · ".join(found)] if found else []


def llms(yearbook: Yearbook, languages: Sequence[Language], base_url: str = "") -> tuple[OutputFile, ...]:
    """`llms.txt` of the site, and one of each language with every twin. Links are absolute if the address is known."""
    configuration = yearbook.configuration
    titles = " / ".join(configuration.title.read(each.code).text for each in languages)
    lines = [f"# {escaped(titles)}", *(_quote(yearbook, each) for each in languages)]
    published = configuration.published
    lines += [line for each in languages for line in _edition(each, yearbook, "footer.published", published)]
    editions = [_item(each.name, f"{each.code}/llms.txt", "", base_url) for each in languages]
    data = [
        _item("yearbook.json", "data/yearbook.json", "JSON", base_url),
        _item("yearbook.schema.json", "data/yearbook.schema.json", "JSON Schema", base_url),
        _item("datapackage.json", "data/datapackage.json", "CSV, Data Package 2.0", base_url),
    ]
    heads = [" / ".join(each.word(path) for each in languages) for path in ("site.language", "menu.data")]
    lines += ["\n".join((f"## {escaped(heads[0])}", "", *editions)), "\n".join((f"## {escaped(heads[1])}", "", *data))]
    whole = OutputFile("llms.txt", ("\n\n".join(filter(None, lines)) + "\n").encode())
    return (whole, *(_list(yearbook, each, base_url) for each in languages))


def _quote(yearbook: Readable, language: Language) -> str:
    description = yearbook.configuration.description
    return f"> {escaped(description.read(language.code).text)}" if description else ""


def _list(yearbook: Yearbook, language: Language, base_url: str) -> OutputFile:
    code = language.code
    blocks = [f"# {escaped(yearbook.configuration.title.read(code).text)}", _quote(yearbook, language)]
    blocks += _edition(language, yearbook, "footer.published", yearbook.configuration.published)
    for kind in urls.kinds_with_pages(yearbook.kinds):
        items = [_record_item(each, language, base_url) for each in yearbook.all(kind)]
        if items:
            blocks.append("\n".join((f"## {escaped(language.word(f'kinds_many.{kind.name}'))}", "", *items)))
    return OutputFile(f"{code}/llms.txt", ("\n\n".join(filter(None, blocks)) + "\n").encode())


def _record_item(record: Record, language: Language, base_url: str) -> str:
    phrase = record_description(record, language.code)
    path = markdown_twin_path(record, language.code)
    description = phrase.text if phrase and record.summary else ""
    below = path.removeprefix(f"{language.code}/") if not base_url else path
    return _item(shown_title(record, language).text, below, description, base_url)


def _item(name: str, path: str, description: str, base_url: str) -> str:
    link = linked(name, urls.absolute(base_url, path) if base_url else path)
    return f"- {link}: {escaped(description)}" if description else f"- {link}"
