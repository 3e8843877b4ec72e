package dev.tocsin.topology;

import java.util.function.Supplier;

import dev.tocsin.escalation.switchboard.Tuning;
import dev.tocsin.schemas.registry.SchemaRegistry;
import dev.tocsin.schemas.serde.SerdeSettings;
import dev.tocsin.topology.clock.Census;
import dev.tocsin.topology.clock.InputLag;
import dev.tocsin.topology.clock.Progress;
import dev.tocsin.topology.config.TuningHolder;
import dev.tocsin.topology.decode.Holds;
import dev.tocsin.topology.detect.Checkpoints;
import dev.tocsin.topology.limits.ServiceLimits;

/**
 * What the topology shares with the process it runs in.
 *
 * @param documents the tuning in force, which the topology itself keeps up to date from the config-status topic
 * @param telling what of it the switchboard needs, with the routing and observe mode of the settings
 * @param lag how many records wait in an input partition
 * @param limits how many services this process takes on
 */
public record Ports(SchemaRegistry registry, SerdeSettings serdes, TuningHolder documents, Supplier<Tuning> telling,
        InputLag lag, Progress progress, Census census, Holds holds, Checkpoints checkpoints, ServiceLimits limits,
        Counts counts) {}
