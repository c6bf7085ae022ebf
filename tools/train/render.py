"""Renders pages to text as scrapers do: render.py DATA OUT. inner (block breaks), wet (the same without blank lines), gettext (one line a text node), wrap (80 columns, bullets); headings.json: the texts of each page's headings."""
import gzip, json, re, sys, textwrap
from pathlib import Path
from lxml import html as H
SKIP = {"script", "style", "noscript", "template", "head", "svg", "iframe", "object", "canvas", "select", "textarea", "math", "audio", "video"}
BLOCK = set("address article aside blockquote body center dd details dialog dir div dl dt fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6 header hr html legend li main menu nav ol p pre section summary table tbody td tfoot th thead tr ul".split())
APART = {"p", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote", "pre", "ul", "ol", "dl", "figure", "table"}
WAYS = ("inner", "wet", "wrap", "gettext")
SPACE = re.compile(r"[ \t\r\n\f]+")

def events(root):
    """(kind, value): text, open tag, close tag, without recursion"""
    stack = [(root, False)]
    while stack:
        node, done = stack.pop()
        if not isinstance(node.tag, str):
            if not done and node.tail: yield "t", node.tail
            continue
        if done:
            yield "c", node.tag
            if node.tail: yield "t", node.tail
            continue
        if node.tag in SKIP:
            if node.tail: yield "t", node.tail
            continue
        yield "o", node.tag
        if node.text: yield "t", node.text
        stack.append((node, True))
        stack.extend((c, False) for c in reversed(node))

def render(root):
    lines = []   # (text, blank before, depth of list, is item)
    cur, blank, texts, depth, bullet, pre = [], False, [], 0, False, 0
    def flush():
        nonlocal cur, blank, bullet
        t = "".join(cur); cur = []
        for k, part in enumerate(t.split("\n")):
            s = SPACE.sub(" ", part).strip() if not pre else part.rstrip()
            if s.strip():
                lines.append((s, blank and k == 0, depth, bullet and k == 0)); blank = False; bullet = False
    for kind, v in events(root):
        if kind == "t":
            cur.append(v if pre else v.replace("\n", " "))
            s = v.strip()
            if s: texts.append(s)
        elif v == "br": 
            if kind == "o": cur.append("\n")
        elif v in BLOCK:
            if v in ("td", "th") :
                if kind == "o" and "".join(cur).strip(): cur.append("\t")
                continue
            flush()
            if v in APART and not (v in ("ul","ol") and depth > 0): blank = True
            if v in ("ul", "ol"): depth += 1 if kind == "o" else -1
            if v == "li": bullet = kind == "o"
            if v == "pre": pre += 1 if kind == "o" else -1
    flush()
    inner, wet, wrap = [], [], []
    for s, b, d, item in lines:
        if b and inner: inner.append(""); wrap.append("")
        inner.append(s); wet.append(SPACE.sub(" ", s))
        s = s.replace("\t", "  ")
        ind = "  " * max(d, 0)
        wrap.extend(textwrap.wrap(s, 80, initial_indent=(ind + "* ") if item else ind, subsequent_indent=ind + ("  " if d else ""), break_long_words=False, break_on_hyphens=False))
    return {"lines": lines, "inner": inner, "wet": wet, "wrap": wrap, "gettext": [l.strip() for l in texts]}

def parse(path):
    raw = gzip.open(path).read().decode("utf-8", "replace").encode("utf-8")
    return H.document_fromstring(raw, parser=H.HTMLParser(encoding="utf-8", huge_tree=True))

def headings_of(root):
    return [" ".join(h.itertext()) for h in root.iter("h1", "h2", "h3", "h4", "h5", "h6")]

def main():
    data, out = Path(sys.argv[1]), Path(sys.argv[2])
    headings = {}
    for f in sorted((data / "html").glob("*.html.gz")):
        i, r = f.name.split(".")[0], {}
        headings[i] = []
        try:
            root = parse(f)
            r = render(root)
            headings[i] = headings_of(root)
        except Exception as e:
            print(i, e)
        for k in WAYS:
            (out / k).mkdir(exist_ok=True, parents=True)
            (out / k / (i + ".txt")).write_text("\n".join(r.get(k, [])) + "\n")
    (out / "headings.json").write_text(json.dumps(headings))

if __name__ == "__main__":
    main()
