"""What Madang promises of every answer beyond its OpenAPI document."""

import schemathesis
from schemathesis.specs.openapi.checks import negative_data_rejection


@schemathesis.check
def wrong_data_is_refused(ctx, response, case):
    """As schemathesis holds it, but for an empty value in the address: that is none, because forms send the
    fields that were left empty, and of a name sent twice the first counts."""
    query = response.request.url.partition("?")[2]
    if not any(pair.endswith("=") for pair in query.split("&")):
        negative_data_rejection(ctx, response, case)


@schemathesis.check
def faults_are_problem_documents(ctx, response, case):
    """Whatever is refused is told as RFC 9457 says, with a code and a request to quote."""
    if response.status_code < 400:
        return
    kind = response.headers.get("content-type", [""])[0]
    assert kind == "application/problem+json", f"{response.status_code} came as {kind!r}"
    if case.method.upper() == "HEAD":
        return
    told = response.json()
    assert told["status"] == response.status_code, told
    for part in ("type", "title", "code", "detail", "instance"):
        assert isinstance(told.get(part), str) and told[part], f"no {part}: {told}"


@schemathesis.check
def nothing_internal_is_told(ctx, response, case):
    """No answer speaks of our code, our database or our files."""
    for word in (b"panicked", b"src/", b"diesel", b"SELECT ", b"RUST_BACKTRACE", b"/rustc/"):
        assert word not in response.content, f"{word!r} in the answer"
