"""One name for each party: aliases and roles replaced by the name claims are compared under."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pipeline.topic import Entity

__all__ = ["Canon"]


class Canon:
    """
    Knows what the topics call each party.

    "The Chinese manufacturer" is Huawei where only Huawei has that role; a role that several parties have stands for
    nobody.
    """

    def __init__(self, entities: Iterable[Entity] = ()) -> None:
        named = tuple(entities)
        self.entities = named
        bearers = Counter(role.lower() for entity in named for role in set(entity.roles))
        self._names = {alias.lower(): entity.name for entity in named for alias in entity.aliases}
        for entity in named:
            roles = (role.lower() for role in entity.roles if bearers[role.lower()] == 1)
            self._names |= {f"the {role}": entity.name for role in roles}
        phrases = sorted(self._names, key=len, reverse=True)
        self._pattern = re.compile(rf"\b(?:{'|'.join(map(re.escape, phrases))})\b", re.IGNORECASE) if phrases else None

    def __call__(self, text: str) -> str:
        """Return the text with every party under its main name."""
        if self._pattern is None:
            return text
        return self._pattern.sub(lambda match: self._names[match.group().lower()], text)
