"""Templates of a stranger run no code: each attack is refused when it is read, or fails when it is rendered."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

import jinja2
import pytest

from tests.support.worlds import world
from yearbook.core.diagnostics import DiagnosticsError
from yearbook.core.overlay import Folders
from yearbook.site.rendering import templates as module
from yearbook.site.rendering.templates import read_templates, render

CALLS: list[str] = []
"""What was run by a template."""


@dataclass
class Value:
    """A page with what an attack needs: methods that do something, and lists and texts that can be changed."""

    title: str = "title"
    lines: list[object] = field(default_factory=list)
    words: dict[str, object] = field(default_factory=dict)

    def run(self, *_: object, **__: object) -> str:
        CALLS.append("run")
        return "ran"


OTHERS = {
    "plain.html": "{% macro m(a='') %}{{ a }}{% endmacro %}{% macro w(a='') %}{{ caller() }}{% endmacro %}",
    "values.html": "{% set m = page.run %}",
    "base.html": "{% set m = page.run %}{% block main %}{% endblock %}",
}
"""Templates that attacks name. Each is sound by itself."""

REFUSED = [
    # the reported one
    "{% for caller in (page.__class__.__init__.__globals__['__builtins__']['exec'],) %}{{ caller('x') }}{% endfor %}",
    # fields that Python keeps for itself
    "{{ page.__class__ }}",
    "{{ page.lines.__class__.__base__.__subclasses__ }}",
    "{{ page['__class__'] }}",
    "{{ page['__cla' 'ss__'] }}",
    "{{ page[' __class__'] }}",
    "{{ page['＿＿class＿＿'] }}",
    "{{ page._private }}",
    "{{ page.words['_private'] }}",
    "{{ (page.title).__class__ }}",
    "{{ 'x'.__class__ }}",
    "{{ ().__class__ }}",
    "{{ page.title.ｍro }}",
    "{{ page.a.mro }}",
    "{{ page.a.gi_frame }}",
    "{{ page.a.gi_code }}",
    "{{ page.a.cr_frame }}",
    "{{ page.a.ag_frame }}",
    "{{ page['gi_frame'] }}",
    "{% for a in page.lines %}{{ loop._iterator }}{% endfor %}",
    "{% from 'plain.html' import m %}{{ m.__globals__ }}",
    "{% from 'plain.html' import m %}{{ m.__code__ }}",
    "{% import 'plain.html' as p %}{{ p.__dict__ }}",
    "{% import 'plain.html' as p %}{{ p._body_stream }}",
    # by filters, tests and keys that are computed
    "{{ page|attr('__class__') }}",
    "{{ page.lines|map(attribute='__class__')|list }}",
    "{{ page.lines|selectattr('__class__')|list }}",
    "{{ page.lines|rejectattr('__class__')|list }}",
    "{{ page.lines|groupby('__class__') }}",
    "{{ page.lines|sort(attribute='__class__') }}",
    "{{ page.lines|sum(attribute='__class__') }}",
    "{{ page.lines|map('attr', '__class__')|list }}",
    "{% filter attr('__class__') %}{% endfilter %}",
    "{% set k = '__class__' %}{{ page[k] }}",
    "{{ page[page.title] }}",
    "{{ page['__class__' if page.title else ''] }}",
    "{{ page[('__class__',)[0]] }}",
    "{{ page['__' ~ 'class__'] }}",
    "{{ page[['__class__'][0]] }}",
    "{{ page is callable }}",
    "{{ {'a': page.run}.a }}",
    # calls of what is no macro
    "{{ page.run() }}",
    "{{ page['run']() }}",
    "{{ (page.run)() }}",
    "{% for m in (page.run,) %}{{ m() }}{% endfor %}",
    "{% call page.run() %}{% endcall %}",
    "{{ page.lines.append(page) }}",
    "{{ page.title.format(page) }}",
    "{% for a in page.lines recursive %}{{ loop(page.lines) }}{% endfor %}",
    # values with the name of what may be called
    "{% from 'plain.html' import m %}{% for m in (page.run,) %}{{ m('x') }}{% endfor %}",
    "{% from 'plain.html' import m %}{% for a, m in ((1, page.run),) %}{{ m('x') }}{% endfor %}",
    "{% from 'plain.html' import m %}{% set m = page.run %}{{ m('x') }}",
    "{% from 'plain.html' import m %}{% set m %}x{% endset %}{{ m('x') }}",
    "{% from 'plain.html' import m %}{% with m = page.run %}{{ m('x') }}{% endwith %}",
    "{% from 'plain.html' import m %}{% macro n(m) %}{{ m('x') }}{% endmacro %}{{ n(page.run) }}",
    "{% from 'plain.html' import m %}{% macro n(m=page.run) %}{{ m('x') }}{% endmacro %}{{ n() }}",
    "{% from 'plain.html' import m, w %}{% call(m) w() %}{{ m('x') }}{% endcall %}",
    "{% import 'plain.html' as p %}{% for p in (page,) %}{{ p.run('x') }}{% endfor %}",
    "{% import 'plain.html' as p %}{% set p = page %}{{ p.run('x') }}",
    "{% for super in (page.run,) %}{{ super() }}{% endfor %}",
    "{% set caller = page.run %}{{ caller() }}",
    "{% macro n(caller=page.run) %}{{ caller() }}{% endmacro %}{{ n() }}",
    "{% from 'plain.html' import w %}{{ w('x', caller=page.run) }}",
    "{% with loop = page %}{{ loop.run() }}{% endwith %}",
    "{% from 'plain.html' import m %}{% for ｍ in (page.run,) %}{{ m('x') }}{% endfor %}",
    "{% from 'plain.html' import m as super %}{{ super() }}",
    "{% extends 'base.html' %}{% from 'plain.html' import m %}{% block main %}{{ m('x') }}{% endblock %}",
    # what Jinja knows besides
    "{{ self.main }}",
    "{{ self._TemplateReference__context }}",
    "{% macro n() %}{{ varargs }}{{ kwargs }}{% endmacro %}",
    "{{ m(*page.lines) }}",
    "{% from 'plain.html' import m %}{{ m(*page.lines) }}",
    "{% from 'plain.html' import m %}{{ m(**page.words) }}",
    "{{ cycler.__init__.__globals__ }}",
    "{{ joiner }}{{ namespace }}{{ lipsum }}{{ config }}{{ request }}",
    "{% set page.title = 'x' %}",
    "{% include page.title %}",
    "{% include '../../../etc/passwd' %}",
    "{% extends '/etc/passwd' %}",
    "{% import page as p %}",
    "{% do page.run() %}",
    "{% debug %}",
    "{% trans %}x{% endtrans %}",
    "{% autoescape false %}{{ page.title }}{% endautoescape %}",
    "{{ page.title|safe }}",
    # templates that Python cannot compile
    "{{ " + "(" * 5_000 + "page" + ")" * 5_000 + " }}",
    "{{ " + "not " * 5_000 + "page }}",
    "{% for a in page.lines %}" * 30 + "{% endfor %}" * 30,
    "{% if page %}" * 2_000 + "{% endif %}" * 2_000,
]


@pytest.mark.parametrize("text", REFUSED, ids=lambda each: str(each)[:70])
def test_an_attack_is_refused_when_it_is_read(tmp_path: Path, text: str) -> None:
    folder = world(tmp_path / "templates", {**OTHERS, "a.html": text})
    with pytest.raises(DiagnosticsError) as caught:
        read_templates(Folders(folder))
    assert {each.place.path for each in caught.value.diagnostics} == {"templates/a.html"}


RENDERED = {
    "a value that another template exports": "{% from 'values.html' import m with context %}{{ m('x') }}",
    "by another name": "{% from 'values.html' import m as n with context %}{{ n('x') }}",
    "of a module": "{% import 'values.html' as p with context %}{{ p.m('x') }}",
    "by a keyword": "{% import 'values.html' as p with context %}{{ p.m(a='x') }}",
    "as a call block": "{% import 'values.html' as p with context %}{% call p.m() %}x{% endcall %}",
    "a macro without an end": "{% macro n() %}{{ n() }}{% endmacro %}{{ n() }}",
    "a template that includes itself": "{% include 'a.html' %}",
    "a template that extends itself": "{% extends 'a.html' %}",
}


@pytest.mark.parametrize("case", RENDERED)
def test_what_is_seen_only_when_it_is_rendered_runs_nothing(tmp_path: Path, case: str) -> None:
    folder = world(tmp_path / "templates", {**OTHERS, "a.html": RENDERED[case]})
    page = Value(words={"nothing": ""})
    page.__dict__["nothing"] = ""
    CALLS.clear()
    with pytest.raises(DiagnosticsError) as caught:
        render(read_templates(Folders(folder)), "a.html", page)
    assert CALLS == []
    assert {each.mistake.code for each in caught.value.diagnostics} == {"YB521"}


def test_the_environment_is_a_sandbox_beneath_the_checks(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Even if the check let a key through, Jinja would not give what is behind it."""
    monkeypatch.setattr(module, "check_template", lambda *_: ())
    folder = world(
        tmp_path / "templates", {"a.html": "a{{ page['__class__'] }}b", "b.html": "{{ page['__class__']['x'] }}"}
    )
    templates = read_templates(Folders(folder))
    assert isinstance(templates.environment, jinja2.sandbox.ImmutableSandboxedEnvironment)
    for name in ("a.html", "b.html"):
        with pytest.raises(DiagnosticsError) as caught:
            render(templates, name, Value())
        assert "unsafe" in caught.value.diagnostics[0].text()
    module._checked.cache_clear()


def test_macros_may_have_the_names_of_fields_and_keywords(tmp_path: Path) -> None:
    """What yearbooks write: a macro whose parameter has its own name, and HTML's `class`."""
    files = {
        "parts.html": "{% macro line(line, class='x') %}<i class=\"{{ class }}\">{{ line.title }}</i>{% endmacro %}",
        "a.html": "{% from 'parts.html' import line %}{% for i in page.lines %}{{ line(i, class='y') }}{% endfor %}",
    }
    templates = read_templates(Folders(world(tmp_path / "templates", files)))
    assert render(templates, "a.html", Value(lines=[Value()])) == b'<i class="y">title</i>'
