"""Writes news.warc.gz from the pages beside it: python archive.py, with warcio 1.7."""

import gzip
from io import BytesIO
from pathlib import Path

from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

HERE = Path(__file__).parent


def page(name):
    return (HERE / f"{name}.html").read_bytes()


def chunked(data, size=700):
    parts = [data[at : at + size] for at in range(0, len(data), size)]
    return b"".join(b"%x\r\n%s\r\n" % (len(part), part) for part in parts) + b"0\r\n\r\n"


def write(writer, number, kind, url, date, payload, status="200 OK", headers=()):
    http = StatusAndHeaders(status, list(headers), protocol="HTTP/1.1")
    if kind == "request":
        http = StatusAndHeaders("GET / HTTP/1.1", list(headers), is_http_request=True)
    record = writer.create_warc_record(
        url,
        kind,
        payload=BytesIO(payload),
        http_headers=http,
        warc_headers_dict={"WARC-Date": date, "WARC-Record-ID": f"<urn:uuid:00000000-0000-4000-8000-{number:012}>"},
    )
    writer.write_record(record)


html = ("Content-Type", "text/html; charset=UTF-8")
with open(HERE / "news.warc.gz", "wb") as file:
    writer = WARCWriter(file, gzip=True)
    writer.write_record(writer.create_warcinfo_record("news.warc.gz", {"software": "archive.py"}))
    lagoon = "https://www.lagoonpost.example/health/nurses-end-walkout"
    write(writer, 1, "request", lagoon, "2024-07-03T00:00:00Z", b"", headers=[("Host", "www.lagoonpost.example")])
    write(writer, 2, "response", lagoon, "2024-07-03T00:00:01Z", page("amp"), headers=[html])
    packed = [html, ("Content-Encoding", "gzip")]
    write(writer, 3, "response", "https://sahelobserver.example/en/news/un-envoy-urges-truce", "2024-07-03T00:00:02Z", gzip.compress(page("drupal"), mtime=0), headers=packed)
    sent = [html, ("Transfer-Encoding", "chunked")]
    write(writer, 4, "response", "http://tidewater.example/p/harbour-pilots/", "2024-07-03T00:00:03Z", chunked(page("ghost")), headers=sent)
    # A crawler that unpacked the page and kept the header.
    write(writer, 5, "response", "https://kazbek.example/en/economy/88231", "2024-07-03T00:00:04Z", page("agency"), headers=packed)
    old = ("Content-Type", "text/html; charset=windows-1252")
    write(writer, 6, "response", "http://star.example/yard.htm", "2024-07-03T00:00:05Z", page("tables"), headers=[old])
    write(writer, 7, "response", "https://kazbek.example/missing", "2024-07-03T00:00:06Z", page("agency"), "404 Not Found", [html])
    write(writer, 8, "response", "https://kazbek.example/a.png", "2024-07-03T00:00:07Z", b"\x89PNG", headers=[("Content-Type", "image/png")])
    write(writer, 9, "response", "https://lorigazette.example/", "2024-07-03T00:00:08Z", page("front-page"), headers=[html])
