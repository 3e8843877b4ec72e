package dev.tocsin.app.log;

import java.util.Set;

import org.apache.kafka.streams.errors.TaskCorruptedException;
import org.apache.kafka.streams.processor.TaskId;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;

/** What is left of Kafka Streams' words after a kill. */
class WipedStoresTest {

    private static final String THREAD = "org.apache.kafka.streams.processor.internals.StreamThread";

    @Test
    void manyLinesOfCorruptionBecomeOneThatSaysWhatHappened() {
        // Given
        var context = new LoggerContext();
        var seen = new ListAppender<ILoggingEvent>();
        seen.setContext(context);
        seen.start();
        context.getLogger(Logger.ROOT_LOGGER_NAME).addAppender(seen);
        Chatter.quiet(context);
        // When
        for (int task = 0; task < 12; task++) {
            context.getLogger(THREAD).warn("Detected the states of tasks are corrupted.",
                    new TaskCorruptedException(Set.of(new TaskId(0, task))));
            context.getLogger("org.apache.kafka.streams.processor.internals.ProcessorStateManager")
                    .error("Tried to initialize store offsets for corrupted store {}", "windows");
        }
        context.getLogger(THREAD).warn("something else");
        context.getLogger("elsewhere").warn("a corrupted file");
        // Then
        assertThat(seen.list).extracting(ILoggingEvent::getFormattedMessage).hasSize(3)
                .satisfiesExactly(first -> assertThat(first).contains("wiped and read again", "tasks [0_0]"),
                        second -> assertThat(second).isEqualTo("something else"),
                        third -> assertThat(third).isEqualTo("a corrupted file"));
    }
}
