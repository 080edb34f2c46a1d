"""What homing.h declares, in the words of each language: what generate.py writes into the bindings."""
import re

# A type of the header -> one letter, which the languages translate.
LETTERS = {
    "void": "v", "int32_t": "i", "homing_status": "i", "uint32_t": "u", "int64_t": "l", "size_t": "z", "const char *": "s", "void *": "p",
    "uint32_t *": "U", "size_t *": "Z", "const char * *": "S", "homing_listener": "L", "homing_store_get": "G", "homing_store_put": "P",
    "homing_store_erase": "E", "void (*)(void *)": "R",
}
RUST = {
    "v": "()", "i": "i32", "u": "u32", "l": "i64", "z": "usize", "s": "*const c_char", "p": "*mut c_void", "h": "Pointer", "o": "*mut Pointer",
    "U": "*mut u32", "Z": "*mut usize", "S": "*mut *const c_char", "L": "Option<ListenCall>", "G": "Option<GetCall>", "P": "Option<PutCall>",
    "E": "Option<EraseCall>", "R": "Option<ReleaseCall>",
}
JAVA = {
    "v": "void", "i": "int", "u": "int", "l": "long", "z": "SizeT", "s": "byte[]", "p": "Pointer", "h": "Pointer", "o": "PointerByReference",
    "U": "IntByReference", "Z": "Pointer", "S": "PointerByReference", "L": "ListenCall", "G": "GetCall", "P": "PutCall",
    "E": "EraseCall", "R": "ReleaseCall",
}
CSHARP = {
    "v": "void", "i": "int", "u": "uint", "l": "long", "z": "UIntPtr", "s": "byte[]", "p": "IntPtr", "h": "Owner", "o": "out IntPtr",
    "U": "out uint", "Z": "IntPtr", "S": "out IntPtr", "L": "ListenCall", "G": "GetCall", "P": "PutCall", "E": "EraseCall", "R": "ReleaseCall",
}


def letter(kind):
    """The letter of a type; h: any object, o: where one is put."""
    if kind in LETTERS:
        return LETTERS[kind]
    if re.fullmatch(r"(const )?homing_\w+ \*", kind):
        return "h"
    if re.fullmatch(r"homing_\w+ \* \*", kind):
        return "o"
    raise ValueError(f"homing.h has a type that the bindings do not know: {kind}")


def kind_of(parameter):
    """The type of a parameter, without its name: "const char *address" is a "const char *"."""
    if "(*" in parameter:
        return "void (*)(void *)"
    return " ".join(re.sub(r"\w+$", "", parameter).replace("*", " * ").split())


def functions(flat):
    """Each function as its name, the letter of what it returns, and of each parameter its letter and name."""
    for line in flat.splitlines():
        found = re.match(r"(?!typedef|enum)(.*?)(homing_\w+)\((.*)\);$", line)
        if not found:
            continue
        result, name, rest = found.groups()
        parameters = [] if rest == "void" else re.split(r", (?![^(]*\))", rest)
        yield name, letter(" ".join(result.replace("*", " * ").split())), [(letter(kind_of(one)), name_of(one)) for one in parameters]


def name_of(parameter):
    found = re.search(r"\(\*(\w+)\)", parameter) or re.search(r"(\w+)$", parameter)
    return found[1]


def statuses(flat):
    """Each status without HOMING_, and its number."""
    return [(name, int(number)) for name, number in re.findall(r"HOMING_([A-Z_]+) = (\d+)", flat)]


def wrapped(words, indent, separator=" ", width=150):
    """The words on lines that are not too long; none of them is cut."""
    lines, line = [], ""
    for word in words:
        if line and len(indent) + len(line) + len(separator) + len(word) > width:
            lines.append(indent + line + separator.rstrip())
            line = word
        else:
            line += separator + word if line else word
    return "\n".join([*lines, indent + line])


def folded(line, indent):
    """The line, on two where it is too long."""
    if len(line) <= 155:
        return line
    cut = line.rindex(", ", 0, 150) + 1
    return f"{line[:cut]}\n{indent}    {line[cut + 1:]}"


def letters(flat, indent):
    """name:result:parameters, for languages that make functions of a table."""
    return wrapped((f"{name}:{result}:{''.join(kind for kind, _ in given)}" for name, result, given in functions(flat)), indent)


def c_lines(flat, indent):
    """The declarations as they are, several a line; what is too long for one goes on after a comma."""
    pieces = []
    for line in flat.splitlines():
        while len(line) > 140:
            cut = line.rindex(", ", 0, 140) + 1
            pieces.append(line[:cut])
            line = line[cut + 1:]
        pieces.append(line)
    return wrapped(pieces, indent)


def rust(flat, indent):
    for name, result, given in functions(flat):
        back = "" if result == "v" else f" -> {RUST[result]}"
        yield folded(f"{indent}pub fn {name}({', '.join(f'{word}: {RUST[kind]}' for kind, word in given)}){back};", indent)


def java(flat, indent):
    for name, result, given in functions(flat):
        back = "Pointer" if result == "s" else JAVA[result]
        yield folded(f"{indent}static native {back} {name}({', '.join(f'{JAVA[kind]} {word}' for kind, word in given)});", indent)


def csharp(flat, indent):
    keywords = {"out": "made", "event": "told", "in": "given"}
    for name, result, given in functions(flat):
        types = {**CSHARP, "h": "IntPtr"} if name.endswith("_free") else CSHARP  # an Owner is alive while it is used
        words = ", ".join(f"{types[kind]} {keywords.get(word, word)}" for kind, word in given)
        back = "IntPtr" if result == "s" else types[result]
        yield folded(f"{indent}[DllImport(Library)] internal static extern {back} {name}({words});", indent)
