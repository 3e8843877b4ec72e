package dev.tocsin.topology.switchboard;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.TreeMap;

import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.Nullable;

import dev.tocsin.escalation.hypothesis.Surroundings;
import dev.tocsin.escalation.incident.IncidentEvent;
import dev.tocsin.escalation.switchboard.Board;
import dev.tocsin.escalation.switchboard.Line;
import dev.tocsin.escalation.switchboard.OwnIncidents;
import dev.tocsin.escalation.switchboard.Switchboard;
import dev.tocsin.escalation.switchboard.TaskTime;
import dev.tocsin.escalation.switchboard.Told;
import dev.tocsin.escalation.switchboard.Tuning;
import dev.tocsin.schemas.v1.SwitchboardInput;
import dev.tocsin.topology.store.LiveStore;
import dev.tocsin.topology.wire.Changes;
import dev.tocsin.topology.wire.Incidents;
import dev.tocsin.topology.wire.Notifications;
import dev.tocsin.topology.wire.UnusualWindows;

/** Reads the board and the lines, asks the switchboard, writes them and sends what it says. */
final class SwitchboardProcessor implements Processor<String, SwitchboardInput, String, Telling> {

    private static final String ROW = "board";
    /** Services whose unusual windows are remembered: some kilobytes each while they are unusual. */
    private static final int MOST_REMEMBERED = 20_000;
    private static final Duration SWEEP = Duration.ofSeconds(1);

    private final SwitchboardStage stage;
    private final TreeMap<String, Line> open = new TreeMap<>();
    private Surroundings surroundings = new Surroundings(MOST_REMEMBERED);
    private @Nullable Task task;
    private @Nullable Tuning lastTuning;
    private boolean heard;

    private record Task(ProcessorContext<String, Telling> context, LiveStore<Board> boards, LiveStore<Line> lines) {}

    SwitchboardProcessor(SwitchboardStage stage) {
        this.stage = stage;
    }

    @Override
    public void init(ProcessorContext<String, Telling> context) {
        LiveStore<Board> boards = context.getStateStore(SwitchboardStage.BOARD);
        LiveStore<Line> lines = context.getStateStore(SwitchboardStage.LINES);
        task = new Task(context, boards, lines);
        open.clear();
        surroundings = new Surroundings(MOST_REMEMBERED);
        lines.forEach(open::put);
        lastTuning = null;
        heard = true;
        context.schedule(SWEEP, PunctuationType.WALL_CLOCK_TIME, ignored -> look());
    }

    @Override
    public void process(Record<String, SwitchboardInput> record) {
        SwitchboardInput input = record.value();
        TaskTime time = new TaskTime(input.getTask(), input.getEffectiveTime(),
                Duration.ofMillis(Math.max(0, input.getBehindMillis())), input.getServices(), input.getSilent());
        if (input.getUnusual() != null) {
            surroundings.saw(UnusualWindows.fromRecord(input.getUnusual()));
        } else if (input.getChange() != null) {
            Changes.fromRecord(input.getChange()).ifPresent(surroundings::saw);
        } else if (input.getEvent() != null) {
            tell(surroundings.examine(Incidents.fromRecord(input.getEvent()), stage.calls().get()), time);
        } else {
            hear(time);
        }
    }

    private void tell(IncidentEvent event, TaskTime time) {
        if (!OwnIncidents.isOwn(event.rule())) {
            forward(event);
        }
        Line line = open.get(Line.key(event.service(), event.incident()));
        apply(Switchboard.tell(board(), line, Switchboard.beside(open, event), counted(time), event,
                stage.tuning().get()));
    }

    private void forward(IncidentEvent event) {
        here().context.forward(new Record<>(event.service().toString(), new Telling.Happened(Incidents.toRecord(event)),
                here().context.currentSystemTimeMs()));
    }

    /**
     * An incident's event says nothing of the census: that stays what the task's last time signal said. One that a person
     * made before the task knew its time says nothing of that either.
     */
    private TaskTime counted(TaskTime time) {
        TaskTime before = board().tasks().get(time.task());
        if (before == null) {
            return time;
        }
        Instant at = time.effectiveTime().equals(Instant.EPOCH) ? before.effectiveTime() : time.effectiveTime();
        return new TaskTime(time.task(), at, time.behind(), before.services(), before.silent());
    }

    private void hear(TaskTime time) {
        here().boards.put(ROW, board().heard(time));
        heard = true;
    }

    /** Once a second, where time has come further or the tuning has changed: looks at all that burns. */
    private void look() {
        Tuning tuning = stage.tuning().get();
        if (heard || tuning != lastTuning) {
            heard = false;
            lastTuning = tuning;
            apply(Switchboard.pass(board(), List.copyOf(open.values()), tuning));
        }
    }

    private void apply(Told told) {
        Task here = here();
        if (!told.board().equals(board())) {
            here.boards.put(ROW, told.board());
        }
        told.changed().forEach(line -> {
            open.put(line.key(), line);
            here.lines.put(line.key(), line);
        });
        told.removed().forEach(line -> {
            open.remove(line.key());
            here.lines.delete(line.key());
        });
        told.outcomes().forEach(outcome -> stage.counts().count("tocsin_switchboard",
                outcome.label()));
        long now = here.context.currentSystemTimeMs();
        told.raised().forEach(this::forward);
        told.notifications().forEach(notification -> here.context.forward(new Record<>(
                notification.event().incident().value(), new Telling.Outgoing(Notifications.toRecord(notification)),
                now)));
    }

    private Board board() {
        Board known = here().boards.get(ROW);
        return known == null ? Board.EMPTY : known;
    }

    @Override
    public void close() {
        task = null;
    }

    private Task here() {
        if (task == null) {
            throw new IllegalStateException("the switchboard is used before init");
        }
        return task;
    }
}
