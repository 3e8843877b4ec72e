package dev.tocsin.bench.shop;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/** {@code bench/run shop}: records the shop while faults happen in it, and writes what was measured and what went wrong when. */
public final class RecordShop {

    private RecordShop() {}

    /** Exit code 0 after a recording, 1 when it failed, 2 for wrong arguments. */
    public static void main(String[] args) throws InterruptedException {
        RecordOptions options;
        try {
            options = RecordOptions.parse(args);
        } catch (IllegalArgumentException e) {
            System.err.println(e.getMessage() + "\n\n" + RecordOptions.USAGE);
            System.exit(2);
            return;
        }
        if (options.help()) {
            System.out.print(RecordOptions.USAGE);
            return;
        }
        try {
            write(options, recording(options));
        } catch (IOException e) {
            System.err.println("no recording: " + e.getMessage());
            System.exit(1);
        }
    }

    private static Recording recording(RecordOptions options) throws IOException, InterruptedException {
        Path file = options.out().resolve("shop.ndjson.gz");
        if (options.again()) {
            return Recording.read(file);
        }
        Files.createDirectories(options.out());
        Recording recording = new Recorder(options.timeline()).record(options);
        recording.write(file);
        return recording;
    }

    private static void write(RecordOptions options, Recording recording) throws IOException {
        long begin = recording.begin();
        List<Fault> faults = options.timeline().phases().stream().filter(phase -> phase.kind() != FaultKind.NONE)
                .map(phase -> Fault.observe(phase.kind(), begin + phase.start().toMillis(),
                        begin + phase.end().toMillis(), recording))
                .toList();
        String json = faults.stream().map(Fault::toJson).collect(Collectors.joining(",\n", "[\n", "\n]\n"));
        Files.writeString(options.out().resolve("shop-faults.json"), json);
        System.err.print(SummaryTable.of(recording, faults));
        System.out.println("{\"lines\":" + recording.measurements().size() + ",\"seconds\":"
                + options.timeline().length().toSeconds() + ",\"faults\":" + faults.size() + "}");
    }
}
