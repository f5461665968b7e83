"""Help and errors of the command line in the language of messages."""

from __future__ import annotations

import re
from inspect import cleandoc

import click
import pytest
from click.testing import CliRunner

from yearbook.cli.kind_choice import KindChoice
from yearbook.cli.localization import CLICK_TEXTS
from yearbook.cli.main import COMMANDS, command
from yearbook.core.messages import message_languages, translate

HAN = re.compile("[\u4e00-\u9fff]")
_SENTENCE = re.compile(r"[A-Za-z]+ [a-z]+ [a-z]+")
"""Three English words in a row; metavars have none."""


def shown(*arguments: str, language: str = "zh") -> str:
    result = CliRunner().invoke(command, arguments, env={"YEARBOOK_LANGUAGE": language})
    return result.output


@pytest.mark.parametrize("name", COMMANDS)
def test_each_command_and_option_is_explained_in_every_language(name: str) -> None:
    found = COMMANDS[name].load()
    helps = [found.help, *(each.help for each in found.params if isinstance(each, click.Option))]
    for text in helps:
        assert text
        assert HAN.search(translate(cleandoc(text), "zh")), text


@pytest.mark.parametrize("name", COMMANDS)
def test_help_is_in_the_language_of_messages(name: str) -> None:
    chinese, english = shown(name, "--help"), shown(name, "--help", language="en")
    assert chinese.startswith("用法：")
    assert not _SENTENCE.search(chinese), chinese
    assert english.startswith("Usage:")
    assert not HAN.search(english)


def test_the_list_of_commands_is_in_the_language_of_messages() -> None:
    found = shown("--help")
    assert not _SENTENCE.search(found), found


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("import", "none.xlsx", "--kind", "honor"), "错误：'FILE' 的值不对：文件 'none.xlsx' 不存在。"),
        (("new",), "错误：缺少参数 'KIND'."),
        (("nothing",), "错误：没有命令 'nothing'。"),
        (("build", "--jobz=2"), "错误：没有选项 '--jobz'。"),
        (("preview", "--port=0"), "错误：'--port' 的值不对：0 不在范围 1<=x<=65535 之内。"),
        (("pdf", "--size=b9"), "错误：'--size' 的值不对：'b9' 不在可选之列：'a4', '16k'。"),
    ],
)
def test_errors_of_usage_are_in_the_language_of_messages(arguments: tuple[str, ...], said: str) -> None:
    assert said in shown(*arguments)


def test_a_kind_may_be_called_by_its_word() -> None:
    assert "honor 荣誉, project 项目" in " ".join(shown("import", "--help").split())
    assert shown("new", "荣誉", "甲").startswith("honor:甲: 错误[YB203]")
    assert KindChoice().convert("荣誉", None, None) == KindChoice().convert("honor", None, None) == "honor"


def test_every_text_of_click_is_translated() -> None:
    assert message_languages() == ("en", "zh")
    assert all(HAN.search(translate(each, "zh")) for each in CLICK_TEXTS)
