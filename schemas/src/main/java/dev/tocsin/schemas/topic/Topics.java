package dev.tocsin.schemas.topic;

import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;

import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

import dev.tocsin.schemas.topic.Topic.Cleanup;
import dev.tocsin.schemas.topic.Topic.Width;
import dev.tocsin.schemas.v1.ChangeEvent;
import dev.tocsin.schemas.v1.Delivery;
import dev.tocsin.schemas.v1.DigestEntry;
import dev.tocsin.schemas.v1.DigestSummary;
import dev.tocsin.schemas.v1.Feedback;
import dev.tocsin.schemas.v1.IncidentEvent;
import dev.tocsin.schemas.v1.NeighbourNews;
import dev.tocsin.schemas.v1.Notification;
import dev.tocsin.schemas.v1.OutsideVerdict;
import dev.tocsin.schemas.v1.ReceiverState;
import dev.tocsin.schemas.v1.TelemetrySample;
import dev.tocsin.schemas.v1.WindowVerdict;

/**
 * All topics that Tocsin owns, named {@code prefix.what.v1}.
 *
 * @param prefix what the names begin with, without the dot: letters, digits, {@code . _ -}; at most 200 characters
 */
public record Topics(String prefix) {

    /** The prefix where nothing says another. */
    public static final String DEFAULT_PREFIX = "tocsin";

    /** The partitions of every topic that isn't one partition wide, where {@code topics.partitions} says nothing. */
    public static final int DEFAULT_PARTITIONS = 12;

    private static final Pattern LEGAL = Pattern.compile("[a-zA-Z0-9_-][a-zA-Z0-9._-]{0,199}");

    public Topics {
        if (!LEGAL.matcher(prefix).matches() || prefix.endsWith(".")) {
            throw new IllegalArgumentException("topic prefix '" + prefix
                    + "' must be 1 to 200 of a-z A-Z 0-9 . _ - without a dot at either end");
        }
    }

    /** The topics under the default prefix. */
    public static Topics standard() {
        return new Topics(DEFAULT_PREFIX);
    }

    /** service → sample. A week, Kafka's own default: a first start warms its models on it. */
    public Topic telemetry() {
        return kept("telemetry", days(7), TelemetrySample.class);
    }

    /** service → verdict: what replays, simulation and the console read. */
    public Topic verdicts() {
        return kept("verdicts", days(14), WindowVerdict.class);
    }

    /** service → every transition of an incident. */
    public Topic incidents() {
        return kept("incidents", days(90), IncidentEvent.class);
    }

    /** incident id → notification: the outbox. */
    public Topic notifications() {
        return kept("notifications", days(30), Notification.class);
    }

    /** {@code receiver/notification id} → delivery: the ledger. */
    public Topic deliveries() {
        return kept("deliveries", days(90), Delivery.class);
    }

    /** {@code receiver/incident id} → what that receiver was last told; partitioned as the outbox. */
    public Topic receiverState() {
        return compacted("receiver-state", Width.CONFIGURED, ReceiverState.class);
    }

    /** service → a line or a summary for people to read later; kept as long as the outbox it mirrors. */
    public Topic digest() {
        return kept("digest", days(30), DigestEntry.class, DigestSummary.class);
    }

    /** {@code kind/namespace/name} → the JSON document as people wrote it. */
    public Topic config() {
        return compacted("config", Width.ONE);
    }

    /** {@code kind/namespace/name} → what became of the document, and the one in force, as JSON. */
    public Topic configStatus() {
        return compacted("config-status", Width.ONE);
    }

    /** service → what people or machines did to it; kept as long as the incidents it explains. */
    public Topic changes() {
        return kept("changes", days(90), ChangeEvent.class);
    }

    /** service → what a person says of an incident or a state; kept as long as the incidents it is about. */
    public Topic feedback() {
        return kept("feedback", days(90), Feedback.class);
    }

    /** service → what a service around it shows; a week, as the telemetry it is told of. */
    public Topic neighbours() {
        return kept("neighbours", days(7), NeighbourNews.class);
    }

    /** service → what a model outside Tocsin says; kept as long as the verdicts it goes into. */
    public Topic outsideVerdicts() {
        return kept("outside-verdicts", days(14), OutsideVerdict.class);
    }

    /** service → a model's stored form, taught elsewhere, for the service to adopt. */
    public Topic models() {
        return compacted("models", Width.CONFIGURED);
    }

    /** {@code topic-partition-offset} → raw bytes; two weeks, so that a holiday doesn't lose them. */
    public Topic deadLetters() {
        return kept("dead-letters", days(14));
    }

    /** The log of the embedded Schema Registry; on the embedded broker only, so not one of {@link #all()}. */
    public Topic embeddedSchemas() {
        return compacted("embedded-schemas", Width.ONE);
    }

    /** Every topic the service needs, in the order of the path through it. */
    public List<Topic> all() {
        return List.of(telemetry(), verdicts(), incidents(), notifications(), deliveries(), receiverState(), digest(),
                config(), configStatus(), changes(), feedback(), neighbours(), models(), outsideVerdicts(),
                deadLetters());
    }

    @SafeVarargs
    private Topic kept(String what, Duration retention, Class<? extends SpecificRecord>... records) {
        return topic(what, Cleanup.DELETE, retention, Width.CONFIGURED, List.of(records));
    }

    @SafeVarargs
    private Topic compacted(String what, Width width, Class<? extends SpecificRecord>... records) {
        return topic(what, Cleanup.COMPACT, null, width, List.of(records));
    }

    private Topic topic(String what, Cleanup cleanup, @Nullable Duration retention, Width width,
            List<Class<? extends SpecificRecord>> records) {
        return new Topic(prefix + "." + what + ".v1", records, cleanup, retention, width);
    }

    private static Duration days(int days) {
        return Duration.ofDays(days);
    }
}
