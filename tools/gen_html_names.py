#!/usr/bin/env python3
"""gen_html_names.py: writes formats/html/names_list.inc and names_table.inc (the element and attribute names and their perfect hashes).

    gen_html_names.py           writes both files
    gen_html_names.py --check   exits 1 where a committed file differs

A name of at most 16 bytes is two little-endian words `lo` and `hi`, zero-filled. Its slot is the top bits of lo * A + hi * B, for factors found here
so that no two names share a slot. The few longer names stand at the end and are compared one by one.
"""
import os
import sys

ROOT = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "formats", "html")
SLOT_BITS = {"TAG": 12, "ATTR": 13}
# The top 6 bits are the bit by which a tag tells a new attribute from one that may be there already. Names that often stand in one tag must not share one:
# these are four of five attributes of the development pages.
APART = """
class href id content rel type name style src value property alt role title width height target sizes srcset media as decoding lang charset loading
aria-label itemprop hreflang tabindex
""".split()
MASK = (1 << 64) - 1

# Every element of the HTML standard, obsolete ones with them, then what MathML and SVG need. At most 255: a tag is one byte of a node.
TAGS = """
a abbr acronym address applet area article aside audio b base basefont bdi bdo bgsound big blink blockquote body br button canvas caption center
cite code col colgroup command content data datalist dd del details dfn dialog dir div dl dt em embed fieldset figcaption figure font footer form
frame frameset h1 h2 h3 h4 h5 h6 head header hgroup hr html i iframe image img input ins isindex kbd keygen label legend li link listing
main map mark marquee menu menuitem meta meter multicol nav nextid nobr noembed noframes noscript object ol optgroup option output p param picture
plaintext portal pre progress q rb rp rt rtc ruby s samp script search section select selectedcontent shadow slot small source spacer span strike
strong style sub summary sup table tbody td template textarea tfoot th thead time title tr track tt u ul var video wbr xmp
math mi mo mn ms mtext mglyph malignmark annotation-xml annotation semantics mrow mfrac msqrt mroot msub msup msubsup munder mover munderover
mtable mtr mtd mstyle mspace mpadded mphantom menclose merror mfenced mmultiscripts mprescripts maction
svg desc foreignObject altGlyph altGlyphDef altGlyphItem animateColor animateMotion animateTransform clipPath feBlend feColorMatrix feComposite
feConvolveMatrix feDisplacementMap feDistantLight feDropShadow feFlood feFuncA feFuncB feFuncG feFuncR feGaussianBlur feImage feMerge
feMergeNode feMorphology feOffset fePointLight feSpotLight feTile feTurbulence glyphRef linearGradient radialGradient textPath
path g rect circle line text tspan use defs symbol
feComponentTransfer feDiffuseLighting feSpecularLighting
""".split()

# What a reader of content asks for, then the names that foreign content respells ("adjust SVG attributes", "adjust foreign attributes").
ATTRS = """
abbr accept accept-charset accesskey action align allow allowfullscreen alt aria-describedby aria-hidden aria-label aria-level aria-modal
aria-labelledby as async autocomplete autofocus autoplay axis background bgcolor border cellpadding cellspacing char charset checked cite class
classid clear code codebase codetype color cols colspan compact content contenteditable controls coords crossorigin data
data-src data-srcset data-original data-lazy-src data-lazy-srcset data-lazy data-url data-href data-title data-lang data-language data-testid
data-timestamp data-utime data-date data-component data-type data-id data-name data-toggle data-target data-role data-nosnippet
data-highlight data-author
datetime decoding default defer definitionurl dir dirname disabled download draggable encoding enctype face fetchpriority for form formaction frame
frameborder headers height hidden high href hreflang hspace http-equiv id imagesizes imagesrcset inert inputmode integrity is itemid itemprop
itemref itemscope itemtype kind label lang language link list loading longdesc loop low marginheight marginwidth max maxlength media method
min minlength multiple muted name nohref nomodule nonce noshade novalidate nowrap onclick onerror onload open optimum pattern ping placeholder
playsinline popover poster preload profile prefix property pubdate readonly referrerpolicy rel required resource rev reversed role rows rowspan rules
sandbox scheme scope scrolling selected shape size sizes slot span spellcheck src srcdoc srclang srcset start step style summary tabindex
target text title translate type typeof usemap valign value valuetype version viewbox vlink vocab about datatype vspace width wrap alttext display
fill stroke d x y transform points
stroke-width stroke-linecap stroke-linejoin fill-rule clip-rule clip-path focusable
aria-expanded aria-controls aria-haspopup aria-current aria-selected aria-required aria-pressed
xml:lang xml:space xmlns xmlns:xlink xlink:actuate xlink:arcrole xlink:href xlink:role xlink:show xlink:title xlink:type
""".split()

# SVG attributes with capitals in them (13.2.6.1, "adjust SVG attributes").
SVG_ATTRS = """attributeName attributeType baseFrequency baseProfile calcMode clipPathUnits diffuseConstant edgeMode filterUnits glyphRef
gradientTransform gradientUnits kernelMatrix kernelUnitLength keyPoints keySplines keyTimes lengthAdjust limitingConeAngle markerHeight markerUnits
markerWidth maskContentUnits maskUnits numOctaves pathLength patternContentUnits patternTransform patternUnits pointsAtX pointsAtY pointsAtZ
preserveAlpha preserveAspectRatio primitiveUnits refX refY repeatCount repeatDur requiredExtensions requiredFeatures specularConstant
specularExponent spreadMethod startOffset stdDeviation stitchTiles surfaceScale systemLanguage tableValues targetX targetY textLength viewBox
viewTarget xChannelSelector yChannelSelector zoomAndPan""".split()


def words(name):
    raw = name.encode().ljust(16, b"\0")
    return int.from_bytes(raw[:8], "little"), int.from_bytes(raw[8:16], "little")


def step(x):
    """splitmix64: the trial constants are the same on every machine"""
    x = (x + 0x9E3779B97F4A7C15) & MASK
    z = x
    z = ((z ^ (z >> 30)) * 0xBF58476D1CE4E5B9) & MASK
    z = ((z ^ (z >> 27)) * 0x94D049BB133111EB) & MASK
    return x, z ^ (z >> 31)


def spread(name, a, b):
    lo, hi = words(name)
    return (lo * a + hi * b) & MASK


def are_apart(names, a, b):
    """do these names differ in their top 6 bits?"""
    taken = 0
    for name in names:
        bit = 1 << (spread(name, a, b) >> 58)
        if taken & bit:
            return False
        taken |= bit
    return True


def find_hash(names, seed, bits, apart=()):
    """the first pair of factors without a collision; hundreds are tried, some hundred thousand where names must stand apart"""
    x = seed
    while True:
        x, a = step(x)
        x, b = step(x)
        a |= 1
        b |= 1
        if not are_apart(apart, a, b):
            continue
        taken = {}
        for i, name in enumerate(names, 1):
            slot = spread(name, a, b) >> (64 - bits)
            if slot in taken:
                break
            taken[slot] = i
        else:
            return a, b, taken


def macro(name):
    return name.upper().replace("-", "_").replace(":", "_")


def emit(kind, entries, out_list, out_table, seed):
    """entries: (lower-case name, SVG spelling), short names first"""
    short = [e for e in entries if len(e[0]) <= 16]
    long = [e for e in entries if len(e[0]) > 16]
    entries = short + long
    lower = [e[0] for e in entries]
    assert len(set(lower)) == len(lower), [n for n in lower if lower.count(n) > 1]
    out_list.append(f"#define TMS_HTML_{kind}_NAMES(X) \\")
    for i, (name, svg) in enumerate(entries):
        out_list.append(f'  X({macro(name)}, "{name}", "{svg}")' + (" \\" if i + 1 < len(entries) else ""))
    bits = SLOT_BITS[kind]
    a, b, taken = find_hash([e[0] for e in short], seed, bits, APART if kind == "ATTR" else ())
    k = kind.lower()
    out_list.append(f"#define TMS_HTML_{kind}_LOW UINT64_C(0x{a:016x})")
    out_list.append(f"#define TMS_HTML_{kind}_HIGH UINT64_C(0x{b:016x})")
    out_list.append(f"enum {{ TMS_HTML_{kind}_SHIFT = {64 - bits}, TMS_HTML_{kind}_SHORT = {len(short)} }}; /* longer names stand behind these */")
    width = "uint8_t" if len(entries) < 256 else "uint16_t"
    out_table.append(f"const {width} tms_html_{k}_slots[{1 << bits}] = {{")
    cells = [f"[{slot}] = {taken[slot]}" for slot in sorted(taken)]
    for i in range(0, len(cells), 10):
        out_table.append("    " + ", ".join(cells[i:i + 10]) + ",")
    out_table.append("};")
    out_table.append(f"const uint64_t tms_html_{k}_words[TMS_HTML_{kind}_SHORT + 1][2] = {{")
    out_table.append("    {0, 0},")
    for name, _ in short:
        lo, hi = words(name)
        out_table.append(f"    {{UINT64_C(0x{lo:016x}), UINT64_C(0x{hi:016x})}}, /* {name} */")
    out_table.append("};")


def main():
    head = "/* Made by tools/gen_html_names.py. Do not edit. */"
    out_list, out_table = [head], [head]
    tags = [(t.lower(), t) for t in TAGS]
    assert len(tags) <= 255, len(tags)
    attrs = [(n, n) for n in ATTRS if n != "viewbox"]
    attrs += [(n.lower(), n) for n in SVG_ATTRS]
    emit("TAG", tags, out_list, out_table, 1)
    emit("ATTR", attrs, out_list, out_table, 2)
    files = {"names_list.inc": out_list, "names_table.inc": out_table}
    bad = 0
    for name, lines in files.items():
        path, text = os.path.join(ROOT, name), "\n".join(lines) + "\n"
        if "--check" in sys.argv[1:]:
            if not os.path.exists(path) or open(path, encoding="utf-8").read() != text:
                print(f"formats/html/{name} is not what tools/gen_html_names.py makes", file=sys.stderr)
                bad = 1
        else:
            with open(path, "w", encoding="utf-8") as f:
                f.write(text)
    sys.exit(bad)


main()
