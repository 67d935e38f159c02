"""Chat and embeddings endpoints; the model's name says how they behave."""
from __future__ import annotations

import asyncio
import json
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from server import Answer

USAGE = {"prompt_tokens": 11, "completion_tokens": 7, "total_tokens": 18, "prompt_tokens_details": {"cached_tokens": 4}}


def error(message: str, code: str) -> bytes:
    return json.dumps({"error": {"message": message, "type": "invalid_request_error", "code": code}}).encode()


async def reply(request: dict, answer: Answer, tries: dict[str, int]) -> None:
    try:
        asked = json.loads(request["body"])
    except ValueError:
        return await answer.whole(400, error("the body is no JSON", "bad_json"))
    path = request["path"].split("/")
    model = asked.get("model") or path[path.index("serving-endpoints" if "serving-endpoints" in path else "deployments") + 1]
    tries[model] = tries.get(model, 0) + 1
    if "input" in asked:
        vectors = [{"index": index, "embedding": [float(len(text)), 1.0]} for index, text in enumerate(asked["input"])]
        return await answer.whole(200, json.dumps({"data": vectors[::-1], "model": model, "usage": USAGE}).encode())
    behaviour, _, detail = model.partition(":")
    if behaviour == "fails":  # fails:429,503 answers these first
        codes = detail.split(",")
        if tries[model] <= len(codes):
            code, _, after = codes[tries[model] - 1].partition("+")
            body = {"error_code": "REQUEST_LIMIT_EXCEEDED", "message": "not now"}
            return await answer.whole(int(code), json.dumps(body).encode(), [("Retry-After", after)] if after else [])
    if behaviour == "slow":
        await asyncio.sleep(float(detail))
    if behaviour == "overflow":
        return await answer.whole(400, error("This model's maximum context length is 10 tokens.", "context_length_exceeded"))
    if behaviour == "echoes-key":
        text = f"bad key {request['fields'].get('authorization')} {request['fields'].get('api-key')}"
        return await answer.whole(int(detail), error(text, "invalid_api_key"))
    if behaviour == "refuses" and detail in asked:
        return await answer.whole(400, error(f"Unsupported parameter: '{detail}' is not supported.", "unsupported_parameter"))
    if behaviour == "malformed":
        return await answer.whole(200, b'{"choices": [{"message"')
    if behaviour == "empty":
        return await answer.whole(200, b'{"choices": []}')
    if behaviour == "html":
        return await answer.whole(502, b"<html><head><title>502 Bad Gateway</title></head><body><h1>Bad</h1></body></html>")
    if asked.get("stream"):
        return await stream(asked, behaviour, detail, answer)
    content = text_of(asked, behaviour, tries[model])
    message = {"role": "assistant", "content": content}
    if behaviour == "reasons":
        message["reasoning_content"] = "Let me think."
    if behaviour == "parts":
        message["content"] = [{"type": "reasoning", "summary": [{"type": "summary_text", "text": "Let me think."}]},
                              {"type": "text", "text": content}]
    if behaviour == "tools":
        message = {"role": "assistant", "content": None, "tool_calls": [{"id": "1"}]}
    reason = {"length": "length", "filtered": "content_filter", "tools": "tool_calls"}.get(behaviour, "stop")
    body = {"id": "c1", "model": "served-" + model, "choices": [{"index": 0, "message": message, "finish_reason": reason}]}
    if behaviour != "no-usage":
        body["usage"] = USAGE
    await answer.whole(200, json.dumps(body).encode())


def text_of(asked: dict, behaviour: str, tried: int) -> str:
    question = asked["messages"][-1]["content"]
    if behaviour == "thinks":
        return "<think>Let me\nthink.</think>\n\nForty-two."
    if behaviour == "proposes" and "response_format" in asked:
        change = dict.fromkeys(["kind", "table", "column", "name", "sql", "text"], "")
        return json.dumps({"cause": "It does not know what counts.", "counterfactual": "SELECT 1",
                           "changes": [change | {"kind": "instruction", "text": "Count only orders that were paid."}]})
    if behaviour == "json" or "response_format" in asked:
        return '{"answer": "yes", "reason": "it is"}'
    if behaviour == "refuses":
        return 'Surely:\n```json\n{"answer": "yes", "reason": "it is"}\n```'
    if behaviour == "repairs":
        return '{"answer": "yes", "reason": "it is"}' if tried > 1 else '{"answer": 42'
    if behaviour == "never-json":
        return "I would rather not."
    return f"You said: {question}"


async def stream(asked: dict, behaviour: str, detail: str, answer: Answer) -> None:
    await answer.start(200, [("Content-Type", "text/event-stream"), ("Transfer-Encoding", "chunked")])

    async def send(value: object) -> None:
        await answer.chunk(b"data: " + (value if isinstance(value, bytes) else json.dumps(value).encode()) + b"\n\n")

    def piece(**delta: object) -> dict:
        return {"id": "c1", "model": "served", "choices": [{"index": 0, "delta": delta, "finish_reason": None}]}

    await send(piece(role="assistant", content=""))
    if behaviour == "reasons":
        await send(piece(reasoning_content="Let me think."))
    text = text_of(asked, behaviour, 1)
    for start in range(0, len(text), 3):
        await send(piece(content=text[start:start + 3]))
    if behaviour == "stalls":
        await asyncio.sleep(30)
    if behaviour == "cut":
        answer.ends = True
        return
    if behaviour == "dies":
        await send({"error": {"message": "the model died", "code": 500}})
        return await answer.chunk(b"")
    if behaviour != "no-finish":
        reason = "length" if behaviour == "length" else "stop"
        await send({"choices": [{"index": 0, "delta": {}, "finish_reason": reason}]})
    if behaviour != "no-usage" and "stream_options" in asked:
        await send({"choices": [], "usage": USAGE})
    if behaviour != "no-done":
        await send(b"[DONE]")
    await answer.chunk(b"")
