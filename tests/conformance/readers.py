#!/usr/bin/env python3
"""readers.py TAMIS: foreign programs read what tamis writes, from corpus/demo and the pages among the golden cases.

- every `json` output is valid against docs/tamis-document.schema.json (the Python package jsonschema, draft 2020-12), and objects that are not, aren't
- datatrove's JsonlReader and dolma's InputSpec read `jsonl` unchanged: as many documents, the same ids and texts
- gzip, zcat, Python, pigz, bsdtar, Node and Java read a bundle as the same bytes

A part whose program isn't here is left out with a line. Exit 0 where all that ran hold, 1 where one doesn't, 77 where none ran.
"""
import glob, gzip, importlib.util, json, os, shutil, subprocess, sys, tempfile

SOURCES = sorted(glob.glob("corpus/demo/*") + [path for path in glob.glob("tests/cases/html/*.html") if ".expected." not in path])
failures = parts = 0


def say(good, what):
    global failures, parts
    parts += 1
    failures += not good
    print(("ok      " if good else "FAILED  ") + what, flush=True)


def left_out(what, missing):
    print(f"left out: {what}: no {missing} here")


def write(tamis, folder, ending, *options):
    path = os.path.join(folder, "all" + ending)
    done = subprocess.run([tamis, *options, *SOURCES, "-o", path], stderr=subprocess.DEVNULL)
    if done.returncode not in (0, 1):  # 1: the feed of the demo has a line that is no JSON, on purpose
        sys.exit(f"tamis {' '.join(options)} exits with {done.returncode}")
    return path


def broken(document):
    """The same object made wrong in several ways."""
    yield {**document, "tamis": 2}
    yield {**document, "blocks": [{"kind": "paragraf", "inlines": ["x"]}]}
    yield {**document, "blocks": [{"kind": "heading", "level": 7, "inlines": ["x"]}]}
    yield {**document, "blocks": ["text that stands in no block"]}
    yield {**document, "metadata": {**document["metadata"], "authors": "one string"}}
    yield {key: value for key, value in document.items() if key != "blocks"}


def check_schema(tamis, folder):
    if not importlib.util.find_spec("jsonschema"):
        return left_out("JSON schema", "Python package jsonschema")
    from jsonschema import Draft202012Validator

    schema = json.load(open("docs/tamis-document.schema.json"))
    Draft202012Validator.check_schema(schema)
    validator = Draft202012Validator(schema)
    bundle = write(tamis, folder, ".jsonl.gz", "-t", "bundle")
    documents = [json.loads(line) for line in gzip.open(bundle)]
    wrong = sum(not validator.is_valid(document) for document in documents)
    say(wrong == 0 and len(documents) >= len(SOURCES), f"JSON schema: {len(documents) - wrong} of {len(documents)} documents are valid")
    cases = [case for document in documents[:20] for case in broken(document)]
    passed = sum(validator.is_valid(case) for case in cases)
    say(passed == 0, f"JSON schema: {len(cases) - passed} of {len(cases)} broken documents are refused")


def lines_of(path):
    return [json.loads(line) for line in open(path, encoding="utf-8")]


def check_datatrove(path):
    if not importlib.util.find_spec("datatrove"):
        return left_out("datatrove's reader", "Python package datatrove")
    from datatrove.pipeline.readers import JsonlReader

    ours = [line for line in lines_of(path) if line["text"]]  # the reader passes over texts without a character
    theirs = list(JsonlReader(os.path.dirname(path), glob_pattern=os.path.basename(path), compression=None).run())
    same = [(d.id, d.text) for d in theirs] == [(line["id"], line["text"]) for line in ours]
    kept = all(set(line["metadata"]) <= set(d.metadata) for line, d in zip(ours, theirs))
    say(same and kept and theirs, f"datatrove's JsonlReader: {len(theirs)} of {len(ours)} documents, with id, text and metadata")


def check_dolma(path):
    dolma = importlib.util.find_spec("dolma")
    if not dolma or not importlib.util.find_spec("msgspec"):
        return left_out("dolma's reader", "Python package dolma")
    import msgspec

    # the file alone: the package would load its taggers, with all that they need
    spec = importlib.util.spec_from_file_location("dolma_data_types", os.path.join(dolma.submodule_search_locations[0], "core", "data_types.py"))
    types = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = types
    spec.loader.exec_module(types)
    read = [msgspec.json.decode(line, type=types.InputSpecWithMetadata) for line in open(path, "rb")]
    same = [(d.id, d.text) for d in read] == [(line["id"], line["text"]) for line in lines_of(path)]
    say(same and read, f"dolma's InputSpecWithMetadata: {len(read)} documents")


NODE = "process.stdout.write(require('zlib').gunzipSync(require('fs').readFileSync(process.argv[1])))"
JAVA = """import java.io.*; import java.nio.file.*; import java.util.zip.*;
class Unzip { public static void main(String[] a) throws Exception {
  try (InputStream in = new GZIPInputStream(Files.newInputStream(Paths.get(a[0])))) { in.transferTo(System.out); } System.out.flush(); } }
"""


def check_gzip(tamis, folder):
    path = write(tamis, folder, ".jsonl.gz", "-t", "bundle", "--force")
    content = gzip.open(path).read()
    say(content.count(b"\n") >= len(SOURCES), f"Python's gzip: {len(content)} bytes")
    java = os.path.join(folder, "Unzip.java")
    open(java, "w").write(JAVA)
    for program, *arguments in (["gzip", "-dc", path], ["zcat", path], ["pigz", "-dc", path], ["bsdcat", path], ["node", "-e", NODE, path], ["java", java, path]):
        needed = "javac" if program == "java" else program  # a runtime alone can't run a source file
        if not shutil.which(needed):
            left_out("bundle", needed)
            continue
        got = subprocess.run([program, *arguments], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL).stdout
        say(got == content, f"{program} reads a bundle")


def main():
    tamis = os.path.abspath(sys.argv[1])
    with tempfile.TemporaryDirectory() as folder:
        check_gzip(tamis, folder)
        os.remove(os.path.join(folder, "all.jsonl.gz"))
        check_schema(tamis, folder)
        jsonl = write(tamis, folder, ".jsonl", "-t", "jsonl")
        check_datatrove(jsonl)
        check_dolma(jsonl)
    print(f"{parts - failures} of {parts} passed")
    return 1 if failures else 0 if parts else 77


if __name__ == "__main__":
    sys.exit(main())
