"""What users install is the wheel: build it, put it into an environment of its own, and run its demo far from here."""

from __future__ import annotations

import subprocess
import sys
import tempfile
import venv
from pathlib import Path

ROOT = Path(__file__).parent.parent
QUIET = ("--quiet", "--disable-pip-version-check", "--no-deps")


def main() -> None:
    """Exit with the demo's own code."""
    with tempfile.TemporaryDirectory() as home:
        build = (sys.executable, "-m", "pip", "wheel", *QUIET, "--no-build-isolation", "--wheel-dir", home, str(ROOT))
        subprocess.run(build, check=True)
        (wheel,) = Path(home).glob("claimwatch-*.whl")
        # The dependencies are those of this environment; only claimwatch itself is the wheel's.
        venv.create(f"{home}/env", with_pip=True)
        python = f"{home}/env/bin/python"
        subprocess.run((python, "-m", "pip", "install", *QUIET, str(wheel)), check=True)
        packages = next(path for path in sys.path if path.endswith("site-packages"))
        borrowed = next(Path(home).glob("env/lib/python*/site-packages")) / "borrowed.pth"
        borrowed.write_text(f"{packages}\n", encoding="utf-8")
        where = (python, "-c", "import pipeline; print(pipeline.__file__)")
        found = subprocess.run(where, check=True, cwd=home, capture_output=True, text=True).stdout.strip()
        if not found.startswith(home):
            sys.exit(f"the wheel was not used, but {found}")
        demo = subprocess.run(
            (f"{home}/env/bin/claimwatch", "demo"), check=False, cwd=home, capture_output=True, text=True
        )
        print("\n".join(demo.stdout.splitlines()[:6]) if demo.returncode == 0 else demo.stderr)
        print(f"demo from {wheel.name}: exit {demo.returncode}")
        sys.exit(demo.returncode)


if __name__ == "__main__":
    main()
