"""`python -m samples.generate`: write a set for evaluation, or the shipped samples."""

from __future__ import annotations

import argparse
import logging
import sys
from pathlib import Path

from . import fonts, shipped
from .sets import describe, draw_marked, draw_orders, write
from .style import FAMILIES


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m samples.generate", description=__doc__)
    parser.add_argument("--out", type=Path, help="folder of the new set")
    parser.add_argument("--family", choices=FAMILIES, default="a")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--count", type=int, default=8)
    parser.add_argument("--ship", action="store_true", help="rewrite samples/submissions")
    parser.add_argument("--clean", action="store_true", help="no defects in any of them")
    parser.add_argument(
        "--marks", action="store_true", help="forms alone, options marked in every way there is"
    )
    for origin in ("digital", "scanned", "mixed"):
        parser.add_argument(f"--{origin}", dest="origin", action="store_const", const=origin)
    return parser.parse_args()


def main() -> int:
    """Exit status 0 when everything was written, 2 when the call or the installation is wrong."""
    arguments = _arguments()
    logging.getLogger("fontTools").setLevel(logging.ERROR)
    lacking = fonts.missing()
    if lacking:
        print("缺少字体（见 samples/README.md）：" + "、".join(lacking), file=sys.stderr)
        return 2
    if arguments.ship:
        for done in shipped.write_all():
            print(done)
        return 0
    if arguments.out is None:
        print("请用 --out 指明输出目录，或用 --ship 重写随附样例", file=sys.stderr)
        return 2
    drawn = (arguments.family, arguments.seed, arguments.count, arguments.origin)
    orders = draw_marked(*drawn) if arguments.marks else draw_orders(*drawn, clean=arguments.clean)
    for done in write(orders, arguments.out, arguments.seed, shift=arguments.seed * 7):
        print(done)
    describe(
        arguments.out,
        arguments.out.name,
        f"family {arguments.family}, seed {arguments.seed}; invented throughout",
    )
    return 0


if __name__ == "__main__":
    sys.exit(main())
