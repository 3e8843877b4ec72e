"""Avro in Confluent's framing, by the schema of the registry: as much of it as Tocsin's records use."""
import io
import json
import struct
import sys
import urllib.error
import urllib.request


class Registry:
    def __init__(self, url):
        self.url = url
        self.by_id = {}

    def get(self, path):
        try:
            with urllib.request.urlopen(self.url + path, timeout=10) as answer:
                return json.load(answer)
        except urllib.error.URLError as problem:
            sys.exit(f"the registry at {self.url}{path}: {problem}")

    def schema(self, schema_id):
        if schema_id not in self.by_id:
            self.by_id[schema_id] = json.loads(self.get(f"/schemas/ids/{schema_id}")["schema"])
        return self.by_id[schema_id]

    def latest(self, subject):
        """The id and the schema that Tocsin registered."""
        newest = self.get(f"/subjects/{subject}/versions/latest")
        return newest["id"], json.loads(newest["schema"])


def unframe(registry, value):
    magic, schema_id = struct.unpack(">bI", value[:5])
    if magic != 0:
        raise ValueError("not framed Avro")
    return read(registry.schema(schema_id), io.BytesIO(value[5:]), {})


def frame(schema_id, schema, record):
    out = io.BytesIO()
    write(schema, record, out, {})
    return struct.pack(">bI", 0, schema_id) + out.getvalue()


def resolve(schema, named):
    """A name stands for the type that had it before."""
    if isinstance(schema, str) and schema.rsplit(".", 1)[-1] in named:
        return named[schema.rsplit(".", 1)[-1]]
    if isinstance(schema, dict) and schema["type"] in ("record", "enum"):
        named[schema["name"].rsplit(".", 1)[-1]] = schema
    return schema


def kind_of(schema):
    if isinstance(schema, list):
        return "union"
    return schema["type"] if isinstance(schema, dict) else schema


def read_long(data):
    shift = result = 0
    while True:
        byte = data.read(1)[0]
        result |= (byte & 0x7F) << shift
        if byte < 0x80:
            return (result >> 1) ^ -(result & 1)
        shift += 7


def write_long(number, out):
    number = (number << 1) ^ (number >> 63)
    while number > 0x7F:
        out.write(bytes([number & 0x7F | 0x80]))
        number >>= 7
    out.write(bytes([number]))


def read(schema, data, named):
    schema = resolve(schema, named)
    kind = kind_of(schema)
    if kind == "record":
        return {field["name"]: read(field["type"], data, named) for field in schema["fields"]}
    if kind == "union":
        # Every branch is looked at, so that the names it defines are known.
        branches = [resolve(branch, named) for branch in schema]
        return read(branches[read_long(data)], data, named)
    if kind == "enum":
        return schema["symbols"][read_long(data)]
    if kind in ("map", "array"):
        found = {} if kind == "map" else []
        count = read_long(data)
        while count:
            if count < 0:
                count, _ = -count, read_long(data)
            for _ in range(count):
                if kind == "map":
                    name = read("string", data, named)
                    found[name] = read(schema["values"], data, named)
                else:
                    found.append(read(schema["items"], data, named))
            count = read_long(data)
        return found
    if kind in ("int", "long"):
        return read_long(data)
    if kind == "double":
        return struct.unpack("<d", data.read(8))[0]
    if kind == "boolean":
        return data.read(1) == b"\x01"
    if kind == "string":
        return data.read(read_long(data)).decode()
    if kind == "null":
        return None
    raise ValueError(f"no reader for {schema}")


def write(schema, value, out, named):
    schema = resolve(schema, named)
    kind = kind_of(schema)
    if kind == "record":
        for field in schema["fields"]:
            write(field["type"], value.get(field["name"], field.get("default")), out, named)
    elif kind == "union":
        kinds = [kind_of(resolve(branch, named)) for branch in schema]
        place = kinds.index("null") if value is None else next(i for i, k in enumerate(kinds) if k != "null")
        write_long(place, out)
        write(schema[place], value, out, named)
    elif kind == "enum":
        write_long(schema["symbols"].index(value), out)
    elif kind == "map":
        if value:
            write_long(len(value), out)
            for name, item in value.items():
                write("string", name, out, named)
                write(schema["values"], item, out, named)
        else:
            # The names that its values define are needed later all the same.
            resolve(schema["values"], named)
        write_long(0, out)
    elif kind in ("int", "long"):
        write_long(value, out)
    elif kind == "double":
        out.write(struct.pack("<d", value))
    elif kind == "boolean":
        out.write(b"\x01" if value else b"\x00")
    elif kind == "string":
        encoded = value.encode()
        write_long(len(encoded), out)
        out.write(encoded)
    elif kind != "null":
        raise ValueError(f"no writer for {schema}")
