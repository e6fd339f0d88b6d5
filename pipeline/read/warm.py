"""
Imported by the process that workers are forked from, so that no page waits for what every page needs.

Loading the language model takes most of a second; a worker that replaces a killed one has it at once.
"""

from __future__ import annotations

import py3langid

from pipeline.read.extract import read_article

__all__ = ["read_article"]

py3langid.classify("The model is loaded when it is first asked.")
