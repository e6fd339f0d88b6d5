from __future__ import annotations

import pickle

import pytest

from pipeline.errors import FetchError, NotAFeedError, ReadError, RefusedAddressError, TooLargeError


@pytest.mark.parametrize(
    "error",
    [
        FetchError("http://outlet.example/", "HTTP 404 Not Found", status=404),
        RefusedAddressError("http://10.0.0.1/", "not on the public internet"),
        TooLargeError("http://outlet.example/", "larger than 10 MB"),
        NotAFeedError("http://outlet.example/", "this is an HTML page"),
        ReadError("http://outlet.example/", "no text"),
    ],
)
def test_an_error_comes_whole_out_of_another_process(error: Exception) -> None:
    """Reading happens in processes of its own; what they trip over arrives with its address and reason."""
    arrived = pickle.loads(pickle.dumps(error))  # noqa: S301 - our own bytes
    assert type(arrived) is type(error)
    assert str(arrived) == str(error)
    assert vars(arrived) == vars(error)
