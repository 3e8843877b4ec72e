import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Set;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

/**
 * Asks Prometheus what the panels of dashboards ask, once the demo has told its end. Prints how many series each query
 * brings; ends with 1 if one brings none or isn't understood. {@code java Panels.java PROMETHEUS DEMO_LOG DASHBOARD...}
 */
public class Panels {

    static final Duration PATIENCE = Duration.ofMinutes(8);
    static final Duration LAST_SCRAPES = Duration.ofSeconds(6);
    /** The demo has no records from before its start. */
    static final Set<String> NOT_IN_THE_DEMO = Set.of("Windows of history, which only warm the models");
    static final ObjectMapper JSON = new ObjectMapper();
    static final HttpClient HTTP = HttpClient.newHttpClient();

    public static void main(String[] args) throws Exception {
        awaitEnd(Path.of(args[1]));
        Thread.sleep(LAST_SCRAPES);
        int queries = 0;
        int wrong = 0;
        for (String dashboard : Arrays.copyOfRange(args, 2, args.length)) {
            System.out.println(Path.of(dashboard).getFileName());
            for (JsonNode panel : JSON.readTree(Path.of(dashboard).toFile()).get("panels")) {
                for (JsonNode target : panel.get("targets")) {
                    queries++;
                    String found = ask(args[0], target.get("expr").asText());
                    boolean nothing = found.equals("0 series") && NOT_IN_THE_DEMO.contains(panel.get("title").asText());
                    wrong += nothing || found.matches("[1-9][0-9]* series") ? 0 : 1;
                    System.out.printf("  %-46s %s%n", panel.get("title").asText(),
                            nothing ? "none, for the demo has no history" : found);
                }
            }
        }
        System.out.printf("%d queries, %d wrong%n", queries, wrong);
        System.exit(wrong == 0 ? 0 : 1);
    }

    static void awaitEnd(Path log) throws IOException, InterruptedException {
        Instant until = Instant.now().plus(PATIENCE);
        while (!Files.readString(log).contains("Everything keeps running")) {
            if (Instant.now().isAfter(until)) {
                throw new IOException("the demo doesn't end:\n" + Files.readString(log));
            }
            Thread.sleep(500);
        }
    }

    /** Grafana's own variables become what they are on a board that shows the last minutes. */
    static String ask(String prometheus, String query) throws IOException, InterruptedException {
        String asked = query.replace("$job", "tocsin").replace("$__rate_interval", "4m");
        URI url = URI.create(prometheus + "/api/v1/query?query=" + URLEncoder.encode(asked, StandardCharsets.UTF_8));
        JsonNode answer = JSON.readTree(HTTP.send(HttpRequest.newBuilder(url).build(), BodyHandlers.ofString()).body());
        return answer.path("status").asText().equals("success")
                ? answer.at("/data/result").size() + " series"
                : answer.path("error").asText();
    }
}
