"""Copies the tables and views of an SQLite file into a database of Spark. Python's standard library only.

    load.py URL DATABASE FILE.sqlite [FOLDER]

It speaks HiveServer2's protocol with a codec of its own, so that it also checks ours. FOLDER is one that Spark can read.
"""
from __future__ import annotations

import base64
import json
import sqlite3
import struct
import sys
import tempfile
import urllib.request
from pathlib import Path


def text(value: str | bytes) -> bytes:
    data = value.encode() if isinstance(value, str) else value
    return struct.pack(">i", len(data)) + data


class Spark:
    def __init__(self, url: str) -> None:
        self.url = url
        answer = self.call("OpenSession", b"\x08\x00\x01" + struct.pack(">i", 9))
        # The session handle is field 3, in it field 1, in it two binaries: found by their lengths.
        at = answer.index(b"\x0c\x00\x01\x0b\x00\x01\x00\x00\x00\x10") + 3
        self.session = answer[at:at + 47]

    def call(self, name: str, fields: bytes) -> bytes:
        body = b"\x80\x01\x00\x01" + text(name) + struct.pack(">i", 1) + b"\x0c\x00\x01" + fields + b"\x00\x00"
        request = urllib.request.Request(self.url, body, {
            "Content-Type": "application/x-thrift", "Authorization": "Basic " + base64.b64encode(b"loader:x").decode()})
        with urllib.request.urlopen(request, timeout=600) as answer:
            return answer.read()

    def run(self, statement: str) -> None:
        answer = self.call("ExecuteStatement", b"\x0c\x00\x01\x0c\x00\x01" + self.session[:46] + b"\x00\x00"
                           + b"\x0b\x00\x02" + text(statement))
        if b"\x0c\x00\x01\x08\x00\x01\x00\x00\x00\x03" in answer[:80]:
            raise SystemExit(f"{statement[:200]}\n{answer[:2000].decode('latin-1')}")


def spark_type(declared: str, values: set[type]) -> str:
    """By the values where they agree, by SQLite's rules for declared types otherwise."""
    if values == {int}:
        return "BIGINT"
    if values and values <= {int, float}:
        return "DOUBLE"
    if values == {str}:
        return "STRING"
    if values == {bytes}:
        return "BINARY"
    declared = declared.upper()
    if "INT" in declared:
        return "BIGINT"
    return "DOUBLE" if any(word in declared for word in ("REAL", "FLOA", "DOUB", "NUM", "DEC")) else "STRING"


def cell(value: object, kind: str) -> object:
    if isinstance(value, bytes):
        return base64.b64encode(value).decode()
    return str(value) if kind == "STRING" and value is not None else value


def load(url: str, database: str, path: str, folder: Path) -> None:
    source = sqlite3.connect(f"file:{path}?mode=ro", uri=True)
    spark = Spark(url)
    spark.run(f"DROP DATABASE IF EXISTS `{database}` CASCADE")
    spark.run(f"CREATE DATABASE `{database}`")
    names = [name for name, in source.execute(
        "SELECT name FROM sqlite_schema WHERE type IN ('table', 'view') AND name NOT LIKE 'sqlite~_%' ESCAPE '~' ORDER BY rowid")]
    for index, name in enumerate(names):
        quoted = '"' + name.replace('"', '""') + '"'
        columns = [(row[1], row[2]) for row in source.execute(f"PRAGMA table_info({quoted})")]
        rows = source.execute(f"SELECT * FROM {quoted}").fetchall()
        kinds = [spark_type(declared, {type(row[place]) for row in rows} - {type(None)})
                 for place, (_, declared) in enumerate(columns)]
        file = folder / f"table{index}.json"
        with file.open("w", encoding="utf-8") as output:
            for row in rows:
                output.write(json.dumps({f"c{place}": cell(value, kinds[place]) for place, value in enumerate(row)}) + "\n")
        file.chmod(0o644)
        described = ", ".join(f"c{place} {kind}" for place, kind in enumerate(kinds))
        chosen = ", ".join(f"c{place} AS `{column.replace('`', '``')}`" for place, (column, _) in enumerate(columns))
        spark.run(f"CREATE OR REPLACE TEMPORARY VIEW source ({described}) USING json OPTIONS (path '{file}')")
        spark.run(f"CREATE TABLE `{database}`.`{name}` USING parquet AS SELECT {chosen} FROM source")
        print(f"  {database}.{name}: {len(rows)} rows", flush=True)


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as scratch:
        Path(scratch).chmod(0o755)
        load(sys.argv[1], sys.argv[2], sys.argv[3], Path(sys.argv[4] if len(sys.argv) > 4 else scratch))
