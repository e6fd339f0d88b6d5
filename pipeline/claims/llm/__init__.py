"""
Claims as a language model finds them, behind any OpenAI-compatible address.

    cut up -> ask, the text fenced in -> check every row against the text -> ask again for what was refused -> keep

A row stands only if its evidence is in the text word for word. Whatever goes wrong, the rules stand in.
"""

from __future__ import annotations

__all__: list[str] = []
