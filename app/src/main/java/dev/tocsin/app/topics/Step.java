package dev.tocsin.app.topics;

import java.util.List;

import dev.tocsin.schemas.topic.Topic;

/** What a plan says of one topic. */
public sealed interface Step {

    Topic topic();

    /** It isn't there and would be made. */
    record Create(Topic topic, int partitions) implements Step {}

    /** It is as it should be. */
    record Keep(Topic topic) implements Step {}

    /** It is there but otherwise than it should be; nothing changes it, for that may lose data. */
    record Differs(Topic topic, List<Difference> differences) implements Step {}

    /** One property of a topic that is otherwise than it should be. */
    record Difference(String property, String wanted, String found) {

        @Override
        public String toString() {
            return property + " is " + found + ", should be " + wanted;
        }
    }

    /** One word. */
    default String action() {
        return switch (this) {
            case Create _ -> "create";
            case Keep _ -> "keep";
            case Differs _ -> "differs";
        };
    }
}
