#!/usr/bin/env python3
"""encodings.py [--check] [--data FOLDER]: trains the detector of encodings and writes src/charset/detect_tables.h and detect_cjk.h.

The text is word lists with frequencies, fetched once into FOLDER (build/train-encodings) with pip and apt-get, and checked against the sums below:
  wordfreq 3.1.1         words of 40 languages                    CC BY-SA 4.0
  pythainlp 5.4.0        words of the Thai National Corpus        CC0
  opencc 0.1.7           simplified to traditional Chinese        Apache 2.0
  hunspell-be, myspell-et  Belarusian and Estonian word lists     CC BY-SA 3.0; LGPL 2.1
--check compares what is there with what would be made; where the data has not been fetched it says so and exits 77.

What comes out, all in eighths of a bit (src/charset/NOTES.md has the model card):
  for every single-byte encoding, the letter that each byte from 80 to FF is, case folded;
  for every language, its alphabet and -log2 P(letter | letter before), a word's border being a letter too;
  for the Chinese, Japanese and Korean sets, -log2 P(character) in 4 bits.
"""
import gzip
import hashlib
import io
import math
import os
import subprocess
import sys
import unicodedata
import zipfile
from collections import Counter, defaultdict

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), ".."))
import tables  # noqa: E402

FILES = {
    "wordfreq-3.1.1-py3-none-any.whl": ("pip", "wordfreq==3.1.1", "4b1c6ecffc6198be3396d5cf871c4423ca71c907c231348d352dd54d62b97473"),
    "pythainlp-5.4.0-py3-none-any.whl": ("pip", "pythainlp==5.4.0", "9239753df877202da1a50dd2842d9569eff764034f31f20222b3df4def5df193"),
    "opencc_python_reimplemented-0.1.7-py2.py3-none-any.whl":
        ("pip", "opencc-python-reimplemented==0.1.7", "41b3b92943c7bed291f448e9c7fad4b577c8c2eae30fcfe5a74edf8818493aa6"),
    "hunspell-be_0.53-3.1_all.deb": ("apt", "hunspell-be=0.53-3.1", "1b4d8b79fd3d9c73afde7602a7aba44840deafce494c657d3fc15c114d7c0de3"),
    "myspell-et_1%3a20030606-32_all.deb": ("apt", "myspell-et=1:20030606-32", "06a2339aa99026ff95871f81878cf1bf67de5babd3a38d4c920fda3ac2f0dce1"),
}
UNIT = 8          # costs are in eighths of a bit
POWER = 0.8       # frequencies are flattened: a scraped page's words are not the corpus's
ADD = 0.02        # smoothing: so much of a row's weight goes to the unigram distribution,
FLOOR = 2.0 ** -15  # and nothing in an alphabet is rarer than this
RARE = 1.5e-5     # a letter that makes up less of a language's text is foreign to it

# name, the Python codec, script, prior cost in bits (how much rarer than a Windows code page of the same languages on the web and in archives)
ENCODINGS = [
    ("windows-1252", "cp1252", "latin", 0), ("ISO-8859-15", "iso8859_15", "latin", 4), ("macintosh", "mac_roman", "latin", 9),
    ("IBM850", "cp850", "latin", 9), ("IBM437", "cp437", "latin", 10), ("IBM858", "cp858", "latin", 11),
    ("windows-1250", "cp1250", "latin", 1), ("ISO-8859-2", "iso8859_2", "latin", 1), ("IBM852", "cp852", "latin", 8),
    ("x-mac-ce", "mac_latin2", "latin", 9), ("ISO-8859-16", "iso8859_16", "latin", 5), ("windows-1254", "cp1254", "latin", 2),
    ("IBM857", "cp857", "latin", 10), ("x-mac-turkish", "mac_turkish", "latin", 12), ("windows-1257", "cp1257", "latin", 2),
    ("ISO-8859-13", "iso8859_13", "latin", 3), ("ISO-8859-4", "iso8859_4", "latin", 5), ("IBM775", "cp775", "latin", 10),
    ("windows-1258", "cp1258", "latin", 3),
    ("windows-1251", "cp1251", "cyrillic", 0), ("KOI8-R", "koi8_r", "cyrillic", 1), ("KOI8-U", "koi8_u", "cyrillic", 2),
    ("ISO-8859-5", "iso8859_5", "cyrillic", 3), ("IBM866", "cp866", "cyrillic", 4), ("IBM855", "cp855", "cyrillic", 6),
    ("x-mac-cyrillic", "mac_cyrillic", "cyrillic", 5),
    ("windows-1253", "cp1253", "greek", 0), ("ISO-8859-7", "iso8859_7", "greek", 0), ("IBM737", "cp737", "greek", 7),
    ("x-mac-greek", "mac_greek", "greek", 10), ("windows-1255", "cp1255", "hebrew", 0), ("ISO-8859-8", "iso8859_8", "hebrew", 3),
    ("IBM862", "cp862", "hebrew", 8), ("windows-1256", "cp1256", "arabic", 0), ("ISO-8859-6", "iso8859_6", "arabic", 1),
    ("windows-874", "iso8859_11", "thai", 0),
]
WEST, EAST, BALTIC, TURKISH = "windows-1252 macintosh IBM850 IBM437 IBM858 ISO-8859-15", "windows-1250 ISO-8859-2 IBM852 x-mac-ce", \
    "windows-1257 ISO-8859-13 ISO-8859-4 IBM775", "windows-1254 IBM857 x-mac-turkish"
CYRILLIC = "windows-1251 ISO-8859-5 x-mac-cyrillic"
# language, script, prior cost in bits, encodings it is written in
LANGUAGES = [
    ("en", "latin", 0, WEST), ("fr", "latin", 0, WEST), ("de", "latin", 0, WEST), ("es", "latin", 0, WEST), ("pt", "latin", 0, WEST),
    ("it", "latin", 0, WEST), ("nl", "latin", 1, WEST), ("sv", "latin", 1, WEST), ("da", "latin", 1, WEST), ("nb", "latin", 1, WEST),
    ("fi", "latin", 1, WEST), ("is", "latin", 3, WEST), ("ca", "latin", 3, WEST),
    ("pl", "latin", 0, EAST), ("cs", "latin", 0, EAST), ("sk", "latin", 1, EAST), ("hu", "latin", 0, EAST), ("sh", "latin", 1, EAST),
    ("sl", "latin", 1, EAST), ("ro", "latin", 1, EAST + " ISO-8859-16"), ("tr", "latin", 0, TURKISH),
    ("et", "latin", 2, BALTIC), ("lv", "latin", 1, BALTIC), ("lt", "latin", 1, BALTIC), ("vi", "latin", 1, "windows-1258"),
    ("ru", "cyrillic", 0, CYRILLIC + " KOI8-R IBM866 IBM855"), ("bg", "cyrillic", 1, CYRILLIC + " KOI8-R IBM866 IBM855"),
    ("uk", "cyrillic", 1, CYRILLIC + " KOI8-U"), ("be", "cyrillic", 2, CYRILLIC + " KOI8-U"), ("mk", "cyrillic", 2, CYRILLIC + " IBM855"),
    ("sr", "cyrillic", 2, CYRILLIC + " IBM855"),
    ("el", "greek", 0, "windows-1253 ISO-8859-7 IBM737 x-mac-greek"), ("he", "hebrew", 0, "windows-1255 ISO-8859-8 IBM862"),
    ("ar", "arabic", 0, "windows-1256 ISO-8859-6"), ("fa", "arabic", 1, "windows-1256"), ("ur", "arabic", 3, "windows-1256"),
    ("th", "thai", 0, "windows-874"),
]
SCRIPTS = ["latin", "cyrillic", "greek", "hebrew", "arabic", "thai"]
# What a byte is, where it is no letter; letters follow, a to z first (src/charset/detect_single.c names the same).
PLAIN, NBSP, APOSTROPHE, OPENING, CLOSING, COMMON, RARE_SIGN, BOX, BAD, FIRST = 0, 1, 2, 3, 4, 5, 6, 7, 8, 9
# Quotation marks that open in one language close in another: only what is sure is called opening or closing.
OPENING_SIGNS, CLOSING_SIGNS, COMMON_SIGNS = "„¿¡№µ", "”…™®°ªº²³¹½¼¾", "«»“‘–—•·©§€£₪±×÷،؛؟"


# ---------------------------------------------------------------- the data

def fetch(folder):
    os.makedirs(folder, exist_ok=True)
    for name, (how, what, _) in FILES.items():
        if os.path.exists(os.path.join(folder, name)):
            continue
        if how == "pip":
            subprocess.run([sys.executable, "-m", "pip", "download", "-q", "--no-deps", "-d", folder, what], check=True)
        else:
            subprocess.run(["apt-get", "download", what], cwd=folder, check=True)


def read_checked(folder, name):
    with open(os.path.join(folder, name), "rb") as file:
        data = file.read()
    if hashlib.sha256(data).hexdigest() != FILES[name][2]:
        sys.exit("%s is not the file that the tables were trained on" % name)
    return data


def member(folder, start, path):
    name = next(n for n in FILES if n.startswith(start))
    data = read_checked(folder, name)
    if name.endswith(".whl"):
        return zipfile.ZipFile(io.BytesIO(data)).read(path)
    tar = subprocess.run(["dpkg-deb", "--fsys-tarfile", os.path.join(folder, name)], check=True, stdout=subprocess.PIPE).stdout
    return subprocess.run(["tar", "xO", path], input=tar, check=True, stdout=subprocess.PIPE).stdout


def unpack(data):
    """MessagePack, as much of it as wordfreq uses: lists, strings, maps and small numbers. Iterative: a stack of open lists."""
    at, stack, done = 0, [], None
    while done is None:
        byte = data[at]
        at += 1
        value = count = None
        if byte < 0x80:
            value = byte
        elif byte < 0x90:
            count = 2 * (byte & 15)
        elif byte < 0xA0:
            count = byte & 15
        elif byte < 0xC0 or byte in (0xD9, 0xDA):
            width = 0 if byte < 0xC0 else byte - 0xD8
            size = byte & 31 if not width else int.from_bytes(data[at:at + width], "big")
            at += width
            value = data[at:at + size].decode("utf-8")
            at += size
        elif byte in (0xDC, 0xDD):
            width = 2 if byte == 0xDC else 4
            count = int.from_bytes(data[at:at + width], "big")
            at += width
        else:
            sys.exit("unexpected byte %x in a word list" % byte)
        if count is not None:
            value = []
            if count:
                stack.append((value, count))
                continue
        while stack:
            items, room = stack[-1]
            items.append(value)
            if len(items) < room:
                break
            value = items
            stack.pop()
        else:
            done = value
    return done


def wordfreq(folder, size, language):
    """word -> flattened frequency"""
    bins = unpack(gzip.decompress(member(folder, "wordfreq", "wordfreq/data/%s_%s.msgpack.gz" % (size, language))))[1:]
    return {word: 10 ** (-cb / 100 * POWER) for cb, words in enumerate(bins) for word in words}


def dictionary(text):
    """The stems of a Hunspell dictionary, all alike: rare words are as good as common ones for telling letters' neighbours."""
    return {line.split("/")[0].strip(): 1.0 for line in text.splitlines()[1:] if line.split("/")[0].strip()}


TO_CYRILLIC = [("lj", "љ"), ("nj", "њ"), ("dž", "џ")] + list(zip("abvgdđežzijklmnoprstćufhcčš", "абвгдђежзијклмнопрстћуфхцчш"))
FARSI = str.maketrans("یكىۀ", "يکيه")


def vietnamese(word):
    """As windows-1258 writes it: what it has stands whole, the rest as letter and tone mark."""
    out = ""
    for c in unicodedata.normalize("NFC", word):
        parts = unicodedata.normalize("NFD", c)
        tone = "".join(p for p in parts if p in "\u0300\u0301\u0303\u0309\u0323")
        if tone and not can_encode(c, "cp1258"):
            c = unicodedata.normalize("NFC", "".join(p for p in parts if p not in tone)) + tone
        out += c
    return out


def can_encode(c, codec):
    try:
        c.encode(codec)
        return True
    except UnicodeError:
        return False


def words_of(folder, language):
    if language == "be":
        return {w.lower(): n for w, n in dictionary(member(folder, "hunspell-be", "./usr/share/hunspell/be_BY.dic").decode("utf-8")).items()}
    if language == "et":
        return {w.lower(): n for w, n in dictionary(member(folder, "myspell-et", "./usr/share/hunspell/et_EE.dic").decode("iso8859-15")).items()}
    if language == "th":
        lines = member(folder, "pythainlp", "pythainlp/corpus/tnc_freq.txt").decode("utf-8").splitlines()
        return {f[0]: int(f[1]) ** POWER for f in (line.split("\t") for line in lines) if len(f) == 2}
    words = wordfreq(folder, "small", "sh" if language == "sr" else language)
    if language == "el":  # capitals have no accents
        plain = {bare(w): n * 0.2 for w, n in words.items() if bare(w) != w}
        return {w: words.get(w, 0) + plain.get(w, 0) for w in sorted(set(words) | set(plain))}
    if language == "sr":
        return {cyrillic_of(w): n for w, n in words.items()}
    if language == "fa":
        return {w.translate(FARSI): n for w, n in words.items()}
    if language == "vi":
        return {vietnamese(w): n for w, n in words.items()}
    return words


def bare(word):
    return "".join(c for c in unicodedata.normalize("NFD", word) if not unicodedata.combining(c)).replace("ς", "σ")


def cyrillic_of(word):
    for latin, cyrillic in TO_CYRILLIC:
        word = word.replace(latin, cyrillic)
    return word


# ---------------------------------------------------------------- letters

FOLD = {"İ": "i", "ș": "ş", "ț": "ţ", "Ș": "ş", "Ț": "ţ"}


def fold(c):
    return FOLD.get(c) or (c.lower() if len(c.lower()) == 1 else c)


def is_letter(c):
    return unicodedata.category(c)[0] in "LM" and c not in "ªº" and unicodedata.category(c) != "Lm"


def upper_half(codec):
    """The characters of 80 to FF; None where there is none. Windows code pages have C1 controls in their gaps, as browsers read them."""
    out = []
    for byte in range(128, 256):
        try:
            out.append(bytes([byte]).decode(codec))
        except UnicodeError:
            out.append(None)
    return out


def scripts():
    """script -> its letters beyond a to z, in the order of code points: letter number FIRST + 26 + place"""
    out = {}
    for script in SCRIPTS:
        chars = {fold(c) for _, codec, s, _ in ENCODINGS if s == script for c in upper_half(codec) if c and is_letter(c)}
        out[script] = sorted(chars - set("abcdefghijklmnopqrstuvwxyz"))
        assert len(out[script]) + FIRST + 26 < 256
    return out


def code_of(c, letters):
    if c is None or unicodedata.category(c) == "Cc":
        return BAD
    if is_letter(c):
        f = fold(c)
        return FIRST + ord(f) - 97 if "a" <= f <= "z" else FIRST + 26 + letters.index(f)
    if c == "\xa0":
        return NBSP
    if c == "’":
        return APOSTROPHE
    for signs, code in ((OPENING_SIGNS, OPENING), (CLOSING_SIGNS, CLOSING), (COMMON_SIGNS, COMMON)):
        if c in signs:
            return code
    if "─" <= c <= "▟":
        return BOX
    return RARE_SIGN


# ---------------------------------------------------------------- languages

def model(language, script, words, letters):
    """(alphabet as letter numbers, costs): row = letter before, column = letter; 0 = a word's border."""
    allowed = set(letters) | (set("abcdefghijklmnopqrstuvwxyz") if script == "latin" else set())
    weights = Counter()
    pairs, border = defaultdict(float), "\n"
    words = {"".join(FOLD.get(c, c) for c in w): n for w, n in words.items()}
    good = {w: n for w, n in sorted(words.items()) if w and all(c in allowed for c in w)}
    for word, n in good.items():
        for c in word:
            weights[c] += n
    total = sum(weights.values())
    alphabet = sorted(c for c in allowed if weights[c] > RARE * total or (script == "latin" and "a" <= c <= "z"))
    known = set(alphabet)
    first, last, count = Counter(), Counter(), 0.0
    for word, n in good.items():
        if not all(c in known for c in word):
            continue
        count += n
        first[word[0]] += n
        last[word[-1]] += n
        for a, b in zip(word, word[1:]):
            pairs[a, b] += n
    spaced = 0.15 if language == "th" else 1.0  # Thai writes its words together
    for c in alphabet:
        pairs[border, c] += first[c] * spaced
        pairs[c, border] += last[c] * spaced
        if spaced < 1:
            for b in alphabet:
                pairs[c, b] += (1 - spaced) * last[c] * first[b] / count
    pairs[border, border] += 0.2 * count * spaced  # two spaces, a number, punctuation between words
    symbols = [border] + alphabet
    column = {b: sum(pairs[a, b] for a in symbols) for b in symbols}
    everything = sum(column.values())
    costs = []
    for a in symbols:
        row = sum(pairs[a, b] for b in symbols)
        add = ADD * max(row, everything * 1e-5)
        for b in symbols:
            p = (pairs[a, b] + add * column[b] / everything) / (row + add)
            costs.append(min(255, round(-math.log2(max(p, FLOOR)) * UNIT)))
    numbers = [FIRST + ord(c) - 97 if "a" <= c <= "z" else FIRST + 26 + letters.index(c) for c in alphabet]
    return numbers, costs


# ---------------------------------------------------------------- Chinese, Japanese, Korean

CJK_LEAST, CJK_STEP = 4.0, 0.9  # a nibble n means CJK_LEAST + n * CJK_STEP bits


def nibbles(characters, weights):
    """-log2 P(character) in 4 bits, for the characters of a set in its order."""
    total = sum(weights.values())
    out = []
    for c in characters:
        p = (weights.get(c, 0.0) if c else 0.0) / total
        bits = -math.log2(p) if p else 99
        out.append(max(0, min(15, round((bits - CJK_LEAST) / CJK_STEP))))
    return [a | b << 4 for a, b in zip(out[::2], out[1::2] + [15])]


def unigrams(words):
    out = Counter()
    for word, n in sorted(words.items()):
        for c in word:
            if ord(c) > 0x2E7F:
                out[c] += n
    return out


def traditional(folder, words):
    base = "opencc/dictionary/"
    phrases, single = {}, {}
    for name, table in (("STPhrases", phrases), ("STCharacters", single)):
        for line in member(folder, "opencc", base + name + ".txt").decode("utf-8").splitlines():
            key, _, values = line.partition("\t")
            table[key] = values.split(" ")[0]
    out = defaultdict(float)
    for word, n in words.items():
        out[phrases.get(word) or "".join(single.get(c, c) for c in word)] += n
    return out


def decoded(codec, sequences):
    out = []
    for s in sequences:
        try:
            c = s.decode(codec)
        except UnicodeError:
            c = ""
        out.append(c if len(c) == 1 else "")
    return out


def cjk_sets(folder):
    ja, zh, ko = (wordfreq(folder, size, code) for size, code in (("large", "ja"), ("large", "zh"), ("small", "ko")))
    rows = lambda first, last: [bytes([r, c]) for r in range(first, last + 1) for c in range(0xA1, 0xFF)]
    big5 = [bytes([lead, trail]) for lead in range(0xA4, 0xC7) for trail in list(range(0x40, 0x7F)) + list(range(0xA1, 0xFF))]
    # The syllables of KS X 1001 stand in the order of Unicode: a bit for each of the 11,172 says which they are, for Johab, which has them all.
    hangul = decoded("euc_kr", rows(0xB0, 0xC8))
    present = [0] * ((11172 + 7) // 8)
    for c in hangul:
        if c:
            present[(ord(c) - 0xAC00) >> 3] |= 1 << ((ord(c) - 0xAC00) & 7)
    before = [sum(bin(b).count("1") for b in present[:at]) for at in range(0, len(present), 8)]
    words = unigrams(traditional(folder, zh))
    cns = rows(0xC4, 0xFD)  # Python has no EUC-TW
    cns = subprocess.run(["iconv", "-c", "-f", "EUC-TW", "-t", "UTF-8"], input=b"\n".join(cns), stdout=subprocess.PIPE).stdout.decode("utf-8").split("\n")
    return [("gb_cost", "GB 2312, rows 16 to 87", nibbles(decoded("gb2312", rows(0xB0, 0xF7)), unigrams(zh))),
            ("big5_cost", "Big5, A440 to C67E", nibbles(decoded("big5", big5), words)),
            ("cns_cost", "CNS 11643 plane 1, rows 36 to 93", nibbles(cns, words)),
            ("kana_cost", "JIS X 0208, rows 4 and 5", nibbles(decoded("euc_jp", rows(0xA4, 0xA5)), unigrams(ja))),
            ("kanji_cost", "JIS X 0208, rows 16 to 47", nibbles(decoded("euc_jp", rows(0xB0, 0xCF)), unigrams(ja))),
            ("hangul_cost", "KS X 1001, rows 16 to 40", nibbles(hangul, unigrams(ko))),
            ("hangul_present", "the syllables of KS X 1001 among U+AC00 to U+D7A3", present),
            ("hangul_before", "how many there are before each 64 of these", before)]


# ---------------------------------------------------------------- writing

GUARD = "\n#ifndef TMS_CHARSET_%s_H\n#define TMS_CHARSET_%s_H\n\n#include <stdint.h>\n\n"


def single_tables(folder):
    out = tables.header("train/encodings.py", "the word lists it names", "What the detector of encodings knows of single-byte encodings and languages.")
    out += GUARD % ("DETECT_TABLES", "DETECT_TABLES")
    letters = scripts()
    out += "enum { DETECT_SCRIPTS = %d, DETECT_ENCODINGS = %d, DETECT_LANGUAGES = %d };\n\n" % (len(SCRIPTS), len(ENCODINGS), len(LANGUAGES))
    out += "typedef struct detect_encoding {\n  const char *label;\n  unsigned char script, prior; /* prior: bits */\n" \
           "  const uint8_t *codes; /* what each byte from 80 on is */\n  uint8_t upper[16]; /* which of them are capital letters */\n} detect_encoding;\n"
    out += "typedef struct detect_language {\n  char tag[3];\n  unsigned char script, prior, letters;\n  uint64_t encodings;\n" \
           "  const uint8_t *alphabet, *costs;\n} detect_language;\n\n"
    rows = ""
    for name, codec, script, prior in ENCODINGS:
        half = upper_half(codec)
        ident = "codes_" + tables.c_identifier(name)
        out += tables.c_array(ident, [code_of(c, letters[script]) for c in half], "uint8_t")
        bits = [sum(1 << i for i in range(8) if (c := half[at + i]) and is_letter(c) and fold(c) != c) for at in range(0, 128, 8)]
        rows += '  {"%s", %d, %d, %s, {%s}},\n' % (name, SCRIPTS.index(script), prior, ident, ", ".join(map(str, bits)))
    out += "\nstatic const detect_encoding detect_encodings[DETECT_ENCODINGS] = {\n" + rows + "};\n\n"
    rows, names = "", [e[0] for e in ENCODINGS]
    for language, script, prior, written in LANGUAGES:
        alphabet, costs = model(language, script, words_of(folder, language), letters[script])
        out += tables.c_array("alphabet_" + language, alphabet, "uint8_t") + tables.c_array("costs_" + language, costs, "uint8_t")
        mask = sum(1 << names.index(e) for e in written.split())
        rows += '  {"%s", %d, %d, %d, 0x%XU, alphabet_%s, costs_%s},\n' % (language, SCRIPTS.index(script), prior, len(alphabet), mask, language, language)
    return out + "\nstatic const detect_language detect_languages[DETECT_LANGUAGES] = {\n" + rows.replace("U, alphabet", "ULL, alphabet") + "};\n\n#endif\n"


def cjk_tables(folder):
    out = tables.header("train/encodings.py", "the word lists it names", "How rare the characters of the Chinese, Japanese and Korean sets are.")
    out += GUARD % ("DETECT_CJK", "DETECT_CJK")
    out += "/* Two characters a byte, the first in the low half; n means CJK_LEAST + n * CJK_STEP eighths of a bit. */\n"
    out += "enum { CJK_LEAST = %d, CJK_STEP = %d };\n" % (CJK_LEAST * UNIT, round(CJK_STEP * UNIT))
    for name, about, values in cjk_sets(folder):
        out += "\n/* %s */\n" % about + tables.c_array(name, values)
    return out + "\n#endif\n"


if __name__ == "__main__":
    place = sys.argv[sys.argv.index("--data") + 1] if "--data" in sys.argv else os.path.join(tables.ROOT, "build/train-encodings")
    if "--check" not in sys.argv:
        fetch(place)
    elif not all(os.path.exists(os.path.join(place, name)) for name in FILES):
        tables.skip("the word lists of the detector of encodings (tools/train/encodings.py fetches them)")
    tables.emit({"src/charset/detect_tables.h": single_tables(place), "src/charset/detect_cjk.h": cjk_tables(place)})
