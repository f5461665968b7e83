"""Who may come into the editing room."""

from __future__ import annotations

import hmac
from dataclasses import dataclass


@dataclass(slots=True)
class Access:
    """Who may come in: one person, with a token that is used once."""

    token: str
    session: str
    """The value of the cookie."""

    def come_in(self, token: str) -> bool:
        """Return whether a token is the right one; it is not taken again."""
        found = bool(self.token) and hmac.compare_digest(token.encode(), self.token.encode())
        if found:
            self.token = ""
        return found

    def is_in(self, cookie: str) -> bool:
        return hmac.compare_digest(cookie.encode(), self.session.encode())
