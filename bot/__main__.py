"""`rapport` and `python -m bot`."""

from __future__ import annotations

import gc
import sys


def main() -> None:
    gc.disable()  # a tenth of every start is looking for garbage among what is being imported: see bot.cli.wiring
    try:
        from bot.cli.run import run

        sys.exit(run(sys.argv[1:]))
    except KeyboardInterrupt:  # where the command line itself does not see it yet, or no longer
        sys.exit(130)


if __name__ == "__main__":
    main()
