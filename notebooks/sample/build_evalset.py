#!/usr/bin/env python3
"""Build the sample database and write evalset.jsonl: every query is run and checked before it is written.

    python3 build_evalset.py                rebuild evalset.jsonl and space.json next to this file
    python3 build_evalset.py --check        verify only; fail if the written files are not current
    python3 build_evalset.py --db shop.db   also leave the database there
    python3 build_evalset.py --concepts     print how many families use each concept

The families are in families.py; the concepts they are made of, and the SQL each stands for, in business.py.
Standard library only; the output depends on nothing but the files of this folder.
"""
import argparse
import json
import re
import sqlite3
import sys
import zlib
from pathlib import Path

from business import DIMENSIONS, FILTERS, MEASURES
from families import families

HERE = Path(__file__).resolve().parent
SCRIPT = HERE / "tarn_thistle.sql"
SCHEMA = "main.tarn_thistle"

# --- checking ------------------------------------------------------------------------------------------------------

def build(path=":memory:"):
    db = sqlite3.connect(path)
    db.executescript(SCRIPT.read_text(encoding="utf-8"))
    return db


def shuffled(db):
    """A copy whose rows lie in another physical order."""
    copy = sqlite3.connect(":memory:")
    for (sql,) in db.execute("SELECT sql FROM sqlite_master WHERE type = 'table' AND sql IS NOT NULL ORDER BY rowid DESC"):
        sql = re.sub(r"INTEGER PRIMARY KEY", "INTEGER", sql)
        copy.execute(sql)
    for (name,) in db.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall():
        data = db.execute(f"SELECT * FROM {name}").fetchall()
        data.sort(key=lambda r: zlib.crc32(repr(r).encode()))
        copy.executemany(f"INSERT INTO {name} VALUES ({', '.join('?' * len(data[0]))})", data)
    copy.execute("PRAGMA reverse_unordered_selects = ON")
    return copy


def settle(result, ordered):
    rounded = [tuple(round(v, 9) if isinstance(v, float) else v for v in row) for row in result]
    return rounded if ordered else sorted(rounded, key=repr)


def problems(sql, db, other):
    """What is wrong with one query, as sentences; empty when it is sound."""
    try:
        result = db.execute(sql).fetchall()
    except sqlite3.Error as error:
        return [f"does not run: {error}"]
    found = []
    if not result:
        found.append("no rows")
    elif len(result) == 1 and all(v is None or v == 0 for v in result[0]):
        found.append("one row of nothing")
    elif any(all(row[c] is None for row in result) for c in range(len(result[0]))):
        found.append("a column of NULL")
    if len(result) > 250:
        found.append(f"{len(result)} rows: nobody reads that")
    ordered = " ORDER BY " in sql
    if settle(result, ordered) != settle(other.execute(sql).fetchall(), ordered):
        found.append("depends on the physical order of rows")
    ranked = re.fullmatch(r"SELECT (.*?) (FROM .*) ORDER BY (.*?)( DESC)? LIMIT (\d+)", sql)
    if ranked:
        keys = [r[0] for r in db.execute(f"SELECT {ranked[3]} {ranked[2]} ORDER BY 1{ranked[4] or ''} LIMIT {int(ranked[5]) + 1}")]
        if len(keys) <= int(ranked[5]):
            found.append("the limit keeps everything")
        if len({round(k, 9) if isinstance(k, float) else k for k in keys}) < len(keys) or None in keys:
            found.append("tie or NULL in the ranking")
    return found


def words(text):
    return {w for w in re.findall(r"[a-z]+", text.lower()) if w not in {"the", "a", "of", "in", "for", "by", "and", "to", "our"}}


def space():
    db = build()
    names = sorted(f"{SCHEMA}.{n}" for (n,) in db.execute("SELECT name FROM sqlite_master WHERE type = 'table'"))
    return json.dumps({"version": 2, "data_sources": {"tables": [{"identifier": n} for n in names]}}, indent=2) + "\n"


def concept_table():
    """How many families use each concept, found in the SQL itself."""
    sqls = {name: " ".join(s for _, alternatives in items for s in alternatives[:1]) for name, _, items in families}
    found = []
    for name, (_, expression) in MEASURES.items():
        found.append(("measure", name, expression, sum(expression in s for s in sqls.values())))
    for name, (expression, _, path) in DIMENSIONS.items():
        hits = 0
        for s in sqls.values():
            two_paths = {"rgn.rgn_nm": ("cust.bill_rgn_cd", "rgn@home"), "rep.rep_nm": ("cust.acct_rep_id", "rep@account")}
            if expression not in s:
                continue
            if expression in two_paths and (two_paths[expression][0] in s) != (path == two_paths[expression][1]):
                continue
            hits += 1
        found.append(("dimension", name, expression, hits))
    for name, expression in FILTERS.items():
        found.append(("filter", name, expression, sum(expression in s for s in sqls.values())))
    return found


def main():
    arguments = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    arguments.add_argument("--check", action="store_true", help="verify; write nothing; fail if a file is not current")
    arguments.add_argument("--db", help="also write the SQLite database to this file")
    arguments.add_argument("--concepts", action="store_true", help="print the families that use each concept")
    options = arguments.parse_args()

    if options.db:
        Path(options.db).unlink(missing_ok=True)
        build(options.db).close()
    db = build()
    other = shuffled(db)
    bad, lines, seen = [], [], {}
    for name, difficulty, items in families:
        if name in seen.values():
            bad.append(f"{name}: two families of one name")
        for position, (question, sql) in enumerate(items):
            number = f"s{len(lines) + 1:03}"
            key = question.lower().strip(" ?.!")
            if key in seen:
                bad.append(f"{number} {name}: question asked twice: {question}")
            seen[key] = name
            for statement in sql:
                bad += [f"{number} {name}: {p}\n    {statement}" for p in problems(statement, db, other)]
            for earlier, _ in items[:position]:
                both = words(question) | words(earlier)
                if len(words(question) & words(earlier)) > 0.75 * len(both):
                    bad.append(f"{number} {name}: hardly a paraphrase: {question} / {earlier}")
            row = {"id": number, "family": name, "question": question, "sql": sql[0], "difficulty": difficulty}
            if len(sql) > 1:
                row["sql_alternatives"] = sql[1:]
            lines.append(row)
    if bad:
        sys.exit("\n".join(bad) + f"\n{len(bad)} problems; nothing written")

    files = {
        HERE / "evalset.jsonl": "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in lines),
        HERE / "space.json": space(),
    }
    for path, text in files.items():
        if options.check:
            if not path.exists() or path.read_text(encoding="utf-8") != text:
                sys.exit(f"{path.name} is not current: run build_evalset.py")
        else:
            path.write_text(text, encoding="utf-8")
    if options.concepts:
        for kind, name, expression, count in concept_table():
            print(f"{kind:<10} {name:<16} {count:>3}  {expression}")
    tables = [n for (n,) in db.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
    total = sum(db.execute(f"SELECT count(*) FROM {n}").fetchone()[0] for n in tables)
    levels = {d: sum(r["difficulty"] == d for r in lines) for d in ("easy", "medium", "hard")}
    print(f"{len(tables)} tables, {total} rows; {len(lines)} questions in {len(families)} families {levels}")


if __name__ == "__main__":
    main()
