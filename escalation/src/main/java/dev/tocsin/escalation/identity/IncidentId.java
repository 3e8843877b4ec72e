package dev.tocsin.escalation.identity;

import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;

/**
 * An incident's id, which is also its dedup key: {@code rule/namespace/service/epoch-second} of the end of the window
 * that first opened it, each part percent-encoded; at most 255 bytes.
 */
public record IncidentId(String value) {

    /** PagerDuty's limit of a dedup key. */
    public static final int MAX_BYTES = 255;

    public IncidentId {
        if (value.isBlank() || value.length() > MAX_BYTES) {
            throw new IllegalArgumentException("incident id '" + value + "' is blank or over " + MAX_BYTES + " bytes");
        }
    }

    /** The id of the incident a rule opened for a service at the end of a window. */
    public static IncidentId of(String rule, ServiceId service, Instant openedAt) {
        String id = String.join("/", encoded(rule), encoded(service.namespace()), encoded(service.service()),
                Long.toString(openedAt.getEpochSecond()));
        return new IncidentId(id.length() <= MAX_BYTES ? id : cut(id));
    }

    /** The rule it names; empty where the id was too long to keep it whole, or is none that was made here. */
    public Optional<String> rule() {
        return parts().map(parts -> parts[0]);
    }

    /** The service it names; empty where the id was too long to keep it whole, or is none that was made here. */
    public Optional<ServiceId> service() {
        try {
            return parts().map(parts -> new ServiceId(parts[1], parts[2]));
        } catch (IllegalArgumentException notOurs) {
            return Optional.empty();
        }
    }

    /** Rule, namespace, service and time, decoded; people may have said anything else. */
    private Optional<String[]> parts() {
        String[] parts = value.split("/", -1);
        if (parts.length != 4 || value.contains("~")) {
            return Optional.empty();
        }
        try {
            return Optional.of(Arrays.stream(parts).map(IncidentId::decoded).toArray(String[]::new));
        } catch (IllegalArgumentException notOurs) {
            return Optional.empty();
        }
    }

    /** Whether nothing in it speaks against its being an incident of that service. */
    public boolean mayBeOf(ServiceId service) {
        return service().map(service::equals).orElse(true);
    }

    @Override
    public String toString() {
        return value;
    }

    private static String decoded(String part) {
        return URLDecoder.decode(part, StandardCharsets.UTF_8);
    }

    private static String encoded(String part) {
        return URLEncoder.encode(part, StandardCharsets.UTF_8).replace("+", "%20");
    }

    /** Percent-encoding can triple a multi-byte name: such an id keeps its head, a hash of the whole and its tail. */
    private static String cut(String id) {
        String tail = id.substring(id.lastIndexOf('/'));
        String hash = "~" + Integer.toHexString(id.hashCode());
        return id.substring(0, MAX_BYTES - tail.length() - hash.length()) + hash + tail;
    }
}
