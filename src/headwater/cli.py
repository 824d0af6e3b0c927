"""The command line: parse, call flow, print. Results go to files or standard output, everything else to standard error."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Annotated, TypeVar

import typer

from headwater.core import HeadwaterError, Skipped

T = TypeVar("T")
NOTHING_READ = 1  # exit status where no document could be read; 2 is a usage error, 0 all else

app = typer.Typer(
    name="headwater",
    help="Follow a news claim upstream: who said it, through which outlets it came, and how many independent origins it has.",
    epilog="Everything runs on this machine; nothing is sent anywhere.",
    no_args_is_help=True,
    rich_markup_mode="rich",
    pretty_exceptions_enable=False,
)

Paths = Annotated[
    list[Path],
    typer.Argument(help="Files and folders: .txt .md .html .jsonl .csv", show_default=False, metavar="PATHS…"),
]
Quiet = Annotated[
    bool, typer.Option("--quiet", "-q", help="No progress and no summary; skipped files are still listed.")
]
Column = Annotated[
    list[str] | None,
    typer.Option(
        "--column",
        help="Map a column of .csv or .jsonl: FIELD=NAME, as in text=body or outlet=source.",
        metavar="FIELD=NAME",
    ),
]


By = Annotated[
    str,
    typer.Option(
        "--by",
        help="model: the trained reader, with the rules as its second opinion; rules: the rules alone, several times faster.",
        metavar="model|rules",
    ),
]
Least = Annotated[
    float,
    typer.Option(
        "--least", help="Leave out attributions of which we are less sure than this.", min=0.0, max=1.0, metavar="0..1"
    ),
]


class _Bar:
    """A progress bar on standard error, if a person is looking."""

    def __init__(self, quiet: bool) -> None:
        self.shown = not quiet and sys.stderr.isatty()

    def __call__(self, things: Sequence[T], label: str) -> Iterable[T]:
        if not self.shown or len(things) < 20:
            return things
        from rich.console import Console
        from rich.progress import track

        return track(things, description=label, console=Console(stderr=True), transient=True)


def _list_skipped(skipped: Sequence[Skipped]) -> None:
    for one in skipped:
        print(f"skipped {one}", file=sys.stderr)
    if len(skipped) > 1:
        print(f"{len(skipped)} skipped", file=sys.stderr)


def _write(path: Path, text: str) -> None:
    try:
        path.write_text(text, encoding="utf8", newline="")
    except OSError as error:
        raise HeadwaterError(f"cannot write {path}: {error.strerror}") from error


def _version(wanted: bool) -> None:
    if wanted:
        from headwater import __version__

        print(f"headwater {__version__}")
        raise typer.Exit


@app.callback()
def _headwater(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Show the version.")
    ] = False,
) -> None:
    del version


@app.command(epilog="[b]Examples[/b]\n\nheadwater read report.txt\n\nheadwater read reports/ --jsonl readings.jsonl")
def read(
    paths: Paths,
    jsonl: Annotated[
        Path | None, typer.Option("--jsonl", help="Write one reading a line to this file.", metavar="FILE")
    ] = None,
    explain: Annotated[
        str | None,
        typer.Option(
            "--explain",
            help="Show why the sentence with these words (or at this offset) was read as it was.",
            metavar="WORDS|OFFSET",
        ),
    ] = None,
    by: By = "model",
    least: Least = 0.0,
    column: Column = None,
    quiet: Quiet = False,
) -> None:
    """Who says what in each report: prints readings as JSON Lines, on a terminal the highlighted text."""
    from headwater import flow
    from headwater.show.json import line, reading_json

    taken = flow.ingest_paths(paths, _settings(column))
    skipped = list(taken.skipped)
    bar, how = _Bar(quiet), _reading(by, least)
    written = 0
    if explain is not None:
        readings, unread = flow.read_documents(taken.documents, bar, how)
        _explain(readings, explain)
        _end([*skipped, *unread], len(readings), "", True)
        return
    if jsonl is None and sys.stdout.isatty():
        from headwater.show.terminal import print_reading

        readings, unread = flow.read_documents(taken.documents, bar, how)
        skipped += unread
        for reading in readings:
            print_reading(reading)
        written = len(readings)
    else:
        try:
            out = jsonl.open("w", encoding="utf8", newline="") if jsonl else sys.stdout
        except OSError as error:
            raise HeadwaterError(f"cannot write {jsonl}: {error.strerror}") from error
        try:
            for one in flow.read_each(bar(taken.documents, "reading"), how):
                if isinstance(one, Skipped):
                    skipped.append(one)
                else:
                    out.write(line(reading_json(one)))
                    written += 1
        finally:
            if jsonl:
                out.close()
    _end(skipped, written, f"{written} read" + (f" → {jsonl}" if jsonl else ""), quiet)


@app.command(
    epilog="[b]Examples[/b]\n\nheadwater trace reports/ -o report.html\n\n"
    "headwater trace a.txt b.html --json trace.json --readings readings.jsonl"
)
def trace(
    paths: Paths,
    output: Annotated[
        Path | None,
        typer.Option("--output", "-o", help="Write a page for the browser (.html) or Markdown (.md).", metavar="FILE"),
    ] = None,
    json: Annotated[Path | None, typer.Option("--json", help="Write the trace as JSON.", metavar="FILE")] = None,
    readings: Annotated[
        Path | None, typer.Option("--readings", help="Write the readings as JSON Lines.", metavar="FILE")
    ] = None,
    actors: Annotated[
        Path | None,
        typer.Option("--actors", help="A register of actors (CSV: name, aliases, kind, qid).", metavar="FILE"),
    ] = None,
    by: By = "model",
    least: Least = 0.0,
    column: Column = None,
    quiet: Quiet = False,
) -> None:
    """Claims, who said them first, and how many independent origins they have."""
    from headwater import flow
    from headwater.show.json import line, page, reading_json, trace_json

    taken = flow.ingest_paths(paths, _settings(column))
    if not taken.documents:
        _end(taken.skipped, 0, "", quiet)
    register = None
    if actors:
        from headwater.link.register import read_register

        register = read_register(actors)
    traced = flow.trace_documents(
        taken.documents,
        progress=_Bar(quiet),
        skipped=taken.skipped,
        settings=_reading(by, least),
        register=register,
    )
    if json:
        _write(json, page(trace_json(traced.trace, traced.skipped)))
    if readings:
        _write(readings, "".join(line(reading_json(r)) for r in traced.readings))
    if output:
        if output.suffix.lower() in (".md", ".markdown"):
            from headwater.show.markdown import markdown_report

            _write(output, markdown_report(traced.trace, traced.readings, traced.skipped))
        else:
            from headwater.show.report import html_report

            _write(output, html_report(traced.trace, traced.readings, traced.skipped))
    if not quiet and traced.readings:
        from headwater.show.terminal import print_trace

        print_trace(traced.trace, to_stderr=False)
    made = " ".join(str(p) for p in (output, json, readings) if p)
    _end(traced.skipped, len(traced.readings), f"{len(traced.readings)} traced" + (f" → {made}" if made else ""), quiet)


@app.command(epilog="[b]Example[/b]\n\nheadwater link reports/ --pairs pairs.tsv")
def link(
    paths: Paths,
    pairs: Annotated[
        Path | None,
        typer.Option(
            "--pairs", help="Write two document ids and a score a line; else to standard output.", metavar="FILE"
        ),
    ] = None,
    column: Column = None,
    quiet: Quiet = False,
) -> None:
    """Which reports share text, down to one sentence."""
    from headwater import flow

    taken = flow.ingest_paths(paths, _settings(column, identify=False))
    links = flow.shared_text(taken.documents)
    rows = "".join(f"{one.a}\t{one.b}\t{one.score:.4f}\n" for one in links)
    if pairs:
        _write(pairs, rows)
    else:
        sys.stdout.write(rows)
    _end(taken.skipped, len(taken.documents), f"{len(links)} pairs among {len(taken.documents)} documents", quiet)


@app.command(epilog="[b]Example[/b]\n\nheadwater schema trace > trace.schema.json")
def schema(of: Annotated[str, typer.Argument(help="reading or trace")]) -> None:
    """The JSON Schema of a reading or of a trace."""
    from headwater.show.format import json_schema
    from headwater.show.json import page

    if of == "reading":
        sys.stdout.write(page(json_schema("reading")))
    elif of == "trace":
        sys.stdout.write(page(json_schema("trace")))
    else:
        raise typer.BadParameter(f"{of!r}: choose reading or trace")


# The types of what comes back live in modules not yet loaded.
def _reading(by: str, least: float):  # type: ignore[no-untyped-def]
    from headwater.read import Read

    if by == "model":
        return Read(by="model", least=least)
    if by == "rules":
        return Read(by="rules", least=least)
    raise typer.BadParameter(f"{by!r}: choose model or rules")


def _explain(readings, wanted: str) -> None:  # type: ignore[no-untyped-def]
    """Show the sentence in the first reading that has it; an error where none has."""
    from headwater.show.explain import explain
    from headwater.show.terminal import print_explained

    for reading in readings:
        if wanted.isdigit() or wanted in reading.document.text:
            print_explained(explain(reading, int(wanted) if wanted.isdigit() else wanted))
            return
    raise HeadwaterError(f"no document has the words {wanted!r}")


def _settings(column: list[str] | None, identify: bool = True):  # type: ignore[no-untyped-def]
    from headwater.ingest import Ingest

    mapping: dict[str, str] = {}
    for pair in column or []:
        field, equals, name = pair.partition("=")
        if not equals or not field or not name:
            raise typer.BadParameter(f"{pair!r}: needed FIELD=NAME, as in text=body")
        mapping[field] = name
    return Ingest(columns=mapping, identify=identify)


def _end(skipped: Sequence[Skipped], done: int, words: str, quiet: bool) -> None:
    """List what was skipped, say what was done, and exit non-zero where nothing could be read."""
    _list_skipped(skipped)
    if not done:
        print("headwater: nothing could be read", file=sys.stderr)
        raise typer.Exit(NOTHING_READ)
    if not quiet:
        print(words, file=sys.stderr)


def main() -> None:
    """Run the command line; an error the user can act on is one line, exit status 1."""
    try:
        app()
    except HeadwaterError as error:
        print(f"headwater: {error}", file=sys.stderr)
        sys.exit(NOTHING_READ)
    except BrokenPipeError:
        # The reader of a pipe went away (`| head`): not an error of ours.
        sys.stderr.close()
        sys.exit(0)


if __name__ == "__main__":
    main()
