from __future__ import annotations

import configparser
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from bench.stack import environment
from flows.foreground import SERVER
from pipeline.resources import SEEDS
from pipeline.store.database import Database

DOCS = Path(__file__).parents[2] / "docs"
FILES = DOCS / "deploy"
PAGE = (DOCS / "deploy.md").read_text(encoding="utf-8")
SETTINGS = dict(
    line.split("=", 1)
    for line in (FILES / "claimwatch.env").read_text(encoding="utf-8").splitlines()
    if "=" in line and not line.startswith("# ")
)
each_unit = pytest.mark.parametrize("unit", sorted(FILES.glob("*.service")), ids=lambda path: path.stem)


@each_unit
def test_a_unit_starts_what_is_installed_and_starts_it_again(unit: Path) -> None:
    """Three units, one folder: each restarts what it keeps up, and starts a program that the package brings along."""
    read = configparser.ConfigParser(interpolation=None)
    read.optionxform = str  # type: ignore[assignment,method-assign]  # systemd's keys are in upper and lower case
    read.read(unit, encoding="utf-8")
    service = read["Service"]
    program, verb, *_ = service["ExecStart"].split()
    assert service["Restart"] == "always"
    assert program.rpartition("/")[2] in {"claimwatch", "prefect"}
    assert verb in {"watch", "server", "worker"}
    assert service["ReadWritePaths"] == service["WorkingDirectory"] == SETTINGS["CLAIMWATCH_HOME"]


@each_unit
def test_the_page_leads_to_every_file(unit: Path) -> None:
    """What nobody writes about, nobody finds."""
    for path in FILES.iterdir():
        assert f"(deploy/{path.name})" in PAGE


def test_the_settings_are_those_of_claimwatch_watch() -> None:
    """Two ways, one behaviour: what keeps places and lets go of records is the same."""
    quiet = {"PREFECT_SERVER_LOGGING_LEVEL"}
    assert {name: SETTINGS.get(name) for name in SERVER if name not in quiet} == {
        name: value for name, value in SERVER.items() if name not in quiet
    }


def test_prefect_knows_every_setting() -> None:
    """A name that it does not know would be ignored in silence."""
    from prefect.settings import Settings  # noqa: PLC0415 - two seconds

    schema = str(Settings.model_json_schema()).lower()
    names = {name for name in SETTINGS if name.startswith(("#PREFECT_", "PREFECT_"))}
    for name in names:
        assert name.lstrip("#").lower() in schema or name.lstrip("#") in {"PREFECT_API_URL", "PREFECT_HOME"}, name


def test_the_compose_file_keeps_the_server_to_this_machine() -> None:
    """It has no password: its port is on loopback, and PostgreSQL has none at all."""
    services = yaml.safe_load((FILES / "compose.yaml").read_text(encoding="utf-8"))["services"]
    assert services["server"]["ports"] == ["127.0.0.1:4200:4200"]
    assert "ports" not in services["postgres"]
    assert services["worker"]["environment"]["CLAIMWATCH_HOME"] == "/data"
    for name in set(SERVER) & set(services["server"]["environment"]):
        assert services["server"]["environment"][name] == SERVER[name]


@pytest.mark.real
def test_what_the_page_says_of_backup_and_restore_is_so(tmp_path: Path) -> None:
    """Its own commands, on a real database: the folder is lost, and everything is there again."""
    backup, restore = re.findall(
        r"^```sh\n(.*?)^```", PAGE.partition("## Backup and restore")[2], re.DOTALL | re.MULTILINE
    )
    lost, found = tmp_path / "lost", tmp_path / "found"
    lost.mkdir()
    found.mkdir()
    shutil.copytree(SEEDS / "huawei-us-market", lost / "seeds" / "phones")
    (lost / "seeds" / "phones" / "feeds.opml").unlink()
    for command in ("claimwatch run", "touch var/channels.toml", "mkdir -p var/pages"):
        said = shell(command, lost, tmp_path)
        assert said.returncode == 0, said.stderr
    before = counted(lost)
    assert before[0] == 5
    said = shell(backup, lost, tmp_path)
    assert said.returncode == 0, said.stderr
    said = shell(restore, found, tmp_path)
    assert said.returncode == 0, said.stderr
    assert counted(found) == before
    assert (found / "var" / "channels.toml").exists()
    assert (found / "var" / "pages").is_dir()


def counted(home: Path) -> tuple[int, ...]:
    """Articles and mentions in the live database."""
    with Database(home / "var").writing() as connection:
        return tuple(
            connection.execute("SELECT (SELECT count(*) FROM articles), (SELECT count(*) FROM mentions)").fetchall()[0]
        )


def shell(commands: str, home: Path, tmp_path: Path) -> subprocess.CompletedProcess[str]:
    """Run what stands on the page, in a folder, with our command found."""
    program = tmp_path / "bin" / "claimwatch"
    program.parent.mkdir(exist_ok=True)
    program.write_text(f'#!/bin/sh\nexec "{sys.executable}" -P -m pipeline "$@"\n', encoding="utf-8")
    program.chmod(0o755)
    told = environment(BACKUP=str(tmp_path / "backup"))
    told["PATH"] = f"{program.parent}:{told['PATH']}"
    return subprocess.run(  # noqa: S603 - the page is ours
        ["/bin/sh", "-euc", commands], cwd=home, env=told, capture_output=True, text=True, check=False
    )
