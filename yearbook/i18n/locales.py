"""Load CLDR's data for a BCP 47 tag through Babel."""

from __future__ import annotations

from copy import deepcopy
from functools import cache, cached_property
from typing import Any, cast

from babel import Locale, UnknownLocaleError, localedata


class _OwnLocale(Locale):
    """A locale whose data no other locale shares.

    Babel resolves CLDR's aliases in dictionaries that languages share with the root locale: after Chinese
    has looked up the name of a month standing alone, French finds 十一月 there (Babel 2.18). The output
    would depend on the order in which languages are used, so each gets a copy of its data before anything
    is resolved in it.
    """

    @cached_property
    def _data(self) -> localedata.LocaleDataDict:
        return localedata.LocaleDataDict(_copied(str(self)))


def _copied(name: str) -> dict[str | int | None, Any]:
    # Babel's own annotation says that all keys are texts; those of days and quarters are numbers.
    return deepcopy(cast("dict[str | int | None, Any]", localedata.load(name)))


@cache
def locale_of(tag: str) -> Locale:
    """The locale of a tag: `zh-Hans`, `en`, `en-001`.

    Raises babel.UnknownLocaleError or ValueError where CLDR does not know it.
    """
    return _OwnLocale.parse(tag, sep="-")


def is_known(tag: str) -> bool:
    """Whether CLDR knows the language of the tag."""
    try:
        locale_of(tag)
    except (UnknownLocaleError, ValueError, TypeError):
        return False
    return True
