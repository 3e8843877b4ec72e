package dev.tocsin.app.doctor;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

import org.apache.kafka.common.acl.AclOperation;

import dev.tocsin.app.settings.Settings;
import dev.tocsin.schemas.topic.Topic;
import dev.tocsin.schemas.topic.Topics;
import dev.tocsin.topology.TopologySettings.Source;

import static org.apache.kafka.common.acl.AclOperation.DESCRIBE;
import static org.apache.kafka.common.acl.AclOperation.READ;
import static org.apache.kafka.common.acl.AclOperation.WRITE;

/** What the service must be allowed to do with one topic: the least that it works with. */
record Need(String topic, Set<AclOperation> operations) {

    Need {
        operations = Set.copyOf(operations);
    }

    /** Of every topic it reads or writes, apart from its internal ones. */
    static List<Need> of(Settings settings) {
        Topics topics = settings.topics().names();
        List<Need> needs = new ArrayList<>();
        settings.sources().stream().map(Source::topic)
                .forEach(topic -> needs.add(new Need(topic, Set.of(READ, DESCRIBE))));
        for (Topic written : List.of(topics.verdicts(), topics.incidents(), topics.deliveries(), topics.digest(),
                topics.deadLetters())) {
            needs.add(new Need(written.name(), Set.of(WRITE, DESCRIBE)));
        }
        for (Topic both : List.of(topics.notifications(), topics.receiverState(), topics.configStatus(),
                topics.changes(), topics.neighbours(), topics.feedback())) {
            needs.add(new Need(both.name(), Set.of(READ, WRITE, DESCRIBE)));
        }
        for (Topic read : List.of(topics.config(), topics.models(), topics.outsideVerdicts())) {
            needs.add(new Need(read.name(), Set.of(READ, DESCRIBE)));
        }
        return List.copyOf(needs);
    }

    /** What of it isn't allowed; read and write include describe. */
    Set<AclOperation> missing(Set<AclOperation> allowed) {
        if (allowed.contains(AclOperation.ALL)) {
            return Set.of();
        }
        Set<AclOperation> missing = EnumSet.copyOf(operations);
        missing.removeAll(allowed);
        if (allowed.contains(READ) || allowed.contains(WRITE)) {
            missing.remove(DESCRIBE);
        }
        return missing;
    }
}
