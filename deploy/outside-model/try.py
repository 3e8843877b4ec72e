#!/usr/bin/env python3
"""Shows a model outside at work: telemetry of a service goes into a Tocsin that is running, score.py judges it, and what
Tocsin then tells is printed.

Needs python3 and kcat, and a DetectorProfile that asks for the model (member.yaml or alone.yaml). For trying only: it writes
telemetry of a service that doesn't exist.
"""
import argparse
import random
import sys
import time

import avro
import score

USUAL = {"latency_p99_seconds": 0.1, "error_ratio": 0.001, "cpu_utilization": 0.3, "requests_per_second": 50.0}
WINDOWS = 240
AFTERWARDS = 10
PATIENCE = 120


class Shop:
    """A service that is well, but for its latency in its newest windows."""

    def __init__(self, service, first, length, schema):
        self.service, self.first, self.length, self.schema = service, first, length, schema
        self.dice = random.Random(7)

    def samples(self, windows):
        """Four samples in each window, as records of the telemetry topic."""
        for window in windows:
            for part in range(4):
                metrics = {name: value * (1 + 0.05 * self.dice.gauss(0, 1)) for name, value in USUAL.items()}
                if window >= WINDOWS - 2:
                    metrics["latency_p99_seconds"] *= 1.6
                sample = {"namespace": "default", "service": self.service, "instance": "", "labels": {},
                          "time": self.first + window * self.length + part * self.length // 4, "metrics": metrics}
                yield f"default/{self.service}", avro.frame(*self.schema, sample)


def verdicts(given, registry):
    told = (avro.unframe(registry, value) for value in score.consume(given.brokers, f"{given.prefix}.verdicts.v1"))
    return [verdict for verdict in told if verdict["service"] == given.service]


def awaited(what, found):
    """Asks until there is an answer."""
    end = time.time() + PATIENCE
    while time.time() < end:
        answer = found()
        if answer:
            return answer
        time.sleep(1)
    sys.exit(f"after {PATIENCE} s there is no {what}")


def main():
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    score.options(options)
    options.add_argument("--service", default="outside-demo")
    given = options.parse_args()
    score.needs_kcat()
    registry = avro.Registry(given.registry)
    telemetry = f"{given.prefix}.telemetry.v1"
    length = given.window * 1000
    now = int(time.time() * 1000) // length * length
    shop = Shop(given.service, now - (WINDOWS + 2 + AFTERWARDS) * length, length, registry.latest(telemetry + "-value"))

    score.produce(given.brokers, telemetry, shop.samples(range(WINDOWS + 2)))
    print(f"{WINDOWS} windows of default/{given.service} sent")
    if given.read == "verdicts":
        last = shop.first + WINDOWS * length
        awaited(f"verdict of default/{given.service}; has it another window.size?", lambda: [
            verdict for verdict in verdicts(given, registry) if verdict["window_end"] == last])
    score.judge(given, registry)
    # A member's verdict counts in a window that closes after it came.
    still = iter(range(WINDOWS + 2, WINDOWS + 2 + AFTERWARDS))

    def told():
        window = next(still, None)
        if window is not None:
            score.produce(given.brokers, telemetry, shop.samples([window]))
        return [verdict for verdict in verdicts(given, registry) if verdict["profile"].split("+")[-1] == score.MODEL]

    for verdict in awaited(f"verdict that {score.MODEL} had a part in; is a DetectorProfile in force that asks for it?", told):
        model = verdict["metrics"][f"outside.{score.MODEL.split('@')[0]}"]
        print(f"{time.strftime('%H:%M:%SZ', time.gmtime(verdict['window_end'] / 1000))} {verdict['profile']}: "
              f"p = {verdict['p_value']:.2g}, {'anomalous' if verdict['anomalous'] else verdict['level']}; "
              f"the model alone: {10 ** -model['observed']:.2g}")


if __name__ == "__main__":
    main()
