package dev.tocsin.bench.broker;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.function.Predicate;
import java.util.stream.Collectors;

import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;

/** What the broker knows: how much there is of topics, and how far a group has come. */
public record Ledger(Admin admin) implements AutoCloseable {

    public static Ledger at(String bootstrapServers) {
        return new Ledger(Admin.create(Map.of("bootstrap.servers", bootstrapServers)));
    }

    public void create(String topic, int partitions) {
        get(() -> admin.createTopics(List.of(new NewTopic(topic, Optional.of(partitions), Optional.empty())))
                .all().get());
    }

    /** Bytes on the broker's disk, by topic, of all that are meant. */
    public Map<String, Long> bytes(Predicate<String> topics) {
        return get(() -> admin.describeLogDirs(List.of(1)).allDescriptions().get()).values().stream()
                .flatMap(descriptions -> descriptions.values().stream())
                .flatMap(folder -> folder.replicaInfos().entrySet().stream())
                .filter(replica -> topics.test(replica.getKey().topic()))
                .collect(Collectors.groupingBy(replica -> replica.getKey().topic(), TreeMap::new,
                        Collectors.summingLong(replica -> replica.getValue().size())));
    }

    /** Bytes written to a topic since. */
    public long written(Map<String, Long> before, String topic) {
        return written(before, topic::equals).getOrDefault(topic, 0L);
    }

    /** Bytes written since, by topic. */
    public Map<String, Long> written(Map<String, Long> before, Predicate<String> topics) {
        Map<String, Long> written = bytes(topics);
        written.replaceAll((topic, now) -> now - before.getOrDefault(topic, 0L));
        return written;
    }

    /** Records of a topic whose reading a group has committed. */
    public long committed(String group, String topic) {
        return get(() -> admin.listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata().get()).entrySet()
                .stream().filter(entry -> entry.getValue() != null && entry.getKey().topic().equals(topic))
                .mapToLong(entry -> entry.getValue().offset()).sum();
    }

    private interface Asked<T> {
        T answer() throws ExecutionException, InterruptedException;
    }

    private static <T> T get(Asked<T> asked) {
        try {
            return asked.answer();
        } catch (ExecutionException failed) {
            throw new IllegalStateException("the broker didn't answer", failed);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while the broker was asked", interrupted);
        }
    }

    @Override
    public void close() {
        admin.close();
    }
}
