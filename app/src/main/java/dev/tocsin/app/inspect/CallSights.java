package dev.tocsin.app.inspect;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

import dev.tocsin.escalation.identity.ServiceId;
import dev.tocsin.topology.telemetry.Attributes;
import dev.tocsin.topology.telemetry.Point;

/**
 * Who was seen to call whom: in the service graph that OpenTelemetry's collector and Tempo derive from traces, in span
 * metrics, and in what clients measure of their requests. Bounded.
 *
 * @see <a href="https://opentelemetry.io/docs/specs/semconv/http/http-metrics/#http-client">client metrics</a>
 */
final class CallSights {

    private static final int MOST = 20_000;
    /** As the service graph connector, Tempo and the span metrics connector call them, over OTLP and over Prometheus. */
    private static final Pattern GRAPH = Pattern
            .compile("traces[._]service[._]graph[._]request[._]total|(.*[._])?calls(_total)?");
    private static final Pattern CLIENT = Pattern.compile(
            "(http|rpc|db)[._]client[._].*duration.*|(.*[._])?calls(_total)?");
    private static final List<String> PEERS = List.of("peer.service", "server.address", "net.peer.name",
            "peer_service", "server_address", "net_peer_name");
    private static final List<String> KINDS = List.of("span.kind", "span_kind");

    /** Names as telemetry has them, and whether they may stand though no such service was seen. */
    record Names(String caller, String callee, boolean graph) {}

    private final Map<Names, Long> seen = new LinkedHashMap<>();
    private final Map<Names, ServiceId> callers = new HashMap<>();

    /** @param service whose point it is, null where nothing tells */
    void saw(Point point, @Nullable ServiceId service) {
        Attributes attributes = point.attributes();
        String client = attributes.getOrDefault("client", "");
        String server = attributes.getOrDefault("server", "");
        if (!client.isBlank() && !server.isBlank() && GRAPH.matcher(point.metric()).matches()) {
            if (!attributes.getOrDefault("connection_type", "").equals("virtual_node")) {
                add(new Names(client, server, true), null);
            }
        } else if (service != null && CLIENT.matcher(point.metric()).matches() && isClient(attributes)) {
            PEERS.stream().map(peer -> attributes.getOrDefault(peer, "")).filter(peer -> !peer.isBlank()).findFirst()
                    .ifPresent(peer -> add(new Names(service.toString(), peer, false), service));
        }
    }

    private static boolean isClient(Attributes attributes) {
        return KINDS.stream().map(kind -> attributes.getOrDefault(kind, "")).filter(kind -> !kind.isEmpty())
                .allMatch(kind -> kind.endsWith("CLIENT"));
    }

    private void add(Names names, @Nullable ServiceId caller) {
        if (seen.size() < MOST || seen.containsKey(names)) {
            seen.merge(names, 1L, Long::sum);
            if (caller != null) {
                callers.put(names, caller);
            }
        }
    }

    /** The calls between services, by what services there are. */
    List<Call> calls(SeenServices services) {
        Map<String, Call> calls = new TreeMap<>();
        seen.forEach((names, points) -> {
            ServiceId from = callers.get(names);
            String caller = from != null ? from.toString() : services.find(names.caller, "").orElse(names.caller);
            String near = from != null ? from.namespace() : SeenServices.namespace(caller);
            String callee = services.find(names.callee, near).orElse(names.callee);
            boolean known = names.graph || services.find(names.callee, near).isPresent();
            if (!caller.equals(callee)) {
                calls.merge(caller + "\n" + callee, new Call(caller, callee, points, known && Call.isLegal(caller)
                        && Call.isLegal(callee)), Call::and);
            }
        });
        return List.copyOf(calls.values());
    }
}
