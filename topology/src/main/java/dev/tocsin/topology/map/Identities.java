package dev.tocsin.topology.map;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;

import org.jspecify.annotations.Nullable;

import dev.tocsin.escalation.identity.ServiceId;
import dev.tocsin.topology.telemetry.Attributes;

/** Of which service and instance a point speaks. */
final class Identities {

    private Identities() {}

    /** A service and one of its instances, or why there is none. */
    record Found(@Nullable ServiceId service, String instance, String reason) {}

    /**
     * The identity of a resource's points.
     *
     * @param point of one point; {@link Attributes#NONE} where only the resource is to be asked
     */
    static Found of(List<Naming> namings, Attributes resource, Attributes point) {
        String service = null;
        String namespace = null;
        String instance = null;
        for (Naming naming : namings) {
            if (!naming.map().where().match(resource, point)) {
                continue;
            }
            service = service == null ? naming.service(resource, point) : service;
            namespace = namespace == null ? naming.namespace(resource, point) : namespace;
            instance = instance == null ? naming.instance(resource, point) : instance;
        }
        if (service == null) {
            return new Found(null, "", "no_service_name");
        }
        return found(namespace == null ? ServiceId.DEFAULT_NAMESPACE : namespace.replace('/', '-'), service,
                instance == null ? unnamed(resource, point) : instance);
    }

    private static Found found(String namespace, String service, String instance) {
        try {
            return new Found(new ServiceId(namespace, service), cut(instance), "");
        } catch (IllegalArgumentException bad) {
            return new Found(null, "", "bad_identity");
        }
    }

    /** Two resources with one name are told apart by the rest of what they say of themselves. */
    private static String unnamed(Attributes resource, Attributes point) {
        return resource == point || resource.isEmpty()
                ? ""
                : "~" + HexFormat.of().toHexDigits((int) SeriesHash.of(resource));
    }

    private static String cut(String instance) {
        if (instance.length() <= ServiceId.MAX_BYTES / 4) {
            return instance;
        }
        byte[] utf8 = instance.getBytes(StandardCharsets.UTF_8);
        return utf8.length <= ServiceId.MAX_BYTES
                ? instance
                : HexFormat.of().toHexDigits(SeriesHash.of(instance));
    }
}
