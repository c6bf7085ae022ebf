"""charset_indexes.py vectors|labels FOLDER: test cases made from the data files of the WHATWG Encoding Standard, for tests/conformance/charset.

vectors: encoding, TAB, bytes, TAB, their UTF-8, both in hexadecimal; after a header line. Every pointer of every index, every pair of bytes after a line end
of every multi-byte encoding, every code of four bytes of gb18030 below U+10000. The decoders here are the standard's steps, written down as slowly as they
stand there, so that they share no idea with the library's.
labels: label in hexadecimal, TAB, name of its encoding; each label as it is, in capitals, and between white space.
"""
import json
import os
import sys

END, ERROR = -1, -2


def load(folder, name):
    with open(os.path.join(folder, name), encoding="utf-8") as file:
        return json.load(file)


def run(handler, data):
    """The standard's "process a queue" in error mode replacement."""
    queue, out = list(reversed(data)), []
    while True:
        byte = queue.pop() if queue else END
        result = handler(queue, byte)
        if result is None:
            continue
        if result == END:
            return "".join(chr(c) for c in out)
        if result == ERROR:
            out.append(0xFFFD)
        else:
            out.extend(result if isinstance(result, tuple) else (result,))


def at(index, pointer):
    return index[pointer] if pointer is not None and 0 <= pointer < len(index) else None


def double_byte(leads, pointer_of, index, single=lambda byte: None, special=lambda pointer: None):
    """What gb18030 (in part), Big5, EUC-KR and Shift_JIS have in common."""
    state = [0]

    def handler(queue, byte):
        lead, state[0] = state[0], 0
        if byte == END:
            return ERROR if lead else END
        if lead:
            pointer = pointer_of(lead, byte)
            code = special(pointer) or at(index, pointer)
            if code is not None:
                return code
            if byte < 0x80:
                queue.append(byte)
            return ERROR
        if byte < 0x80:
            return byte
        if single(byte) is not None:
            return single(byte)
        if byte in leads:
            state[0] = byte
            return None
        return ERROR

    return handler


def big5(index):
    pairs = {1133: (0xCA, 0x304), 1135: (0xCA, 0x30C), 1164: (0xEA, 0x304), 1166: (0xEA, 0x30C)}

    def pointer_of(lead, byte):
        if 0x40 <= byte <= 0x7E or 0xA1 <= byte <= 0xFE:
            return (lead - 0x81) * 157 + byte - (0x40 if byte < 0x7F else 0x62)
        return None

    return double_byte(range(0x81, 0xFF), pointer_of, index, special=pairs.get)


def euc_kr(index):
    return double_byte(range(0x81, 0xFF), lambda lead, byte: (lead - 0x81) * 190 + byte - 0x41 if 0x41 <= byte <= 0xFE else None, index)


def shift_jis(index):
    def pointer_of(lead, byte):
        if 0x40 <= byte <= 0x7E or 0x80 <= byte <= 0xFC:
            return (lead - (0x81 if lead < 0xA0 else 0xC1)) * 188 + byte - (0x40 if byte < 0x7F else 0x41)
        return None

    def single(byte):
        return 0x80 if byte == 0x80 else 0xFF61 - 0xA1 + byte if 0xA1 <= byte <= 0xDF else None

    def special(pointer):
        return 0xE000 - 8836 + pointer if pointer is not None and 8836 <= pointer <= 10715 else None

    return double_byte(list(range(0x81, 0xA0)) + list(range(0xE0, 0xFD)), pointer_of, index, single, special)


def ranges_code_point(ranges, pointer):
    if 39419 < pointer < 189000 or pointer > 1237575:
        return None
    if pointer == 7457:
        return 0xE7C7
    offset, code = [r for r in ranges if r[0] <= pointer][-1]
    return code + pointer - offset


def gb18030(index, ranges):
    state = [0, 0, 0]

    def handler(queue, byte):
        first, second, third = state
        if byte == END:
            state[:] = [0, 0, 0]
            return ERROR if first or second or third else END
        if third:
            state[:] = [0, 0, 0]
            if not 0x30 <= byte <= 0x39:
                queue.extend([byte, third, second])
                return ERROR
            code = ranges_code_point(ranges, (first - 0x81) * 12600 + (second - 0x30) * 1260 + (third - 0x81) * 10 + byte - 0x30)
            return ERROR if code is None else code
        if second:
            if 0x81 <= byte <= 0xFE:
                state[2] = byte
                return None
            queue.extend([byte, second])
            state[:] = [0, 0, 0]
            return ERROR
        if first:
            if 0x30 <= byte <= 0x39:
                state[1] = byte
                return None
            state[0] = 0
            pointer = None
            if 0x40 <= byte <= 0x7E or 0x80 <= byte <= 0xFE:
                pointer = (first - 0x81) * 190 + byte - (0x40 if byte < 0x7F else 0x41)
            code = at(index, pointer)
            if code is not None:
                return code
            if byte < 0x80:
                queue.append(byte)
            return ERROR
        if byte < 0x80:
            return byte
        if byte == 0x80:
            return 0x20AC
        if 0x81 <= byte <= 0xFE:
            state[0] = byte
            return None
        return ERROR

    return handler


def euc_jp(jis0208, jis0212):
    state = [0, False]

    def handler(queue, byte):
        lead, three = state
        if byte == END:
            state[:] = [0, False]
            return ERROR if lead else END
        if lead == 0x8E and 0xA1 <= byte <= 0xDF:
            state[0] = 0
            return 0xFF61 - 0xA1 + byte
        if lead == 0x8F and 0xA1 <= byte <= 0xFE:
            state[:] = [byte, True]
            return None
        if lead:
            state[:] = [0, False]
            code = None
            if 0xA1 <= lead <= 0xFE and 0xA1 <= byte <= 0xFE:
                code = at(jis0212 if three else jis0208, (lead - 0xA1) * 94 + byte - 0xA1)
            if code is not None:
                return code
            if byte < 0x80:
                queue.append(byte)
            return ERROR
        if byte < 0x80:
            return byte
        if byte in (0x8E, 0x8F) or 0xA1 <= byte <= 0xFE:
            state[0] = byte
            return None
        return ERROR

    return handler


def iso_2022_jp(jis0208):
    state = {"state": "ascii", "output_state": "ascii", "lead": 0, "output": False}
    escapes = {(0x28, 0x42): "ascii", (0x28, 0x4A): "roman", (0x28, 0x49): "katakana", (0x24, 0x40): "lead", (0x24, 0x42): "lead"}

    def escape(queue, byte):
        if state["state"] == "escape start":
            if byte in (0x24, 0x28):
                state.update(lead=byte, state="escape")
                return None
            if byte != END:
                queue.append(byte)
        else:
            lead, state["lead"] = state["lead"], 0
            now = escapes.get((lead, byte))
            if now:
                state.update(state=now, output_state=now)
                output, state["output"] = state["output"], True
                return ERROR if output else None
            if byte != END:
                queue.append(byte)
            queue.append(lead)
        state.update(output=False, state=state["output_state"])
        return ERROR

    def trail(byte):
        state["state"] = "escape start" if byte == 0x1B else "lead"
        if 0x21 <= byte <= 0x7E:
            code = at(jis0208, (state["lead"] - 0x21) * 94 + byte - 0x21)
            return ERROR if code is None else code
        return ERROR

    def handler(queue, byte):
        now = state["state"]
        if now in ("escape start", "escape"):
            return escape(queue, byte)
        if now == "trail":
            return trail(byte)
        if byte == 0x1B:
            state["state"] = "escape start"
            return None
        if byte == END:
            return END
        state["output"] = False
        if now == "lead":
            if 0x21 <= byte <= 0x7E:
                state.update(lead=byte, state="trail")
                return None
            return ERROR
        if now == "katakana":
            return 0xFF61 - 0x21 + byte if 0x21 <= byte <= 0x5F else ERROR
        if byte > 0x7F or byte in (0x0E, 0x0F):
            return ERROR
        return {0x5C: 0xA5, 0x7E: 0x203E}.get(byte, byte) if now == "roman" else byte

    return handler


def show(name, data, make):
    print("%s\t%s\t%s" % (name, bytes(data).hex(), run(make(), data).encode().hex()))


def pairs_of(lead, before=()):
    for trail in range(256):
        yield from (*before, lead, trail, 0x0A)


def four_bytes(pointers):
    for pointer in pointers:
        yield from (0x81 + pointer // 12600, 0x30 + pointer // 1260 % 10, 0x81 + pointer // 10 % 126, 0x30 + pointer % 10)


def vectors(folder):
    indexes, groups = load(folder, "indexes.json"), load(folder, "encodings.json")
    print("encoding\tinput_hex\toutput_utf8_hex")
    for e in groups[1]["encodings"]:
        index = indexes["iso-8859-8" if e["name"] == "ISO-8859-8-I" else e["name"].lower()]
        for byte in range(256):
            c = byte if byte < 0x80 else index[byte - 0x80]
            print("%s\t%02x\t%s" % (e["name"], byte, chr(0xFFFD if c is None else c).encode().hex()))
    ranges = indexes["gb18030-ranges"]
    makers = {"GBK": lambda: gb18030(indexes["gb18030"], ranges), "gb18030": lambda: gb18030(indexes["gb18030"], ranges),
              "Big5": lambda: big5(indexes["big5"]), "EUC-KR": lambda: euc_kr(indexes["euc-kr"]), "Shift_JIS": lambda: shift_jis(indexes["jis0208"]),
              "EUC-JP": lambda: euc_jp(indexes["jis0208"], indexes["jis0212"])}
    for name, make in makers.items():
        for lead in range(0x80, 0x100):
            show(name, list(pairs_of(lead)), make)
            show(name, [lead], make)
    for second in range(0x80, 0x100):
        show("EUC-JP", list(pairs_of(second, (0x8F,))), makers["EUC-JP"])
    for start in (b"", b"\x1b(J", b"\x1b(I", b"\x1b$@", b"\x1b$B"):
        for lead in range(256):
            data = [b for trail in range(256) for b in (*start, lead, trail, 0x1B, 0x28, 0x42, 0x0A)]
            show("ISO-2022-JP", data, lambda: iso_2022_jp(indexes["jis0208"]))
    for begin in range(0, 39430, 10):  # each range is looked for from its beginning: the pages of the Basic Multilingual Plane, then samples
        show("gb18030", list(four_bytes(range(begin, begin + 10))), makers["gb18030"])
    edges = [188998, 188999, 189000, 189001, 1237574, 1237575, 1237576, 1237577, 1587599]
    show("gb18030", list(four_bytes(edges + list(range(189000, 1237576, 1021)))), makers["gb18030"])


def labels(folder):
    for group in load(folder, "encodings.json"):
        for e in group["encodings"]:
            for label in e["labels"]:
                for form in (label, label.upper(), label.title(), "\t\n\f\r " + label + " \t"):
                    print("%s\t%s" % (form.encode().hex(), e["name"]))


if __name__ == "__main__":
    {"vectors": vectors, "labels": labels}[sys.argv[1]](sys.argv[2])
