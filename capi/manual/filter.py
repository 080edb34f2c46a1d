#!/usr/bin/python3 -B
"""usage: filter.py HEADER

The headers for C in the words of Doxygen: plain comments become its comments, indented lines become code, sections become its topics,
and functions that share a comment share it there, too.
"""
import re
import sys

DECLARATION = re.compile(r"^(HOMING_API |typedef |#define HOMING_[A-Z_]+[ (])")
SECTION = re.compile(r"^/\* ---- (.*?) -+ \*/$")
ITEM = re.compile(r"^  (\w+)  +(.*)$")  # of the lists in the first comment; what goes on stands far to the right
FAR = " " * 10


def escape(line):
    """Text as it is, in a language in which these characters mean something; names stay whole, so that they become links."""
    if "`" in line:
        return line
    line = re.sub(r"([\\@<>#%*~|\[\]])", r"\\\1", line.replace("&", "&amp;"))
    return re.sub(r"(?<!\w)_", r"\\_", line)


def shown_as(line):
    item = ITEM.match(line)
    if item:
        return f"- **{item.group(1)}** {escape(item.group(2))}"
    if line.isupper():
        return f"\n**{line}**\n"
    return escape(line.strip())


def body(lines):
    shown, code = [], False
    for line in lines:
        indented = line.startswith("    ") and not line.startswith(FAR)
        if indented and not code:
            shown.append("@code{.c}")
        if code and not line.startswith("    "):
            shown.append("@endcode")
            code = False
        code = code or indented
        shown.append(line[4:] if code else shown_as(line))
    return "\n".join(shown + (["@endcode"] if code else []))


def documented(comment, first_line=""):
    lines = re.sub(r"^/\* ?|\s*\*/$", "", comment).split("\n")
    text = body([re.sub(r"^ \* ?", "", line) for line in lines])
    return "/**" + first_line + "\n" + "\n".join(f" * {line}".rstrip() for line in text.split("\n")) + "\n */"


def trailing(line):
    return re.sub(r" /\* (.*?) \*/$", lambda found: f" /**< {escape(found.group(1))} */", line)


class Filter:
    def __init__(self, header, name):
        self.header, self.name = header, name
        self.objects = dict(re.findall(r"^ \*   (homing_\w+) +(.*)$", header, flags=re.MULTILINE))
        self.last = None       # the comment in force
        self.last_is_used = False
        self.in_section = False

    def end_of_section(self):
        if self.in_section:
            yield "/** @} */"
        self.in_section = False

    def section(self, title):
        yield from self.end_of_section()
        yield f"/** @defgroup {re.sub(r'[^a-z]+', '_', title.lower())} {title}\n * @{{ */"
        self.in_section = True

    def declaration(self, line):
        opaque = re.match(r"typedef struct (\w+) \1;", line)
        if opaque:
            yield f"/** {escape(self.objects[opaque.group(1)])} */"
        elif self.last is not None and self.last_is_used:
            yield self.last
        self.last_is_used = True
        yield trailing(line)

    def line(self, line):
        if not line.strip():
            self.last = None
        if line.startswith("#ifdef __cplusplus"):
            yield from self.end_of_section()
        member = re.match(r"^  \S.*?\(\*(\w+?)_?\)\(", line)  # of the table of functions
        if member:
            yield f"  /** homing_{member.group(1)} */"
        yield trailing(line)

    def token(self, token):
        section = SECTION.match(token)
        if section:
            return self.section(section.group(1))
        if token.startswith("/*"):
            self.last, self.last_is_used = documented(token), False
            return [self.last]
        return self.declaration(token) if DECLARATION.match(token) else self.line(token)

    def all(self):
        first = True
        for found in re.finditer(r"^/\*.*?\*/$|^[^\n]*$", self.header, flags=re.DOTALL | re.MULTILINE):
            if first:
                yield documented(found.group(), f" @file {self.name}\n *")
            else:
                yield from self.token(found.group())
            first = False


if __name__ == "__main__":
    with open(sys.argv[1], encoding="utf-8") as file:
        print("\n".join(Filter(file.read(), sys.argv[1].rsplit("/", 1)[-1]).all()))
