"""The rows of a lake in object storage: an S3 of moto's on loopback, which takes what DuckDB sends."""

from __future__ import annotations

from typing import TYPE_CHECKING

import boto3
import pytest
from moto.server import ThreadedMotoServer

from pipeline.lake_address import BOUND_BY, LakeAddress
from pipeline.store.database import Database
from pipeline.store.transfer import to_files, to_lake

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from bench.postgres import Postgres
    from pipeline.store.published import Published

SAID = (
    "Best Buy will stop selling Huawei phones, an unnamed source told CNET on Thursday. Best Buy declined to comment."
)


@pytest.fixture
def bucket(monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """An empty bucket, and the environment that leads to it."""
    server = ThreadedMotoServer("127.0.0.1", port=0, verbose=False)
    server.start()
    host, port = server.get_host_and_port()
    for name, value in {
        "AWS_ENDPOINT_URL": f"http://{host}:{port}",
        "AWS_ACCESS_KEY_ID": "key",
        "AWS_SECRET_ACCESS_KEY": "it's secret",
        "AWS_DEFAULT_REGION": "us-east-1",
    }.items():
        monkeypatch.setenv(name, value)
    boto3.client("s3").create_bucket(Bucket="news")
    yield "news"
    server.stop()


def test_a_ledger_in_object_storage_is_read_and_written(
    bucket: str, postgres: Postgres, tmp_path: Path, stored: Callable[..., Published]
) -> None:
    """Moved there, written on, and moved back: nothing lies on this machine but the address, and that has no secret."""
    folder = tmp_path / "var"
    stored(("The Courier", SAID), folder=folder)
    address = f"ducklake:postgres:{postgres.catalog(postgres.database())}?data=s3://{bucket}/var"
    sent = to_lake(folder, LakeAddress.of(address))
    # What is little lies in the catalog until then.
    Database(folder).compact()
    held = [one["Key"] for one in boto3.client("s3").list_objects_v2(Bucket=bucket)["Contents"]]
    assert any(name.startswith("var/ledger/") and name.endswith(".parquet") for name in held)
    with Database(folder).writing() as connection:
        connection.execute("DELETE FROM ledger.topics")
    back = to_files(folder, tmp_path / "back")
    assert back == sent | {"topics": 0}
    assert "secret" not in (folder / BOUND_BY).read_text(encoding="utf-8")
