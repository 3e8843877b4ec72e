package dev.tocsin.topology.window;

import java.time.Duration;

import dev.tocsin.topology.clock.InputWatch;

/**
 * What a task sees of its input: how old the newest record was when it arrived, and whether more of it waits. While it
 * waits, silence means nothing.
 */
final class TaskSight {

    private final WindowStage stage;
    private final int partition;
    private final InputWatch watch;
    private Duration age = Duration.ZERO;

    TaskSight(WindowStage stage, int partition) {
        this.stage = stage;
        this.partition = partition;
        this.watch = new InputWatch(stage.lag(), stage.progress(), stage.inputs(), partition);
    }

    void read(String topic, long recordTimestamp, long wall) {
        watch.read(topic, recordTimestamp);
        age = Duration.ofMillis(Math.max(0, wall - recordTimestamp));
    }

    /** How old the last record was when it arrived. */
    Duration age() {
        return age;
    }

    /** Whether closing by idleness is held: input waits here, or in a source that is still to be re-keyed. */
    boolean held(long wall) {
        watch.report(wall);
        return stage.progress().behind(stage.inputs(), partition, stage.sourcesToRekey()).compareTo(stage.idle()) > 0;
    }

    void close() {
        watch.close();
    }
}
