package dev.tocsin.app.inspect;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator.Feature;

/**
 * A map of who calls whom, to begin with.
 *
 * @param calls those that were seen
 */
record CallProposal(String topic, List<Call> calls) {

    private static final ObjectMapper YAML = new ObjectMapper(YAMLFactory.builder().enable(Feature.MINIMIZE_QUOTES)
            .enable(Feature.INDENT_ARRAYS_WITH_INDICATOR).disable(Feature.SPLIT_LINES).build());
    private static final int MOST_CALLEES = 2_000;

    boolean isEmpty() {
        return calls.stream().noneMatch(Call::known);
    }

    /** The document, with what it leaves out in comments above it. */
    String yaml() throws JsonProcessingException {
        Map<String, TreeSet<String>> byCaller = new TreeMap<>();
        calls.stream().filter(Call::known).forEach(call -> byCaller
                .computeIfAbsent(call.caller(), any -> new TreeSet<>()).add(call.callee()));
        ObjectNode document = JsonNodeFactory.instance.objectNode().put("kind", "DependencyMap").put("name",
                Proposal.name(topic));
        ObjectNode map = document.putObject("spec").putObject("calls");
        byCaller.forEach((caller, callees) -> callees.stream().limit(MOST_CALLEES)
                .forEach(map.withArray("/" + caller.replace("~", "~0").replace("/", "~1"))::add));
        return """
                # Proposed by tocsin inspect %s: %d calls between services; %d to what is no service are left out.
                """.formatted(topic, calls.stream().filter(Call::known).count(),
                calls.stream().filter(call -> !call.known()).count()) + YAML.writeValueAsString(document);
    }
}
