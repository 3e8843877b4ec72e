package dev.tocsin.app.inspect;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/** The services a topic speaks of, found by how others speak of them: by name, or by an address that begins with it. */
final class SeenServices {

    private final Map<String, TreeSet<String>> byName = new HashMap<>();

    /** @param services each {@code namespace/service} */
    SeenServices(Iterable<String> services) {
        services.forEach(service -> byName.computeIfAbsent(
                service.substring(service.indexOf('/') + 1).toLowerCase(Locale.ROOT), any -> new TreeSet<>())
                .add(service));
    }

    /**
     * The one service that is meant; empty where none is, or several could be.
     *
     * @param near the namespace of who speaks, empty for none
     */
    Optional<String> find(String spoken, String near) {
        String bare = spoken.toLowerCase(Locale.ROOT).replaceFirst("^[a-z]+://", "").replaceFirst("[:/].*$", "");
        Optional<String> whole = among(bare, near);
        if (whole.isPresent() || bare.indexOf('.') < 0 || bare.matches("[0-9.]+")) {
            return whole;
        }
        List<String> labels = List.of(bare.split("\\.", 3));
        return among(labels.get(0), labels.get(1)).or(() -> among(labels.get(0), near));
    }

    private Optional<String> among(String name, String near) {
        TreeSet<String> found = byName.getOrDefault(name, new TreeSet<>());
        return found.stream().filter(service -> namespace(service).equals(near)).findFirst()
                .or(() -> found.size() == 1 ? Optional.of(found.first()) : Optional.empty());
    }

    /** The namespace of a service, empty where its name says none. */
    static String namespace(String service) {
        return service.substring(0, Math.max(0, service.indexOf('/')));
    }
}
