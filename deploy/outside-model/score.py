#!/usr/bin/env python3
"""A model outside Tocsin: learns from the verdicts' observed values, judges the newest windows, tells Tocsin.

Needs python3 and kcat. Run it from a timer; a model of your own replaces the class Usual.
"""
import argparse
import math
import statistics
import struct
import subprocess
import uuid

import avro

MODEL = "usual@1"


class Usual:
    """How far each metric is from its median, in median absolute deviations; as unusual as few windows were."""

    def __init__(self, rows):
        """Learns what is usual from one half of the rows, and how unusual rows usually are from the other."""
        half = len(rows) // 2
        self.names = sorted(set().union(*(row.keys() for row in rows)))
        self.centre, self.spread = {}, {}
        for name in self.names:
            values = [row[name] for row in rows[:half] if name in row] or [0.0]
            self.centre[name] = statistics.median(values)
            deviations = [abs(value - self.centre[name]) for value in values]
            self.spread[name] = max(1.4826 * statistics.median(deviations), abs(self.centre[name]) * 1e-3, 1e-12)
        self.distances = sorted(self.distance(row) for row in rows[half:])

    def deviations(self, row):
        return {name: (row[name] - self.centre[name]) / self.spread[name] for name in self.names if name in row}

    def distance(self, row):
        return math.sqrt(sum(min(abs(z), 1e6) ** 2 for z in self.deviations(row).values()))

    def p_value(self, row):
        """The conformal p-value: the share of calibration rows at least as far out, counting this one."""
        distance = self.distance(row)
        beyond = sum(1 for other in self.distances if other >= distance)
        return (beyond + 1) / (len(self.distances) + 1)

    def metrics(self, row):
        deviations = {name: max(-1e6, min(1e6, z)) for name, z in self.deviations(row).items()}
        total = sum(z * z for z in deviations.values()) or 1.0
        return {name: {"observed": row[name], "expected": self.centre[name], "deviation": z,
                       "direction": "up" if z > 0 else "down" if z < 0 else "none", "share": z * z / total,
                       "level": "anomalous" if abs(z) >= 6 else "elevated" if abs(z) >= 4 else "normal"}
                for name, z in deviations.items()}


def consume(brokers, topic):
    """All values of a topic: kcat writes each one's length and bytes."""
    out = subprocess.run(["kcat", "-C", "-q", "-e", "-b", brokers, "-t", topic, "-o", "beginning",
                          "-X", "isolation.level=read_committed", "-f", "%R%s"],
                         stdout=subprocess.PIPE, check=True).stdout
    place = 0
    while place < len(out):
        (length,) = struct.unpack(">i", out[place:place + 4])
        place += 4
        if length >= 0:
            yield out[place:place + length]
            place += length


def produce(brokers, topic, records):
    """Keys and values, apart by words that no value has."""
    between, after = uuid.uuid4().hex, uuid.uuid4().hex
    lines = b"".join(key.encode() + between.encode() + value + after.encode() for key, value in records)
    subprocess.run(["kcat", "-P", "-b", brokers, "-t", topic, "-K", between, "-D", after], input=lines, check=True)


def main():
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--brokers", required=True)
    options.add_argument("--registry", required=True, help="http://host:port")
    options.add_argument("--prefix", default="tocsin", help="topics.prefix of Tocsin's settings")
    options.add_argument("--judge", type=int, default=5, help="how many of each service's newest windows to judge")
    options.add_argument("--least", type=int, default=200, help="windows to learn from, at least")
    given = options.parse_args()
    registry = avro.Registry(given.registry)
    services = {}
    for value in consume(given.brokers, f"{given.prefix}.verdicts.v1"):
        verdict = avro.unframe(registry, value)
        row = {name: reading["observed"] for name, reading in verdict["metrics"].items()
               if not name.startswith("outside.") and math.isfinite(reading["observed"])}
        if row:
            windows = services.setdefault((verdict["namespace"], verdict["service"]), {})
            windows[verdict["window_end"]] = (verdict["window_start"], row)
    topic = f"{given.prefix}.outside-verdicts.v1"
    schema_id, schema = registry.latest(topic + "-value")
    told = []
    for (namespace, service), windows in sorted(services.items()):
        ends = sorted(windows)
        known, newest = ends[:-given.judge], ends[-given.judge:]
        if len(known) < given.least:
            print(f"{namespace}/{service}: {len(known)} windows to learn from, {given.least} are needed")
            continue
        model = Usual([windows[end][1] for end in known])
        for end in newest:
            start, row = windows[end]
            told.append((f"{namespace}/{service}", avro.frame(schema_id, schema, {
                "namespace": namespace, "service": service, "window_start": start, "window_end": end,
                "model": MODEL, "p_value": model.p_value(row), "metrics": model.metrics(row)})))
    if told:
        produce(given.brokers, topic, told)
    print(f"{len(told)} windows of {len(services)} services judged by {MODEL}")


if __name__ == "__main__":
    main()
