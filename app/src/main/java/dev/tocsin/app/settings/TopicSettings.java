package dev.tocsin.app.settings;

import java.util.Optional;

import dev.tocsin.schemas.topic.Topics;

/**
 * Tocsin's own topics.
 *
 * @param partitions of every topic that isn't one partition wide
 * @param replication factor; empty leaves it to the brokers
 * @param create whether {@code run} creates those that are missing
 */
public record TopicSettings(Topics names, int partitions, Optional<Short> replication, boolean create) {

    public static final TopicSettings STANDARD = new TopicSettings(Topics.standard(), Topics.DEFAULT_PARTITIONS,
            Optional.empty(), true);

    private static final int MOST_PARTITIONS = 10_000;

    public TopicSettings {
        if (partitions < 1 || partitions > MOST_PARTITIONS) {
            throw new IllegalArgumentException(
                    "topics.partitions " + partitions + " must be from 1 to " + MOST_PARTITIONS);
        }
        if (replication.isPresent() && replication.get() < 1) {
            throw new IllegalArgumentException("topics.replication " + replication.get() + " must be at least 1");
        }
    }

    static TopicSettings read(Node root) {
        Node node = root.child("topics");
        return new TopicSettings(new Topics(node.text("prefix").orElse(Topics.DEFAULT_PREFIX)),
                node.integer("partitions", STANDARD.partitions), node.parsed("replication", TopicSettings::factor),
                node.flag("create", STANDARD.create));
    }

    private static Short factor(String text) {
        try {
            return Short.valueOf(text);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("isn't a whole number", e);
        }
    }
}
