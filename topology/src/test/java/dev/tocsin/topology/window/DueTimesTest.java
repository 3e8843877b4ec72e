package dev.tocsin.topology.window;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class DueTimesTest {

    private final DueTimes due = new DueTimes();

    @Test
    void theLongestDueComesFirstAndOnce() {
        due.schedule("late", 30);
        due.schedule("early", 10);

        assertThat(due.poll(9)).isNull();
        assertThat(due.poll(40)).isEqualTo("early");
        assertThat(due.poll(40)).isEqualTo("late");
        assertThat(due.poll(40)).isNull();
    }

    @Test
    void anEarlierTimeReplacesALaterOne() {
        due.schedule("a", 30);
        due.schedule("a", 10);
        due.schedule("a", 50);

        assertThat(due.poll(10)).isEqualTo("a");
        assertThat(due.poll(100)).isNull();
    }

    @Test
    void aRemovedKeyIsNotDue() {
        due.schedule("a", 10);
        due.remove("a");

        assertThat(due.poll(100)).isNull();
    }
}
