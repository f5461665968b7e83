"""Templates compute nothing, say where they are wrong, and have words for everything; colours have one place."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

import jinja2
import pytest
from jinja2 import nodes

from tests.support.paths import ROOT
from tests.support.worlds import world
from yearbook.content.quotable_facts import LEDGER_TOTALS
from yearbook.core.diagnostics import DiagnosticsError
from yearbook.core.overlay import Folders
from yearbook.i18n.strings import read_languages
from yearbook.i18n.strings_checks import check_words
from yearbook.i18n.words import StringsTree
from yearbook.model import urls
from yearbook.model.derived import Colour
from yearbook.model.fields import Known, NoteKind
from yearbook.model.honors import Form, ReassessmentResult
from yearbook.model.kinds import KINDS
from yearbook.model.narrative import ProgramForm
from yearbook.model.projects import Standing
from yearbook.model.ranks import Interval, Placing
from yearbook.model.reference import SourceKind
from yearbook.model.series import Certainty, Outcome, Status
from yearbook.model.units import UnitType
from yearbook.model.vocabularies import SHIPPED_LEVELS, SHIPPED_ROLES, SHIPPED_STAGES
from yearbook.site.rendering.templates import read_templates, render

TEMPLATES = ROOT / "templates"
LANGUAGES = read_languages(Folders(TEMPLATES), ("zh", "en"))


def refused(folder: Path, files: dict[str, str]) -> list[str]:
    """What is wrong with templates, as `file:line code`."""
    with pytest.raises(DiagnosticsError) as caught:
        read_templates(Folders(world(folder / "templates", files)))
    found = (f"{each.place.path}:{each.place.line} {each.mistake.code}" for each in caught.value.diagnostics)
    return list(dict.fromkeys(found))


def test_the_real_templates_compute_nothing() -> None:
    assert set(read_templates(Folders(TEMPLATES)).closures) == {
        each.relative_to(TEMPLATES).as_posix() for each in TEMPLATES.rglob("*.html")
    }


@pytest.mark.parametrize(
    "text",
    [
        "{{ page.count + 1 }}",
        "{{ page.count - 1 }}",
        "{{ page.count * 2 }}",
        "{{ page.count / 2 }}",
        "{{ page.count // 2 }}",
        "{{ page.count % 2 }}",
        "{{ page.count ** 2 }}",
        "{{ -page.count }}",
        "{{ page.title ~ page.title }}",
        "{{ page.title[1:] }}",
        "{{ page.title|upper }}",
        "{{ page.content|safe }}",
        "{% for each in page.lines|sort %}{{ each }}{% endfor %}",
        "{% filter upper %}a{% endfilter %}",
        "{% set title | upper %}a{% endset %}",
        "{{ page.title.upper() }}",
        "{{ page.lines.index(page.title) }}",
        "{{ page() }}",
        "{% for each in page.lines %}{{ loop.cycle('a', 'b') }}{% endfor %}",
        "{{ ''.join(page.lines) }}",
        "{% for each in page.lines %}{{ each() }}{% endfor %}",
        "{% if page.count > page.other %}a{% endif %}",
        "{% if page.count == page.other %}a{% endif %}",
        "{% if page.count > 1 %}a{% endif %}",
        "{% if 'a' in page.lines %}a{% endif %}",
        "{% if page.title is defined %}a{% endif %}",
        "{% include page.title %}",
        "{% include [page.title, 'other.html'] %}",
        "{% autoescape false %}{{ page.title }}{% endautoescape %}",
    ],
)
def test_what_computes_is_refused_where_it_stands(tmp_path: Path, text: str) -> None:
    files = {"a.html": "fine\n{{ page.title }}\n" + text + "\n", "other.html": "fine\n"}
    assert refused(tmp_path, files) == ["templates/a.html:3 YB523"]


@pytest.mark.parametrize("text", ["{{ title }}", "{{ range(3) }}", "{% if now %}a{% endif %}", "{{ lipsum() }}"])
def test_a_free_name_is_refused_where_it_stands(tmp_path: Path, text: str) -> None:
    assert refused(tmp_path, {"pages/a.html": "\n" + text})[-1] == "templates/pages/a.html:2 YB524"


def test_a_free_name_is_found_where_it_is_free(tmp_path: Path) -> None:
    text = "{% macro part(each) %}\n{{ each }}\n{% endmacro %}\n{{ part('a') }}\n{{ each }}\n"
    assert refused(tmp_path, {"a.html": text}) == ["templates/a.html:5 YB524"]


@pytest.mark.parametrize(
    "text", ["{% include 'mising.html' %}", "{% extends 'mising.html' %}", "{% from 'mising.html' import part %}"]
)
def test_a_missing_template_is_refused_where_it_is_named(tmp_path: Path, text: str) -> None:
    assert refused(tmp_path, {"a.html": f"\n\n{text}\n", "missing.html": ""}) == ["templates/a.html:3 YB522"]


@pytest.mark.parametrize("text", ["{% if page.a %}", "{{ page. }}", "{% endfor %}", "{{ page.a", "{% nothing %}"])
def test_a_syntax_error_is_refused_where_it_stands(tmp_path: Path, text: str) -> None:
    assert refused(tmp_path, {"a.html": f"fine\n\n\n{text}"}) == ["templates/a.html:4 YB520"]


def test_all_that_is_wrong_is_said_at_once(tmp_path: Path) -> None:
    files = {"a.html": "{{ page.x|e }}\n{{ free }}\n", "b.html": "{% if %}\n", "c.html": "{{ page.x }}"}
    assert refused(tmp_path, files) == [
        "templates/a.html:1 YB523", "templates/a.html:2 YB524", "templates/b.html:1 YB520",
    ]  # fmt: skip


def test_what_pages_are_made_of_is_allowed(tmp_path: Path) -> None:
    files = {
        "base.html": "<title>{{ page.title }}</title>{% block main %}{% endblock %}",
        "parts.html": "{% macro run(each, wide=False) %}<i>{{ each.text }}{{ caller() }}</i>{% endmacro %}",
        "a.html": """\
            {% extends 'base.html' %}
            {% block main %}{{ super() }}
            {% import 'parts.html' as parts %}
            {%- for each in page.lines if each.text != '' and not each.hidden %}
            {% call parts.run(each, wide=True) %}{{ page.words['a-b'] }}{% if loop.last %}.{% endif %}{% endcall %}
            {% endfor %}
            {%- set found = page.lines %}{{ 'a' if found else 'b' }}{% endblock %}
            """,
    }
    templates = read_templates(Folders(world(tmp_path / "templates", files)))
    shown = render(templates, "a.html", Page("A & B", (Page("<one>"),), {"a-b": "word"})).decode()
    assert "".join(shown.split()) == "<title>A&amp;B</title><i>&lt;one&gt;word.</i>a"


@dataclass(frozen=True)
class Page:
    text: str
    lines: tuple[Page, ...] = ()
    words: object = None
    hidden: bool = False

    @property
    def title(self) -> str:
        return self.text


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("{{ page.colour }}", "colour"),
        ("{% if page.colour %}a{% endif %}", "colour"),
        ("{% for each in page.colours %}a{% endfor %}", "colours"),
        ("{{ page.text.colour }}", "colour"),
        ("{{ page.words.site.colour }}", "colour"),
        ("{% from 'empty.html' import nothing %}{{ nothing(page) }}", "nothing"),
    ],
)
def test_what_a_page_does_not_hold_is_said_with_file_and_line(tmp_path: Path, line: str, said: str) -> None:
    files = {
        "a.html": "fine\n{% include 'parts.html' %}\n",
        "parts.html": f"fine\n\n{line}\n",
        "empty.html": "",
    }
    templates = read_templates(Folders(world(tmp_path / "templates", files)))
    with pytest.raises(DiagnosticsError) as caught:
        render(templates, "a.html", Page("A", words=LANGUAGES[0].words))
    (found,) = caught.value.diagnostics
    assert (found.place.path, found.place.line, found.mistake.code) == ("templates/parts.html", 3, "YB521")
    assert said in found.text()


@pytest.mark.parametrize(
    "line",
    [
        "{% macro part(a) %}{{ a }}{% endmacro %}{{ part(page, page) }}",
        "{% for each in page.hidden %}a{% endfor %}",
    ],
)
def test_what_does_not_fit_is_a_problem_too(tmp_path: Path, line: str) -> None:
    templates = read_templates(Folders(world(tmp_path / "templates", {"a.html": f"fine\n{line}\n"})))
    with pytest.raises(DiagnosticsError) as caught:
        render(templates, "a.html", Page("A"))
    assert [(each.place.path, each.place.line) for each in caught.value.diagnostics] == [("templates/a.html", 2)]


def test_a_template_is_known_by_all_that_it_includes(tmp_path: Path) -> None:
    files = {
        "a.html": "{% from 'b.html' import b %}{{ b() }}",
        "b.html": "{% from 'c.html' import c %}{% macro b() %}{{ c() }}{% endmacro %}",
        "c.html": "{% macro c() %}1{% endmacro %}",
        "d.html": "{% from 'c.html' import c %}",
        "e.html": "e",
    }
    before = read_templates(Folders(world(tmp_path / "templates", files))).closures
    changed = world(tmp_path / "templates", {"c.html": "{% macro c() %}2{% endmacro %}"})
    after = read_templates(Folders(changed)).closures
    assert {each for each in files if before[each] != after[each]} == {"a.html", "b.html", "c.html", "d.html"}


# Words


def test_the_strings_files_have_the_same_words() -> None:
    assert check_words({each.code: (f"strings/{each.code}.yaml", each.words) for each in LANGUAGES}) == ()


GROUPS: dict[str, Iterable[str]] = {
    "kinds": KINDS,
    "menu": {*urls.INDEXES} - {"home", "honors_by_year", "stages", "unit_types"},
    "levels": list(SHIPPED_LEVELS),
    "forms": [each.value for each in Form],
    "stages": list(SHIPPED_STAGES),
    "reached_stages": list(SHIPPED_STAGES),
    "planned_stages": list(SHIPPED_STAGES),
    "standings": [each.value for each in Standing],
    "statuses": [each.value for each in Status],
    "lengths": ["year", "half", "quarter", "month", "cumulative", "other"],
    "certainties": [each.value for each in Certainty],
    "outcomes": [each.value for each in Outcome],
    "pages.reading_key": ["title", "levels", "stages", "warnings", "outcomes", "symbols"],
    "note_kinds": [each.value for each in NoteKind],
    "source_kinds": [each.value for each in SourceKind],
    "unit_types": [each.value for each in UnitType],
    "program_forms": [each.value for each in ProgramForm],
    "known": [each.value for each in Known if each is not Known.STATED],
    "unknown": [
        *("publisher_newspaper", "publisher_document", "publisher_web", "publisher_book"),
        *("authors", "number", "page", "address"),
    ],
    "unknown_dates": [each.value for each in Known if each is not Known.STATED],
    "streaks": [each.value for each in Interval],
    "warnings": [each.value for each in Colour],
    "roles": list(SHIPPED_ROLES),
    "facts": ["year", "level", "stage", "category", "form", "type", "outcome"],
    "ledger_totals": LEDGER_TOTALS,
    "counts": [f"{each}s" for each in KINDS if each not in ("year", "source")],
    "pages.person": [],
    "reassessment_results": [each.value for each in ReassessmentResult],
    "placings": [each.value for each in Placing],
    "pages.unit": [],
}
"""Groups from which views take a word by the value of something → the values that there are."""


@pytest.mark.parametrize("language", LANGUAGES, ids=lambda each: str(each.code))
@pytest.mark.parametrize("group", GROUPS)
def test_there_is_a_word_for_each_value(group: str, language: object) -> None:
    words = next(each.words for each in LANGUAGES if each is language)
    assert [each for each in GROUPS[group] if words.get(f"{group}.{each}") is None] == []


def in_views() -> Iterator[tuple[str, str]]:
    """Every word that views ask for by name: (where, its key); what is put together ends with a dot."""
    prefixes = {"count": "counts.", "fact_row": "facts.", "word": "", "fill": ""}
    for file in sorted((ROOT / "yearbook" / "site" / "views").glob("*.py")):
        for node in ast.walk(ast.parse(file.read_text("utf-8"))):
            if isinstance(node, ast.Call) and node.args:
                name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
                key = beginning(node.args[1 if name == "fact_row" else 0])
                if name in prefixes and key is not None and re.fullmatch(r"[\w.-]+", key):
                    yield f"{file.name}:{node.lineno}", prefixes[name] + key


def beginning(node: ast.expr) -> str | None:
    """A literal whole; of an f-string its beginning, up to the last dot; None for what is neither."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return node.value
    if isinstance(node, ast.JoinedStr):
        first = node.values[0]
        return str(first.value).rpartition(".")[0] + "." if isinstance(first, ast.Constant) else ""
    return None


def handed_on() -> Iterator[tuple[str, str]]:
    """Every text in views that looks like the key of a word: some are handed on before they are asked for."""
    groups = {key for key, _ in LANGUAGES[0].words.pairs}
    for file in sorted((ROOT / "yearbook" / "site" / "views").glob("*.py")):
        for node in ast.walk(ast.parse(file.read_text("utf-8"))):
            if isinstance(node, ast.Constant) and re.fullmatch(r"[a-z_]+(\.[\w-]+)+", str(node.value)):
                key = str(node.value)
                if key.partition(".")[0] in groups:
                    yield f"{file.name}:{node.lineno}", key


def test_every_word_that_views_use_is_there() -> None:
    used = [*in_views(), *handed_on()]
    assert len(used) > 50
    for language in LANGUAGES:
        assert [
            f"{where}: {key}" for where, key in used if not key.endswith(".") and language.words.get(key) is None
        ] == []


def test_every_group_that_views_take_words_from_is_known_here() -> None:
    assert {key.removesuffix(".") for _, key in in_views() if key.endswith(".")} <= set(GROUPS)


def in_templates() -> Iterator[tuple[str, str]]:
    """Every chain that begins with `words`: (where, key)."""
    environment = jinja2.Environment(autoescape=True)
    for file in sorted(TEMPLATES.rglob("*.html")):
        tree = environment.parse(file.read_text("utf-8"))
        links = [each for kind in (nodes.Getattr, nodes.Getitem) for each in tree.find_all(kind)]
        inner = {id(getattr(each, "node", None)) for each in links}
        for each in links:
            key = chain(each)
            if key and id(each) not in inner:
                yield f"{file.relative_to(TEMPLATES)}:{each.lineno}", key


def chain(node: nodes.Node) -> str | None:
    """`page.frame.words.a['b-c']` → `a.b-c`; None for what does not begin so."""
    if isinstance(node, nodes.Name):
        return "" if node.name == "words" else None
    if isinstance(node, nodes.Getattr):
        name = node.attr
    elif isinstance(node, nodes.Getitem) and isinstance(node.arg, nodes.Const):
        name = str(node.arg.value)
    else:
        return None
    if name == "words":
        return ""
    above = chain(node.node)
    return None if above is None else f"{above}.{name}".lstrip(".")


def test_every_word_that_templates_use_is_there() -> None:
    used = list(in_templates())
    assert len(used) > 50
    for language in LANGUAGES:
        found = {f"{where}: {key}": language.words.get(key) for where, key in used}
        assert [each for each, word in found.items() if word is None] == []
        assert [each for each, word in found.items() if isinstance(word, StringsTree) and word.is_plural] == []


# Colours

NAMED = """
    aliceblue antiquewhite aqua aquamarine azure beige bisque black blanchedalmond blue blueviolet brown burlywood
    cadetblue chartreuse chocolate coral cornflowerblue cornsilk crimson cyan darkblue darkcyan darkgoldenrod darkgray
    darkgreen darkgrey darkkhaki darkmagenta darkolivegreen darkorange darkorchid darkred darksalmon darkseagreen
    darkslateblue darkslategray darkslategrey darkturquoise darkviolet deeppink deepskyblue dimgray dimgrey dodgerblue
    firebrick floralwhite forestgreen fuchsia gainsboro ghostwhite gold goldenrod gray green greenyellow grey honeydew
    hotpink indianred indigo ivory khaki lavender lavenderblush lawngreen lemonchiffon lightblue lightcoral lightcyan
    lightgoldenrodyellow lightgray lightgreen lightgrey lightpink lightsalmon lightseagreen lightskyblue
    lightslategray lightslategrey lightsteelblue lightyellow lime limegreen linen magenta maroon mediumaquamarine
    mediumblue mediumorchid mediumpurple mediumseagreen mediumslateblue mediumspringgreen mediumturquoise
    mediumvioletred midnightblue mintcream mistyrose moccasin navajowhite navy oldlace olive olivedrab orange
    orangered orchid palegoldenrod palegreen paleturquoise palevioletred papayawhip peachpuff peru pink plum
    powderblue purple rebeccapurple red rosybrown royalblue saddlebrown salmon sandybrown seagreen seashell sienna
    silver skyblue slateblue slategray slategrey snow springgreen steelblue tan teal thistle tomato turquoise violet
    wheat white whitesmoke yellow yellowgreen
"""
"""https://www.w3.org/TR/css-color-4/#named-colors. System colours are no colours of ours, and are allowed."""

_COLOUR = re.compile(
    rf"#[0-9a-f]{{3,8}}\b|\b(?:rgba?|hsla?|hwb|lab|lch|oklab|oklch|color|device-cmyk)\(|(?<![\w-])(?:{'|'.join(NAMED.split())})(?![\w(-])",
    re.IGNORECASE,
)
_DECLARATION = re.compile(r"[\w-]+\s*:\s*([^;{}]*)(?=[;}])")


def colours(css: str) -> list[str]:
    """The colours that a style sheet names in the values of its declarations."""
    css = re.sub(r"/\*.*?\*/", " ", css, flags=re.DOTALL)
    css = re.sub(r"\"[^\"]*\"|'[^']*'|url\([^)]*\)", "''", css)
    return [each.group() for value in _DECLARATION.findall(css) for each in _COLOUR.finditer(value)]


def test_colours_are_found() -> None:
    css = """
        /* red */ #red, .tan:hover { color: Red; --x: #fff; background: url(#abc) oklch(50% 0 0 / .5) }
        a { color: var(--red); white-space: nowrap; content: "blue"; fill: color-mix(in lab, var(--a), hsl(1 2% 3%)) }
    """
    assert colours(css) == ["Red", "#fff", "oklch(", "hsl("]


def test_colours_stand_in_the_tokens_only() -> None:
    files = sorted((TEMPLATES / "assets" / "css").glob("*.css"))
    assert any(colours(each.read_text("utf-8")) for each in files if each.name.endswith("tokens.css"))
    assert [
        f"{each.name}: {colour}"
        for each in files
        if not each.name.endswith("tokens.css")
        for colour in colours(each.read_text("utf-8"))
    ] == []


def test_templates_bring_no_styles_of_their_own() -> None:
    """A drawing takes its colours from its class; a length that a view gives stands in an attribute made for it."""
    own = re.compile(r"<style|\s(?:style|fill|stroke|bgcolor)=", re.IGNORECASE)
    texts = {each.relative_to(TEMPLATES).as_posix(): each.read_text("utf-8") for each in TEMPLATES.rglob("*.html")}
    assert [name for name, text in texts.items() if own.search(text)] == []
