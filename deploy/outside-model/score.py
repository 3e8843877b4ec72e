#!/usr/bin/env python3
"""A model outside Tocsin: learns what is usual for each service, judges the newest windows, tells Tocsin.

Needs python3 and kcat. Run it from a timer; a model of your own replaces the class Usual.
"""
import argparse
import math
import shutil
import statistics
import struct
import subprocess
import sys
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

    def anomalous(self, row):
        """Twice as far out as anything before is; the rest is left to the budget."""
        return True if self.distance(row) > 2 * self.distances[-1] else None

    def metrics(self, row):
        deviations = {name: max(-1e6, min(1e6, z)) for name, z in self.deviations(row).items()}
        total = sum(z * z for z in deviations.values()) or 1.0
        return {name: {"observed": row[name], "expected": self.centre[name], "deviation": z,
                       "direction": "up" if z > 0 else "down" if z < 0 else "none", "share": z * z / total,
                       "level": "anomalous" if abs(z) >= 6 else "elevated" if abs(z) >= 4 else "normal"}
                for name, z in deviations.items()}


def kcat(*arguments, **more):
    ran = subprocess.run(["kcat", *arguments], **more)
    if ran.returncode != 0:
        sys.exit(f"kcat ended with {ran.returncode}")
    return ran.stdout


def consume(brokers, topic):
    """All values of a topic: kcat writes each one's length and bytes."""
    out = kcat("-C", "-q", "-e", "-b", brokers, "-t", topic, "-o", "beginning", "-X", "isolation.level=read_committed",
               "-f", "%R%s", stdout=subprocess.PIPE)
    place = 0
    while place < len(out):
        (length,) = struct.unpack(">i", out[place:place + 4])
        place += 4
        if length >= 0:
            yield out[place:place + length]
            place += length


def produce(brokers, topic, records):
    """Keys and values, apart by words that no value has; keys fall into partitions as those of Java's producers do."""
    between, after = uuid.uuid4().hex, uuid.uuid4().hex
    lines = b"".join(key.encode() + between.encode() + value + after.encode() for key, value in records)
    kcat("-P", "-b", brokers, "-t", topic, "-K", between, "-D", after, "-X", "partitioner=murmur2_random", input=lines)


def options(parser):
    """What a model needs to be told."""
    parser.add_argument("--brokers", default="localhost:19092", help="default: %(default)s, as of run --embedded")
    parser.add_argument("--registry", default="http://localhost:18081", help="default: %(default)s")
    parser.add_argument("--prefix", default="tocsin", help="topics.prefix of Tocsin's settings")
    parser.add_argument("--read", choices=("verdicts", "telemetry"), default="verdicts",
                        help="where values are read: what Tocsin observed in each window, or tocsin.telemetry.v1 itself, for a "
                             "model that stands alone (default: %(default)s)")
    parser.add_argument("--window", type=int, default=60, help="window.size of Tocsin's settings, in seconds")
    parser.add_argument("--judge", type=int, default=5, help="how many of each service's newest windows to judge")
    parser.add_argument("--least", type=int, default=200, help="windows to learn from, at least")


def of_verdicts(given, registry):
    """By service and end, what Tocsin observed in each window."""
    services = {}
    for value in consume(given.brokers, f"{given.prefix}.verdicts.v1"):
        verdict = avro.unframe(registry, value)
        row = {name: reading["observed"] for name, reading in verdict["metrics"].items()
               if not name.startswith("outside.") and math.isfinite(reading["observed"])}
        if row:
            services.setdefault((verdict["namespace"], verdict["service"]), {})[verdict["window_end"]] = row
    return services


def of_telemetry(given, registry):
    """By service and end, the means of the samples in each window; the newest one may be under way, so it isn't told."""
    services, length = {}, given.window * 1000
    for value in consume(given.brokers, f"{given.prefix}.telemetry.v1"):
        sample = avro.unframe(registry, value)
        rows = services.setdefault((sample["namespace"], sample["service"]), {})
        row = rows.setdefault(sample["time"] // length * length + length, {})
        for name, number in sample["metrics"].items():
            if math.isfinite(number):
                row.setdefault(name, []).append(number)
    return {service: {end: {name: statistics.fmean(numbers) for name, numbers in rows[end].items()}
                      for end in sorted(rows)[:-1]} for service, rows in services.items()}


def judge(given, registry):
    """Judges the newest windows of every service, and tells."""
    services = of_telemetry(given, registry) if given.read == "telemetry" else of_verdicts(given, registry)
    topic = f"{given.prefix}.outside-verdicts.v1"
    schema_id, schema = registry.latest(topic + "-value")
    told = []
    for (namespace, service), known in sorted(services.items()):
        ends = sorted(known)
        past, newest = ends[:-given.judge], ends[-given.judge:]
        if len(past) < given.least:
            print(f"{namespace}/{service}: {len(past)} windows to learn from, {given.least} are needed")
            continue
        model = Usual([known[end] for end in past])
        for end in newest:
            row = known[end]
            told.append((f"{namespace}/{service}", avro.frame(schema_id, schema, {
                "namespace": namespace, "service": service, "window_start": end - given.window * 1000, "window_end": end,
                "model": MODEL, "p_value": model.p_value(row), "anomalous": model.anomalous(row),
                "metrics": model.metrics(row)})))
    if told:
        produce(given.brokers, topic, told)
    print(f"{len(told)} windows of {len(services)} services judged by {MODEL}")


def needs_kcat():
    if shutil.which("kcat") is None:
        sys.exit("kcat isn't installed (Debian: apt-get install kcat)")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options(parser)
    given = parser.parse_args()
    needs_kcat()
    judge(given, avro.Registry(given.registry))


if __name__ == "__main__":
    main()
