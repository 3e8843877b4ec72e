package dev.tocsin.topology.config;

import java.util.List;

/** What came of reading something people wrote: its value, or everything that is wrong with it. */
public sealed interface Checked<T> {

    /** Nothing is wrong. */
    record Sound<T>(T value) implements Checked<T> {}

    /** It can't be taken. */
    record Faulty<T>(List<Problem> problems) implements Checked<T> {

        public Faulty {
            if (problems.isEmpty()) {
                throw new IllegalArgumentException("faulty without a problem");
            }
            problems = problems.stream().sorted().distinct().toList();
        }
    }

    static <T> Checked<T> faulty(Problem problem) {
        return new Faulty<>(List.of(problem));
    }
}
