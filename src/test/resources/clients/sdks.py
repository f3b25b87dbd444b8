"""Lets the SDKs of OpenAI and Anthropic call Cloister as their users do. Any surprise is an exception.

    scripts/client-sdks sdks.py ADDRESS TOKEN CONNECTION...   connections whose endpoints are scripted, of either dialect
"""
import sys

import anthropic
import openai

address, token, *connections = sys.argv[1:]
gpt = openai.OpenAI(base_url=address + "/v1", api_key=token, max_retries=0)
claude = anthropic.Anthropic(base_url=address, api_key=token, max_retries=0)


def expect(actual, wanted):
    if actual != wanted:
        raise AssertionError(f"{actual!r} instead of {wanted!r}")


def raises(kind, call):
    try:
        call()
    except kind as e:
        return e
    raise AssertionError(f"no {kind.__name__}")


WEATHER = {"type": "object", "properties": {"city": {"type": "string"}}, "required": ["city"]}


def openai_tools(model, stream):
    tools = [{"type": "function", "function": {"name": f"weather{n}" if n else "weather", "parameters": WEATHER}} for n in range(25)]
    messages = [{"role": "developer", "content": "Be brief."}, {"role": "user", "content": [{"type": "text", "text": "Weather in Bonn?"}]}]
    for turn in range(3):
        if stream:
            with gpt.chat.completions.stream(model=model, messages=messages, tools=tools, stream_options={"include_usage": True}) as events:
                for _ in events:
                    pass
                reply = events.get_final_completion()
        else:
            reply = gpt.chat.completions.create(model=model, messages=messages, tools=tools, tool_choice="auto", seed=1, store=False)
        assert reply.usage.total_tokens > 0
        choice = reply.choices[0]
        if choice.finish_reason == "stop":
            expect(choice.message.content, "It rains.")
            return
        call, = choice.message.tool_calls
        expect(choice.finish_reason, "tool_calls")
        expect((call.function.name, call.function.arguments), ("weather", '{"city":"Bonn"}'))
        messages.append(choice.message.model_dump(exclude_none=True, exclude={"parsed"}) if not stream else
                        {"role": "assistant", "content": None, "tool_calls": [
                            {"id": call.id, "type": "function", "function": {"name": call.function.name, "arguments": call.function.arguments}}]})
        messages.append({"role": "tool", "tool_call_id": call.id, "content": "rain"})
    raise AssertionError("the loop did not end")


def anthropic_tools(model, stream):
    tools = [{"name": "weather", "description": "d", "input_schema": WEATHER}]
    messages = [{"role": "user", "content": "Weather in Bonn?"}]
    for turn in range(3):
        if stream:
            with claude.messages.stream(model=model, max_tokens=99, messages=messages, tools=tools) as events:
                reply = events.get_final_message()
        else:
            reply = claude.messages.create(model=model, max_tokens=99, messages=messages, tools=tools)
        if reply.stop_reason == "end_turn":
            expect(reply.content[0].text, "It rains.")
            return
        expect(reply.stop_reason, "tool_use")
        use = reply.content[-1]
        expect((use.name, use.input), ("weather", {"city": "Bonn"}))
        assert reply.usage.output_tokens > 0
        messages.append({"role": "assistant", "content": reply.content})
        messages.append({"role": "user", "content": [{"type": "tool_result", "tool_use_id": use.id, "content": "rain"}]})
    raise AssertionError("the loop did not end")


for connection in connections:
    model = connection + "/m"
    for stream in (False, True):
        openai_tools(model, stream)
        anthropic_tools(model, stream)
    schema = {"type": "object", "properties": {"ok": {"type": "boolean"}}, "required": ["ok"], "additionalProperties": False}
    reply = gpt.chat.completions.create(model=model, messages=[{"role": "user", "content": "x"}],
                                        response_format={"type": "json_schema", "json_schema": {"name": "a", "schema": schema, "strict": True}})
    expect(reply.choices[0].message.content, '{"ok":true}')
    reply = claude.messages.create(model=model, max_tokens=9, messages=[{"role": "user", "content": "x"}],
                                   extra_body={"output_config": {"format": {"type": "json_schema", "schema": schema}}})
    expect(reply.content[0].text, '{"ok":true}')
    assert claude.messages.count_tokens(model=model, messages=[{"role": "user", "content": "x"}]).input_tokens > 0
    expect(gpt.models.retrieve(model).id, model)
    expect(claude.models.retrieve(model).id, model)

assert "cloister/ask" in [m.id for m in gpt.models.list()]
assert "cloister/ask" in [m.id for m in claude.models.list()]

vectors = gpt.embeddings.create(model="builtin/all-minilm-l6-v2", input=["a cat", "a dog"])  # base64 by default
expect([len(v.embedding) for v in vectors.data], [384, 384])
numbers = gpt.embeddings.create(model="builtin/all-minilm-l6-v2", input="a cat", encoding_format="float")
assert abs(numbers.data[0].embedding[0] - vectors.data[0].embedding[0]) < 1e-6

lost = raises(openai.NotFoundError, lambda: gpt.chat.completions.create(model="no/such", messages=[]))
expect(lost.code, "model_not_found")
assert lost.request_id.startswith("req_")
lost = raises(anthropic.NotFoundError, lambda: claude.messages.create(model="no/such", max_tokens=1, messages=[]))
expect(lost.body["error"]["type"], "not_found_error")
assert lost.request_id.startswith("req_")
raises(openai.AuthenticationError, lambda: gpt.with_options(api_key="wrong").models.list())
raises(anthropic.AuthenticationError, lambda: claude.with_options(api_key="wrong").models.list())
raises(openai.NotFoundError, lambda: gpt.responses.create(model="no/such", input="x"))
for ask in (False, True):
    answer = gpt.chat.completions.create(model="cloister/ask", messages=[{"role": "user", "content": "How deep is the lake of nowhere?"}], stream=ask)
    text = "".join(c.choices[0].delta.content or "" for c in answer) if ask else answer.choices[0].message.content
    assert text, "no text"
with claude.messages.stream(model="cloister/ask", max_tokens=99, messages=[{"role": "user", "content": "How deep is the lake of nowhere?"}]) as events:
    assert events.get_final_message().content[0].text
print("all as expected")
