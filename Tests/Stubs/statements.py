"""A strict stand-in for the Statement Execution API; prints its port. Python's standard library only.

What becomes of a statement stands in a comment inside it:

    SELECT 1 /* rows=100 chunk=30 pending=2 running=1 state=FAILED busy=2 ... */

rows, chunk     how many rows of (id LONG, name STRING), how many in a chunk
types           one row with a value of every type instead
pending, running    how many answers say so before the end
state, code, message, sqlstate    the end, SUCCEEDED where not said; _ stands for a space
busy, after     so many refusals with 429 first, with that Retry-After
failing         so many answers with 503 to polls first
malformed       submit, poll or link: an answer there is no JSON
expired         so many fetches of a link are refused
inline          the bytes beyond which an answer itself cannot hold the rows
truncated       the result says that it was cut off
slow            seconds until the statement is taken
"""
from __future__ import annotations

import json
import re
import sys
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

TOKENS = {"Bearer dapi-good", "Bearer dapi-renewed"}
FIELDS = {"warehouse_id", "statement", "catalog", "schema", "wait_timeout", "on_wait_timeout", "disposition", "format",
          "row_limit", "byte_limit"}
TYPES = [("b", "BOOLEAN", "true"), ("i", "INT", "-7"), ("l", "LONG", "9007199254740993"), ("d", "DOUBLE", "2.5"),
         ("n", "DOUBLE", "NaN"), ("f", "DECIMAL", "12.50"), ("w", "DECIMAL", "12"), ("s", "STRING", "it's"),
         ("y", "DATE", "2024-01-31"), ("t", "TIMESTAMP", "2024-01-31T10:00:00.000Z"), ("x", "BINARY", "AP8="),
         ("a", "ARRAY", "[1,null]"), ("z", "STRING", None)]
# What our own questions about the catalog of main.shop come to: the columns and rows by a part of the statement.
CATALOG = [
    ("information_schema.columns", 4, [["customers", "id", "bigint", "NO"], ["customers", "name", "string", "YES"],
                                         ["orders", "id", "bigint", "NO"], ["orders", "customer", "bigint", "YES"]]),
    ("PRIMARY KEY", 2, [["customers", "id"], ["orders", "id"]]),
    ("referential_constraints", 5, [["orders", "of_customer", "customer", "customers", "id"]]),
    ("information_schema.tables", 4, [["customers", "MANAGED", "DELTA", "2024-01-01"], ["orders", "VIEW", None, "2024-01-02"]]),
    ("DESCRIBE HISTORY `main`.`shop`.`customers`", 2, [["7", "2024-03-01"]]),
]
lock = threading.Lock()
statements: dict[str, dict] = {}
tries: dict[str, int] = {}
log: list[dict] = []


class Problem(Exception):
    def __init__(self, status: int, code: str, message: str, fields: dict[str, str] | None = None) -> None:
        self.status, self.code, self.message, self.fields = status, code, message, fields or {}


def first(key: str, times: int) -> bool:
    """Whether this is one of the first tries."""
    with lock:
        tries[key] = tries.get(key, 0) + 1
        return tries[key] <= times


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def log_message(self, *_: object) -> None:
        pass

    def do_GET(self) -> None:
        self.serve(b"")

    def do_POST(self) -> None:
        self.serve(self.rfile.read(int(self.headers.get("Content-Length", "0"))))

    def serve(self, body: bytes) -> None:
        if self.path == "/test/log":
            return self.answer(200, log)
        with lock:
            log.append({"method": self.command, "path": self.path, "secret": "Authorization" in self.headers})
        try:
            if self.path.startswith("/storage/"):
                return self.storage()
            if self.headers.get("Authorization") not in TOKENS:
                raise Problem(401, "UNAUTHENTICATED", "Credential was not sent or was of an unsupported type")
            self.api(body)
        except Problem as problem:
            self.answer(problem.status, {"error_code": problem.code, "message": problem.message}, problem.fields)

    def api(self, body: bytes) -> None:
        base = "/api/2.0/sql/statements"
        if self.command == "POST" and self.path == base:
            return self.submit(json.loads(body))
        match = re.fullmatch(base + r"/(\w+)(/cancel|/result/chunks/(\d+))?", self.path)
        found = statements.get(match[1]) if match else None
        if not match or not found:
            raise Problem(404, "RESOURCE_DOES_NOT_EXIST", "no such statement")
        if match[2] == "/cancel":
            found["cancelled"] = True
            return self.answer(200, {})
        if match[3]:
            return self.answer(200, self.chunk(found, int(match[3])))
        wish = found["wish"]
        if first(match[1] + "poll", int(wish.get("failing", 0))):
            raise Problem(503, "TEMPORARILY_UNAVAILABLE", "come back later")
        if wish.get("malformed") == "poll":
            return self.raw(200, b"{\"statement_id\": ")
        self.answer(200, self.response(found))

    def submit(self, body: dict) -> None:
        if unknown := set(body) - FIELDS:
            raise Problem(400, "INVALID_PARAMETER_VALUE", f"unknown fields {sorted(unknown)}")
        if body.get("warehouse_id") != "w1":
            raise Problem(404, "NOT_FOUND", "no such warehouse")
        wait = body.get("wait_timeout", "10s")
        if wait != "0s" and not (re.fullmatch(r"\d+s", wait) and 5 <= int(wait[:-1]) <= 50):
            raise Problem(400, "INVALID_PARAMETER_VALUE", "wait_timeout is 0s or 5s to 50s")
        if body.get("disposition") not in ("INLINE", "EXTERNAL_LINKS") or body.get("format") != "JSON_ARRAY":
            raise Problem(400, "INVALID_PARAMETER_VALUE", "disposition or format")
        if body.get("row_limit", 1) < 1 or body.get("byte_limit", 1) < 1:
            raise Problem(400, "INVALID_PARAMETER_VALUE", "a limit below 1")
        comment = re.search(r"/\*(.*?)\*/", body["statement"])
        wish = dict(part.partition("=")[::2] for part in comment[1].split()) if comment else {}
        if first(body["statement"], int(wish.get("busy", 0))):
            raise Problem(429, "REQUEST_LIMIT_EXCEEDED", "slow down", {"Retry-After": wish["after"]} if "after" in wish else {})
        time.sleep(float(wish.get("slow", 0)))
        if wish.get("malformed") == "submit":
            return self.raw(200, b"<html>not json</html>")
        with lock:
            identifier = f"s{len(statements) + 1}"
            found = statements[identifier] = {"id": identifier, "wish": wish, "body": body, "asked": 0}
        self.answer(200, self.response(found))

    def response(self, found: dict) -> dict:
        wish, asked = found["wish"], found["asked"]
        found["asked"] += 1
        pending, running = int(wish.get("pending", 0)), int(wish.get("running", 0))
        state = "PENDING" if asked < pending else "RUNNING" if asked < pending + running else wish.get("state", "SUCCEEDED")
        if found.get("cancelled"):
            state = "CANCELED"
        status: dict = {"state": state}
        answer: dict = {"statement_id": found["id"], "status": status}
        links = found["body"]["disposition"] == "EXTERNAL_LINKS"
        if state == "SUCCEEDED" and not links and self.size(found) > int(wish.get("inline", 25 << 20)):
            status["state"], wish = "FAILED", wish | {"message": "Inline_byte_limit_exceeded."}
        if status["state"] == "FAILED":
            status["error"] = {"error_code": wish.get("code", "BAD_REQUEST"), "message": wish.get("message", "").replace("_", " ").replace("  ", "_")}
            if "sqlstate" in wish:
                status["sql_state"] = wish["sqlstate"]
        if status["state"] == "SUCCEEDED":
            known = self.catalog(found)
            columns = [(f"c{place}", "STRING") for place in range(known[1])] if known else [(name, kind) for name, kind, _ in TYPES] if "types" in wish else [("id", "LONG"), ("name", "STRING")]
            rows, size = self.rows(found), int(wish.get("chunk", 10_000))
            cut = len(rows) < self.count(found) or "truncated" in wish
            answer["manifest"] = {
                "format": "JSON_ARRAY", "truncated": cut, "total_row_count": len(rows),
                "total_chunk_count": -(-len(rows) // size) or 1,
                "schema": {"column_count": len(columns), "columns": [
                    {"name": name, "position": place, "type_name": kind, "type_text": kind}
                    for place, (name, kind) in enumerate(columns)]}}
            answer["result"] = self.chunk(found, 0)
        return answer

    @staticmethod
    def catalog(found: dict) -> tuple | None:
        return next((entry for entry in CATALOG if entry[0] in found["body"]["statement"]), None)

    def count(self, found: dict) -> int:
        if known := self.catalog(found):
            return len(known[2])
        return 1 if "types" in found["wish"] else int(found["wish"].get("rows", 1))

    def rows(self, found: dict) -> list:
        if known := self.catalog(found):
            return known[2]
        if "types" in found["wish"]:
            return [[value for _, _, value in TYPES]]
        return [[str(row), None if row == 3 else f"name {row}"] for row in range(min(self.count(found), found["body"]["row_limit"]))]

    def size(self, found: dict) -> int:
        return len(json.dumps(self.rows(found)))

    def chunk(self, found: dict, index: int) -> dict:
        rows, size = self.rows(found), int(found["wish"].get("chunk", 10_000))
        part = rows[index * size:(index + 1) * size]
        described = {"chunk_index": index, "row_offset": index * size, "row_count": len(part)}
        following = {}
        if (index + 1) * size < len(rows):
            following = {"next_chunk_index": index + 1,
                         "next_chunk_internal_link": f"/api/2.0/sql/statements/{found['id']}/result/chunks/{index + 1}"}
        if found["body"]["disposition"] == "INLINE":
            return described | {"data_array": part} | following
        link = f"http://127.0.0.1:{self.server.server_address[1]}/storage/{found['id']}/{index}?signature=sig-secret-{time.monotonic_ns()}"
        return {"external_links": [described | following | {
            "external_link": link, "expiration": "2099-01-01T00:00:00Z", "http_headers": {"x-storage": "needed"}}]}

    def storage(self) -> None:
        _, _, identifier, rest = self.path.split("/")
        found, index = statements[identifier], int(rest.partition("?")[0])
        if "Authorization" in self.headers or self.headers.get("x-storage") != "needed":
            raise Problem(400, "AMBIGUOUS", "a signed link takes no other authorization")
        if first(f"{identifier} {index}", int(found["wish"].get("expired", 0))):
            return self.raw(403, b"<Error><Code>AccessDenied</Code></Error>")
        if found["wish"].get("malformed") == "link":
            return self.raw(200, b"[[1, ")
        size = int(found["wish"].get("chunk", 10_000))
        self.answer(200, self.rows(found)[index * size:(index + 1) * size])

    def answer(self, status: int, body: object, fields: dict[str, str] | None = None) -> None:
        self.raw(status, json.dumps(body).encode(), fields)

    def raw(self, status: int, body: bytes, fields: dict[str, str] | None = None) -> None:
        self.send_response(status)
        for name, value in ((fields or {}) | {"Content-Length": str(len(body))}).items():
            self.send_header(name, value)
        self.end_headers()
        try:
            self.wfile.write(body)
        except ConnectionError:
            self.close_connection = True


if __name__ == "__main__":
    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    threading.Thread(target=server.serve_forever, daemon=True).start()
    print(server.server_address[1], flush=True)
    # The end of standard input is the end of the test that started this.
    sys.stdin.read()
