"""A Databricks workspace for tests: the parts of its REST API that Chaos Llama uses, and as strict.

usage: workspace.py [--answers PROGRAM DATABASE] [--propagation SECONDS]

Prints the port it listens at on 127.0.0.1 and ends with its standard input. Tokens: the personal one is dapi-stand-in,
the service principal's are client-1 / secret-1, unless STAND_IN_TOKEN, STAND_IN_CLIENT and STAND_IN_SECRET say
otherwise. PROGRAM answers questions through the embedded translator, so that an
answer depends on the space; without it every question gets SELECT 1.

Faults are asked for with POST /test/faults {"method", "path", "about" (regular expressions), "times", "fault", ...} and
called off with {}, or are
sprinkled over all requests by POST /test/sprinkle {"seed", "rate"}: which request meets which fault depends on the seed
and on what it is about, not on the order in which requests come. GET /test/log tells what was asked.
"""
import base64, hashlib, json, os, re, sqlite3, subprocess, sys, threading, time, uuid
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, unquote, urlsplit

TOKEN, CLIENT, SECRET = (os.environ.get("STAND_IN_" + name, default) for name, default in
                         (("TOKEN", "dapi-stand-in"), ("CLIENT", "client-1"), ("SECRET", "secret-1")))
ID = re.compile(r"^[0-9a-f]{32}$")
LIMITS = {"string": 25_000, "array": 10_000, "tables": 30, "instructions": 100, "snippets": 200, "matching": 120, "benchmarks": 500}


class Refusal(Exception):
    def __init__(self, status, code, message, headers=()):
        super().__init__(message)
        self.status, self.code, self.message, self.headers = status, code, message, dict(headers)


def invalid(message):
    return Refusal(400, "INVALID_PARAMETER_VALUE", message)


class Space:
    """What the platform accepts as a serialized_space, version 2."""

    FORBIDDEN = {"id", "title", "description", "creator", "creator_id", "updated_by", "updated_at", "created_at",
                 "warehouse_id", "execute_as_user_id", "space_status"}
    COLUMN = {"column_name", "description", "synonyms", "exclude", "enable_format_assistance", "enable_entity_matching"}

    def __init__(self, text):
        try:
            self.value = json.loads(text)
        except (TypeError, ValueError):
            raise invalid("serialized_space is not JSON")
        self.check()

    def check(self):
        value = self.value
        if not isinstance(value, dict):
            raise invalid("serialized_space is no object")
        if bad := self.FORBIDDEN & value.keys():
            raise invalid(f"serialized_space must not hold {sorted(bad)[0]}")
        if unknown := value.keys() - {"version", "config", "data_sources", "instructions", "benchmarks"}:
            raise invalid(f"unknown field {sorted(unknown)[0]}")
        if value.get("version") != 2:
            raise invalid("version must be 2")
        self.sizes(value)
        sources = value.get("data_sources")
        if not isinstance(sources, dict):
            raise invalid("data_sources is missing")
        tables = sources.get("tables", []) + sources.get("metric_views", [])
        if len(tables) > LIMITS["tables"]:
            raise invalid(f"at most {LIMITS['tables']} tables")
        matching = 0
        for section in ("tables", "metric_views"):
            self.ordered(sources.get(section, []), lambda t: t.get("identifier"), section)
            for table in sources.get(section, []):
                self.ordered(table.get("column_configs", []), lambda c: c.get("column_name"), "column_configs")
                for column in table.get("column_configs", []):
                    if unknown := column.keys() - self.COLUMN:
                        raise invalid(f"unknown field {sorted(unknown)[0]} in column_configs")
                    self.texts(column, "description", "synonyms")
                    if column.get("enable_entity_matching"):
                        matching += 1
                        if not column.get("enable_format_assistance"):
                            raise invalid("entity matching needs format assistance")
                self.texts(table, "description")
        if matching > LIMITS["matching"]:
            raise invalid("too many columns with entity matching")
        self.instructions(value.get("instructions", {}), tables)
        self.benchmarks(value)

    def instructions(self, parts, tables):
        snippets = parts.get("sql_snippets", {})
        lists = [("text_instructions", ["content"]), ("example_question_sqls", ["question", "sql"]), ("sql_functions", []),
                 ("join_specs", ["sql"])]
        groups = [(parts.get(name, []), name, needed) for name, needed in lists]
        groups += [(snippets.get(name, []), name, ["sql"]) for name in ("filters", "expressions", "measures")]
        ids = []
        for items, name, needed in groups:
            key = (lambda i: (i.get("id"), i.get("identifier"))) if name == "sql_functions" else (lambda i: i.get("id"))
            self.ordered(items, key, name)
            for item in items:
                self.identified(item, name)
                ids.append(item["id"])
                for field in needed:
                    if not item.get(field):
                        raise invalid(f"{name} needs {field}")
                    self.texts(item, field)
        if len(set(ids)) != len(ids):
            raise invalid("instruction ids are not unique")
        if len(parts.get("text_instructions", [])) > 1:
            raise invalid("at most one text instruction")
        for name in ("expressions", "measures"):
            for item in snippets.get(name, []):
                if not item.get("alias") or not item.get("display_name"):
                    raise invalid(f"{name} need alias and display_name")
        known = {table.get("identifier") for table in tables}
        for join in parts.get("join_specs", []):
            sides = [join.get("left", {}), join.get("right", {})]
            for side in sides:
                if side.get("identifier") not in known:
                    raise invalid("a join names a table that is not in the space")
                if f"`{side.get('alias')}`" not in "".join(join["sql"]):
                    raise invalid("a join must use its aliases in back-ticks")
        count = len(parts.get("example_question_sqls", [])) + len(parts.get("sql_functions", [])) + bool(parts.get("text_instructions"))
        if count > LIMITS["instructions"]:
            raise invalid("too many instructions")
        described = sum(1 for table in tables if table.get("description"))
        if described + len(parts.get("join_specs", [])) + sum(len(snippets.get(n, [])) for n in snippets) > LIMITS["snippets"]:
            raise invalid("too many snippets")

    def benchmarks(self, value):
        questions = value.get("benchmarks", {}).get("questions", [])
        samples = value.get("config", {}).get("sample_questions", [])
        for items, name in ((questions, "benchmark questions"), (samples, "sample_questions")):
            self.ordered(items, lambda i: i.get("id"), name)
            for item in items:
                self.identified(item, name)
                self.texts(item, "question")
        for question in questions:
            if len(question.get("answer", [])) != 1:
                raise invalid("a benchmark question needs exactly one answer")
        ids = [item["id"] for item in questions + samples]
        if len(set(ids)) != len(ids) or len(questions) > LIMITS["benchmarks"]:
            raise invalid("question ids are not unique, or too many")

    @staticmethod
    def identified(item, name):
        if not ID.match(str(item.get("id", ""))):
            raise invalid(f"an id in {name} is not 32 lower-case hexadecimal characters")

    @staticmethod
    def texts(item, *names):
        for name in names:
            if name in item and not (isinstance(item[name], list) and all(isinstance(p, str) for p in item[name])):
                raise invalid(f"{name} must be a list of strings")

    @staticmethod
    def ordered(items, key, name):
        keys = [key(item) for item in items]
        if None in keys:
            raise invalid(f"an entry of {name} lacks its key")
        if keys != sorted(keys):
            raise invalid(f"{name} must be sorted")
        if len(set(keys)) != len(keys):
            raise invalid(f"{name} holds duplicates")

    def sizes(self, value):
        if isinstance(value, str) and len(value) > LIMITS["string"]:
            raise invalid("a string is too long")
        if isinstance(value, list) and len(value) > LIMITS["array"]:
            raise invalid("an array is too long")
        for part in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
            self.sizes(part)


class Answers:
    """Asks the program one question at a time."""

    def __init__(self, command):
        self.process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) if command else None
        self.lock = threading.Lock()
        self.database = command[1] if command else None

    def rows(self, sql):
        """What a statement returns: its columns and rows, or nothing where it fails."""
        try:
            with sqlite3.connect(f"file:{self.database}?mode=ro", uri=True) as database:
                cursor = database.execute(sql)
                return len(cursor.description or ()), sorted(map(repr, cursor.fetchmany(5_000)))
        except (sqlite3.Error, sqlite3.Warning):
            return None

    def assess(self, sql, expected):
        """GOOD, BAD or NEEDS_REVIEW with a reason, by the rules that the platform documents."""
        if " ".join(sql.lower().split()) == " ".join(expected.lower().split()):
            return "GOOD", []
        given, wanted = (self.rows(text) if text and self.database else None for text in (sql, expected))
        if not sql or wanted is None:
            return "NEEDS_REVIEW", ["LLM_JUDGE_OTHER"]
        if given is None:
            return "BAD", ["SYNTAX_ERROR"]
        if not given[1] or not wanted[1]:
            return "BAD", ["EMPTY_RESULT" if wanted[1] else "EMPTY_GOOD_SQL"]
        if given[0] != wanted[0]:
            return ("BAD", ["RESULT_EXTRA_COLUMNS"]) if given[0] > wanted[0] else ("NEEDS_REVIEW", ["RESULT_MISSING_COLUMNS"])
        if given[1] == wanted[1]:
            return "GOOD", []
        if len(given[1]) == len(wanted[1]) == 1:
            return "BAD", ["SINGLE_CELL_DIFFERENCE"]
        return "NEEDS_REVIEW", ["RESULT_EXTRA_ROWS" if len(given[1]) > len(wanted[1]) else "RESULT_MISSING_ROWS"]

    def answer(self, space, question):
        if not self.process:
            return {"sql": "SELECT 1"}
        with self.lock:
            self.process.stdin.write(json.dumps({"space": space, "question": question}) + "\n")
            self.process.stdin.flush()
            return json.loads(self.process.stdout.readline())


class Sprinkler:
    """Draws faults by seed, for each request by what it is about and how often that came."""

    # done: the request is carried out before its reply is spoilt.
    ANYWHERE = [{"fault": 429, "after": 0}, {"fault": 429, "after": 1}, {"fault": 429}, {"fault": 503}, {"fault": 500},
                {"fault": 504, "done": True}, {"fault": "slow", "seconds": 0.3}, {"fault": "cut"}, {"fault": "cut", "done": True},
                {"fault": "malformed"}, {"fault": "malformed", "done": True}, {"fault": "expired token"}]
    MESSAGES = [{"fault": "expired result"}, {"fault": "expired result"}, {"fault": "message", "status": "FAILED",
                "error": {"type": "RATE_LIMIT_EXCEEDED_GENERIC_EXCEPTION", "error": "slow down"}}]
    REFUSALS, REFUSED = 4, {"fault": "refused", "seconds": 0.4}

    def __init__(self, seed, rate):
        self.seed, self.rate, self.counts, self.refusals = seed, rate, {}, 0

    def draw(self, verb, path, about, is_message):
        route = re.sub(r"[0-9a-f]{32}|oauth-\w+", "*", path)
        key = (verb, route, about)
        self.counts[key] = self.counts.get(key, 0) + 1
        digest = hashlib.sha256(repr((self.seed, key, self.counts[key])).encode()).digest()
        if int.from_bytes(digest[:6], "big") / 2 ** 48 >= self.rate:
            return None
        kinds = self.ANYWHERE + [self.REFUSED] * (self.refusals < self.REFUSALS) + self.MESSAGES * is_message
        kind = kinds[int.from_bytes(digest[6:10], "big") % len(kinds)]
        self.refusals += kind is self.REFUSED
        return dict(kind)


class Workspace:
    def __init__(self, answers, propagation):
        self.lock = threading.RLock()
        self.answers, self.propagation = answers, propagation
        self.spaces, self.conversations, self.runs, self.tokens = {}, {}, {}, {}
        self.faults, self.log, self.questions, self.issued = [], [], [], []
        self.sprinkler, self.met, self.requests, self.refused_until = None, {}, 0, 0

    def fault(self, verb, path, raw):
        """The fault that this request meets, if any."""
        self.log.append(f"{verb} {path}")
        self.requests += 1
        fault = next((f for f in self.faults if f["times"] > 0 and f.get("method", verb) == verb and re.search(f["path"], path)
                      and re.search(f.get("about", ""), self.about(path, raw))), None)
        if fault:
            fault["times"] -= 1
        elif self.sprinkler:
            is_message = verb == "GET" and re.search(r"/messages/[^/]+$", path)
            fault = self.sprinkler.draw(verb, path, self.about(path, raw), bool(is_message))
        if fault:
            after = " with Retry-After" if "after" in fault else ""
            name = f"{fault['fault']}{after}" + (", done" if fault.get("done") else "")
            self.met[name] = self.met.get(name, 0) + 1
        return fault

    def about(self, path, raw):
        """The question of a conversation, or the title of a space: what stays the same from run to run."""
        for step in path.split("/"):
            if step in self.conversations:
                return self.conversations[step]["content"]
        try:
            body = json.loads(raw or b"{}")
            return str(body.get("content") or body.get("title") or "")
        except ValueError:
            return ""

    # spaces
    def make(self, body):
        text = body.get("serialized_space")
        Space(text)
        if not body.get("warehouse_id"):
            raise invalid("warehouse_id is missing")
        space = {"space_id": body.get("space_id") or uuid.uuid4().hex, "title": body.get("title") or "Untitled", "description": body.get("description", ""),
                 "warehouse_id": body["warehouse_id"], "serialized_space": text, "etag": uuid.uuid4().hex, "live": text, "since": 0}
        self.spaces[space["space_id"]] = space
        return self.shown(space)

    @staticmethod
    def shown(space, full=False):
        names = ["space_id", "title", "description", "warehouse_id", "etag"] + (["serialized_space"] if full else [])
        return {name: space[name] for name in names}

    def space(self, space_id):
        if space_id not in self.spaces:
            raise Refusal(404, "RESOURCE_DOES_NOT_EXIST", "no such space")
        return self.spaces[space_id]

    def update(self, space_id, body):
        space = self.space(space_id)
        if body.get("etag") not in (None, space["etag"]):
            raise Refusal(409, "ABORTED", "Space configuration has been modified since this export")
        if "serialized_space" in body:
            Space(body["serialized_space"])
            space["live"] = self.live(space)
            space["serialized_space"], space["since"] = body["serialized_space"], time.monotonic()
        for name in ("title", "description", "warehouse_id"):
            space[name] = body.get(name, space[name])
        space["etag"] = uuid.uuid4().hex
        return self.shown(space)

    def live(self, space):
        """What answers come from: the newest content only once it has got about."""
        return space["serialized_space"] if time.monotonic() - space["since"] >= self.propagation else space["live"]

    # conversations
    def ask(self, space_id, content):
        space = self.space(space_id)
        if not content or not isinstance(content, str):
            raise invalid("content is missing")
        conversation, message = uuid.uuid4().hex, uuid.uuid4().hex
        live = self.live(space)
        asked = {"space": space_id, "content": content, "live": hashlib.sha256(live.encode()).hexdigest(), "told": False}
        self.questions.append(asked)
        self.conversations[conversation] = {"space": space_id, "message": message, "content": content, "polls": 0, "live": live,
                                            "answer": None, "asked": asked, "expired": False}
        return {"conversation_id": conversation, "message_id": message, "message": self.message(conversation)}

    def conversation(self, space_id, conversation):
        found = self.conversations.get(conversation)
        if not found or found["space"] != space_id:
            raise Refusal(404, "RESOURCE_DOES_NOT_EXIST", "no such conversation")
        return found

    def message(self, conversation, advance=False, ending=None):
        held = self.conversations[conversation]
        shown = {"message_id": held["message"], "conversation_id": conversation, "space_id": held["space"],
                 "content": held["content"], "created_timestamp": 0, "attachments": []}
        held["polls"] += advance
        if isinstance(ending, dict):
            return shown | {"status": ending.get("status", "FAILED"), "error": ending.get("error"),
                            "attachments": ending.get("attachments", [])}
        if held["polls"] < 2 and not held["expired"]:
            return shown | {"status": "SUBMITTED" if held["polls"] == 0 else "ASKING_AI"}
        if held["answer"] is None:
            held["answer"] = self.answers.answer(held["live"], held["content"])
        answer = held["answer"]
        if answer.get("sql"):
            thoughts = [{"thought_type": "THOUGHT_TYPE_INSTRUCTIONS", "content": part} for part in answer.get("parts", [])[:20]]
            query = {"query": answer["sql"], "title": "Answer", "description": answer.get("text", ""), "statement_id": uuid.uuid4().hex,
                     "query_result_metadata": {"row_count": answer.get("rows", 0), "is_truncated": False}, "thoughts": thoughts}
            attachments = [{"attachment_id": held["message"][:30] + "a1", "query": query}]
            if answer.get("text"):
                attachments.append({"attachment_id": held["message"][:30] + "a2", "text": {"content": answer["text"], "purpose": "TEXT_ATTACHMENT_PURPOSE_ANSWER"}})
        else:
            text = answer.get("declined") or "Which figure do you mean?"
            attachments = [{"attachment_id": held["message"][:30] + "a1", "text": {"content": text, "purpose": "FOLLOW_UP_QUESTION"}}]
        if ending == "expired result" and answer.get("sql"):
            held["expired"] = True
        return shown | {"status": "QUERY_RESULT_EXPIRED" if held["expired"] else "COMPLETED", "attachments": attachments}

    def rows(self, conversation, attachment, again):
        """The rows of an answer; where they are gone, only after its statement ran again."""
        held = self.conversations[conversation]
        if not (held["answer"] or {}).get("sql") or attachment != held["message"][:30] + "a1":
            raise Refusal(404, "RESOURCE_DOES_NOT_EXIST", "no such attachment")
        if again:
            held["expired"], held["executing"] = False, 1
        elif held["expired"]:
            raise Refusal(400, "INVALID_STATE", "the result has expired")
        held["executing"] = held.get("executing", 0) - 1 if not again else 1
        state = {"state": "RUNNING" if held["executing"] > 0 else "SUCCEEDED"}
        return {"statement_response": {"statement_id": uuid.uuid4().hex, "status": state,
                                       "manifest": {"total_row_count": held["answer"].get("rows", 0)}}}

    # evaluation runs
    def evaluate(self, space_id, body):
        space = self.space(space_id)
        questions = {q["id"]: q for q in json.loads(space["serialized_space"]).get("benchmarks", {}).get("questions", [])}
        wanted = body.get("benchmark_question_ids") or list(questions)
        if missing := [q for q in wanted if q not in questions]:
            raise invalid(f"no benchmark question {missing[0]}")
        run, results = uuid.uuid4().hex, []
        for question in wanted:
            text, expected = "".join(questions[question]["question"]), "".join(questions[question]["answer"][0]["content"])
            answer = self.answers.answer(self.live(space), text)
            assessment, reasons = self.answers.assess(answer.get("sql") or "", expected)
            results.append({"result_id": uuid.uuid4().hex, "space_id": space_id, "benchmark_question_id": question, "question": text,
                            "benchmark_answer": expected, "status": "DONE", "assessment": assessment,
                            "assessment_reasons": reasons,
                            "actual_response": [{"response_type": "SQL", "response": answer.get("sql") or ""}],
                            "expected_response": [{"response_type": "SQL", "response": expected}]})
        self.runs[run] = {"space": space_id, "results": results, "polls": 0}
        return self.run(run)

    def run(self, run, advance=1):
        held = self.runs[run]
        held["polls"] += advance
        done = held["polls"] > 2
        good = sum(r["assessment"] == "GOOD" for r in held["results"])
        return {"eval_run_id": run, "eval_run_status": "DONE" if done else "RUNNING", "num_questions": len(held["results"]),
                "num_done": min(len(held["results"]), held["polls"] * len(held["results"]) // 3), "num_correct": good if done else 0}


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    workspace: Workspace = None

    def log_message(self, *_):
        pass

    def do_GET(self): self.serve()
    def do_POST(self): self.serve()
    def do_PATCH(self): self.serve()
    def do_DELETE(self): self.serve()

    def serve(self):
        raw = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        url = urlsplit(self.path)
        path, query = url.path, {k: v[0] for k, v in parse_qs(url.query).items()}
        work = self.workspace
        try:
            if path.startswith("/test/"):
                return self.reply(200, self.test(path, raw))
            with work.lock:
                fault = work.fault(self.command, path, raw)
            is_done = bool(fault and fault.get("done"))
            if fault and not is_done and self.fail(fault):
                return
            if path == "/oidc/v1/token":
                answer = self.token(raw)
            else:
                self.authorized()
                body = json.loads(raw) if raw.strip() else {}
                if not isinstance(body, dict):
                    raise invalid("the body is no object")
                with work.lock:
                    answer = self.route(path, query, body, fault)
            if is_done and self.fail(fault):
                return
            is_told = answer.get("status") in ("COMPLETED", "QUERY_RESULT_EXPIRED")
            asked = work.conversations.get(answer.get("conversation_id"), {}).get("asked") if is_told else None
            self.reply(200, answer)
            if asked:
                asked["told"] = True
        except Refusal as refusal:
            self.reply(refusal.status, {"error_code": refusal.code, "message": refusal.message}, refusal.headers)
        except ValueError:
            self.reply(400, {"error_code": "MALFORMED_REQUEST", "message": "the body is not JSON"})

    def fail(self, fault):
        """Whether the fault is the whole answer."""
        kind = fault["fault"]
        if kind == "slow":
            time.sleep(fault.get("seconds", 0.5))
            return False
        if kind in ("message", "expired result"):
            return False
        if kind == "expired token":
            with self.workspace.lock:
                self.workspace.tokens.clear()
            return False
        if kind == "refused":
            self.workspace.refused_until = time.monotonic() + fault["seconds"]
            return False
        if kind == "cut":
            self.send_response(200)
            self.send_header("Content-Length", "1000")
            self.end_headers()
            self.wfile.write(b'{"space_id": "')
            self.close_connection = True
            return True
        if kind == "malformed":
            self.reply_bytes(200, b'{"conversation_id": ')
            return True
        headers = {"Retry-After": str(fault["after"])} if "after" in fault else {}
        if kind == 504:
            return self.reply_bytes(504, b"<html><body>Gateway Timeout</body></html>") or True
        codes = {429: "REQUEST_LIMIT_EXCEEDED", 401: "UNAUTHENTICATED", 403: "PERMISSION_DENIED", 503: "TEMPORARILY_UNAVAILABLE"}
        status = int(kind)
        message = f"injected for the token {self.headers.get('Authorization', '')}"
        self.reply(status, {"error_code": codes.get(status, "INTERNAL_ERROR"), "message": message}, headers)
        return True

    def authorized(self):
        kind, _, token = self.headers.get("Authorization", "").partition(" ")
        known = token == TOKEN or self.workspace.tokens.get(token, 0) > time.monotonic()
        if kind != "Bearer" or not known:
            raise Refusal(401, "UNAUTHENTICATED", "Credential was not sent or was of an unsupported type for this API.")

    def token(self, raw):
        form = {k: v[0] for k, v in parse_qs(raw.decode()).items()}
        kind, _, pair = self.headers.get("Authorization", "").partition(" ")
        if kind != "Basic" or base64.b64decode(pair).decode() != f"{CLIENT}:{SECRET}":
            raise Refusal(401, "invalid_client", "Client authentication failed")
        if form != {"grant_type": "client_credentials", "scope": "all-apis"}:
            raise Refusal(400, "invalid_request", "grant_type and scope")
        with self.workspace.lock:
            token = "oauth-" + uuid.uuid4().hex
            self.workspace.tokens[token] = time.monotonic() + 3600
            self.workspace.log.append("token")
            self.workspace.issued.append(token)
        return {"access_token": token, "token_type": "Bearer", "expires_in": 3600, "scope": "all-apis"}

    def test(self, path, raw):
        work = self.workspace
        with work.lock:
            if path == "/test/faults":
                wanted = json.loads(raw)
                work.faults.append({"times": 1} | wanted) if wanted else work.faults.clear()
            elif path == "/test/sprinkle":
                wanted = json.loads(raw or b"{}")
                work.sprinkler = Sprinkler(wanted["seed"], wanted["rate"]) if wanted else None
            elif path == "/test/expire":
                work.tokens.clear()
            elif path == "/test/touch":
                work.space(json.loads(raw)["space_id"])["etag"] = uuid.uuid4().hex
            elif path == "/test/space":
                work.spaces.clear() if not raw.strip() else None
                return work.make(json.loads(raw)) if raw.strip() else {}
            if path == "/test/count":
                return {"questions": len(work.questions)}
            return {"log": work.log, "questions": work.questions, "conversations": len(work.conversations),
                    "spaces": [work.shown(space, True) for space in work.spaces.values()], "faults": work.faults, "met": work.met,
                    "requests": work.requests, "issued": work.issued}

    def route(self, path, query, body, fault):
        work, verb = self.workspace, self.command
        steps = [unquote(step) for step in path.strip("/").split("/")]
        if steps[:4] != ["api", "2.0", "genie", "spaces"]:
            raise Refusal(404, "ENDPOINT_NOT_FOUND", f"no {path}")
        match steps[4:], verb:
            case [], "GET":
                spaces = sorted(work.spaces.values(), key=lambda s: s["space_id"])
                start, size = int(query.get("page_token") or 0), int(query.get("page_size") or 2)
                page = {"spaces": [{k: s[k] for k in ("space_id", "title", "description", "warehouse_id")} for s in spaces[start:start + size]]}
                return page | ({"next_page_token": str(start + size)} if start + size < len(spaces) else {})
            case [], "POST":
                if "space_id" in body:
                    raise invalid("a space cannot choose its id")
                return work.make(body)
            case [space], "GET":
                return work.shown(work.space(space), query.get("include_serialized_space") == "true")
            case [space], "PATCH":
                return work.update(space, body)
            case [space], "DELETE":
                work.space(space)
                del work.spaces[space]
                work.conversations = {key: held for key, held in work.conversations.items() if held["space"] != space}
                return {}
            case [space, "start-conversation"], "POST":
                return work.ask(space, body.get("content"))
            case [space, "conversations"], "GET":
                work.space(space)
                held = sorted(key for key, held in work.conversations.items() if held["space"] == space)
                start = int(query.get("page_token") or 0)
                page = {"conversations": [{"conversation_id": key, "title": "A question", "created_timestamp": 0} for key in held[start:start + 2]]}
                return page | ({"next_page_token": str(start + 2)} if start + 2 < len(held) else {})
            case [space, "conversations", conversation, "messages"], "GET":
                held = work.conversation(space, conversation)
                return {"messages": [{"message_id": held["message"], "conversation_id": conversation, "content": held["content"]}]}
            case [space, "conversations", conversation, "messages", message, "attachments", attachment, "execute-query"], "POST":
                work.conversation(space, conversation)
                return work.rows(conversation, attachment, again=True)
            case [space, "conversations", conversation, "messages", message, "attachments", attachment, "query-result"], "GET":
                work.conversation(space, conversation)
                return work.rows(conversation, attachment, again=False)
            case [space, "conversations", conversation], "DELETE":
                work.conversation(space, conversation)
                del work.conversations[conversation]
                return {}
            case [space, "conversations", conversation, "messages", message], "GET":
                if work.conversation(space, conversation)["message"] != message:
                    raise Refusal(404, "RESOURCE_DOES_NOT_EXIST", "no such message")
                ending = {"message": fault, "expired result": "expired result"}.get(fault["fault"]) if fault else None
                return work.message(conversation, advance=True, ending=ending)
            case [space, "eval-runs"], "POST":
                return work.evaluate(space, body)
            case [space, "eval-runs"], "GET":
                return {"eval_runs": [work.run(run, advance=0) for run, held in work.runs.items() if held["space"] == space]}
            case [space, "eval-runs", run], "GET" if run in work.runs:
                return work.run(run)
            case [space, "eval-runs", run, "results"], "GET" if run in work.runs:
                keys = ("result_id", "space_id", "benchmark_question_id", "question", "benchmark_answer", "status")
                done = work.runs[run]["polls"] > 2
                return {"eval_results": [{k: r[k] for k in keys} for r in work.runs[run]["results"]] if done else []}
            case [space, "eval-runs", run, "results", result], "GET" if run in work.runs:
                return next(r for r in work.runs[run]["results"] if r["result_id"] == result)
        raise Refusal(404, "ENDPOINT_NOT_FOUND", f"no {verb} {path}")

    def reply(self, status, value, headers=()):
        self.reply_bytes(status, json.dumps(value).encode(), headers)

    def reply_bytes(self, status, body, headers=()):
        self.send_response(status)
        for name, value in dict(headers).items():
            self.send_header(name, value)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        if self.workspace.refused_until > time.monotonic():
            self.send_header("Connection", "close")
        self.end_headers()
        self.wfile.write(body)


class Server(ThreadingHTTPServer):
    daemon_threads = True
    request_queue_size = 128

    def handle_error(self, request, client_address):
        """Clients that are killed say no good-bye."""
        if not isinstance(sys.exc_info()[1], ConnectionError):
            super().handle_error(request, client_address)


def main():
    words = sys.argv[1:]
    command = words[words.index("--answers") + 1:words.index("--answers") + 3] if "--answers" in words else None
    propagation = float(words[words.index("--propagation") + 1]) if "--propagation" in words else 0
    Handler.workspace = Workspace(Answers(command), propagation)

    def listen(port):
        server = Server(("127.0.0.1", port), Handler)
        threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
        return server

    def refuse_when_asked(server, port):
        """Stops listening for as long as connections are to be refused."""
        while True:
            time.sleep(0.01)
            pause = Handler.workspace.refused_until - time.monotonic()
            if pause > 0:
                server.shutdown()
                server.server_close()
                time.sleep(max(0, Handler.workspace.refused_until - time.monotonic()))
                server = listen(port)

    server = listen(0)
    port = server.server_address[1]
    threading.Thread(target=refuse_when_asked, args=(server, port), daemon=True).start()
    print(port, flush=True)
    sys.stdin.read()


if __name__ == "__main__":
    main()
