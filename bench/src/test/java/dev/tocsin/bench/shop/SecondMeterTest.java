package dev.tocsin.bench.shop;

import java.util.concurrent.atomic.AtomicLong;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

class SecondMeterTest {

    private static final long SECOND = 1_000_000_000L;

    @Test
    void anIntervalHoldsWhatArrivedAndWhatWasAnswered() {
        // Given
        SecondMeter meter = new SecondMeter(0);
        meter.arrived();
        meter.arrived();
        meter.arrived();
        meter.finished(0.3, false);
        meter.finished(0.1, true);
        // When
        SecondMeter.Interval interval = meter.cut(2 * SECOND);
        // Then
        assertThat(interval.seconds()).isEqualTo(2);
        assertThat(interval.arrived()).isEqualTo(3);
        assertThat(interval.failed()).isEqualTo(1);
        assertThat(interval.latencies()).containsExactly(0.1, 0.3);
    }

    @Test
    void queueDepthIsTheMeanOverTimeAndOutlivesACut() {
        // Given
        SecondMeter meter = new SecondMeter(0);
        meter.waiting(1, SECOND / 2);
        // When
        SecondMeter.Interval first = meter.cut(SECOND);
        meter.waiting(-1, SECOND + SECOND / 4);
        SecondMeter.Interval second = meter.cut(2 * SECOND);
        // Then
        assertThat(first.queueDepth()).isEqualTo(0.5);
        assertThat(second.queueDepth()).isEqualTo(0.25);
        assertThat(second.latencies()).isEmpty();
    }

    @Test
    void aBudgetMakesWhoOverdrewItWaitUntilTheDebtIsPaid() {
        // Given half a core, with a burst of 125 ms
        AtomicLong cpu = new AtomicLong();
        AtomicLong clock = new AtomicLong();
        CpuBudget budget = new CpuBudget(0.5, cpu::get, clock::get);
        // When 200 ms of CPU are used in 100 ms
        cpu.set(200_000_000);
        clock.set(100_000_000);
        // Then the missing 75 ms take 150 ms to come in
        assertThat(budget.debtNanos()).isCloseTo(150_000_000L, within(2L));
        clock.set(250_000_002);
        assertThat(budget.debtNanos()).isZero();
    }
}
