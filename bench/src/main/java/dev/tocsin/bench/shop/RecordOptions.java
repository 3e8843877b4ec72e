package dev.tocsin.bench.shop;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;

/**
 * What the recorder was asked for.
 *
 * @param settle how long the shop runs before the recording begins
 * @param again whether to judge the recording in {@code out} instead of making one
 * @param out the folder that gets {@code shop.ndjson.gz} and {@code shop-faults.json}
 */
record RecordOptions(Timeline timeline, Duration settle, long seed, double cpuBudget, Path out, boolean again,
        boolean help) {

    static final String USAGE = """
            Records a small real shop (gateway, checkout, inventory) under load while faults happen in it.

            usage: bench/run shop [OPTION]...

              --plan PLAN       phases as kind:duration,... (warmup, surge, calm, cascade, leak; s or m)
                                default %s
              --minutes N       the same phases within N minutes; under 30 the cascade may not unfold
              --settle SECONDS  run this long before recording, until everything is compiled (default 90)
              --cpu-budget C    cores each service may use, 0.05 to 4 (default 0.3)
              --seed N          of the arrivals (default 7)
              --out FOLDER      gets shop.ndjson.gz and shop-faults.json (default .)
              --again           no recording: reads the one in FOLDER and writes its shop-faults.json anew
              --help            this text
            """.formatted(Timeline.DEFAULT);

    /** Reads the arguments; what is wrong with them is the message of an {@link IllegalArgumentException}. */
    static RecordOptions parse(String... args) {
        Timeline timeline = Timeline.parse(Timeline.DEFAULT);
        Duration settle = Duration.ofSeconds(90);
        long seed = 7;
        double cpuBudget = 0.3;
        Path out = Path.of(".");
        boolean again = false;
        boolean help = false;
        int minutes = 0;
        Iterator<String> words = List.of(args).iterator();
        while (words.hasNext()) {
            String option = words.next();
            switch (option) {
                case "--plan" -> timeline = Timeline.parse(value(option, words));
                case "--minutes" -> minutes = (int) number(option, words, 4, 600);
                case "--settle" -> settle = Duration.ofSeconds((long) number(option, words, 0, 3_600));
                case "--seed" -> seed = (long) number(option, words, 0, Integer.MAX_VALUE);
                case "--cpu-budget" -> cpuBudget = number(option, words, 0.05, 4);
                case "--out" -> out = Path.of(value(option, words));
                case "--again" -> again = true;
                case "--help" -> help = true;
                default -> throw new IllegalArgumentException(option + ": unknown option");
            }
        }
        Timeline chosen = minutes == 0 ? timeline : timeline.scaledTo(Duration.ofMinutes(minutes));
        return new RecordOptions(chosen, settle, seed, cpuBudget, out, again, help);
    }

    private static String value(String option, Iterator<String> words) {
        if (!words.hasNext()) {
            throw new IllegalArgumentException(option + ": its value is missing");
        }
        return words.next();
    }

    private static double number(String option, Iterator<String> words, double least, double most) {
        String value = value(option, words);
        try {
            double number = Double.parseDouble(value);
            if (number >= least && number <= most) {
                return number;
            }
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(option + ": not a number: " + value, e);
        }
        throw new IllegalArgumentException(option + ": must be " + least + " to " + most + ", was " + value);
    }
}
