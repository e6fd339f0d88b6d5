"""
Imported by the process that workers are forked from, so that no page waits for what every page needs.

Loading the language model takes most of a second, the stop words of a hundred languages as long; a worker that replaces
a killed one has them at once. Frozen, they are not walked through by the garbage collector and stay shared.
"""

from __future__ import annotations

import gc

import py3langid
from trafilatura.external import jt_stoplist_init

from pipeline.read.extract import read_article

__all__ = ["read_article"]

py3langid.classify("The model is loaded when it is first asked.")
jt_stoplist_init()
gc.freeze()
