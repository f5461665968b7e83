"""The strings files among templates → its languages, or what is wrong in them."""

from __future__ import annotations

from collections.abc import Sequence

from yearbook.folders import Folders
from yearbook.language import Language, check_words, language
from yearbook.problems import Mistake, Place, Problem, ProblemsError, problem
from yearbook.source import Document, plain, read_document

NO_STRINGS = Mistake(
    "YB519",
    "there are no interface strings for “{language}”",
    "没有“{language}”的界面文字",
    "copy strings/en.yaml to strings/{language}.yaml and translate it",
    "把 strings/en.yaml 复制为 strings/{language}.yaml 再翻译",
)


def read_languages(templates: Folders, codes: Sequence[str]) -> tuple[Language, ...]:
    """The interface strings of each language. Raises ProblemsError where a file is missing or wrong."""
    found: list[Language] = []
    problems: list[Problem] = []
    for code in codes:
        path = f"strings/{code}.yaml"
        holder = templates.holder(path)
        document = read_document(holder, path, templates.name(holder))
        if isinstance(document, Document):
            words = plain(document.front)
            assert isinstance(words, dict)  # the top of a document is a mapping
            found.append(language(code, words))
        elif (holder / path).exists():
            problems += document
        else:
            problems.append(problem(NO_STRINGS, Place(templates.shown(path)), language=code))
    files = {each.code: (templates.shown(f"strings/{each.code}.yaml"), each.words) for each in found}
    problems += (each for each in check_words(files) if each.is_error)
    if problems:
        raise ProblemsError(problems)
    return tuple(found)
