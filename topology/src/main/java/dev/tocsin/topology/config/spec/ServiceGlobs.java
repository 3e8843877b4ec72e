package dev.tocsin.topology.config.spec;

import java.util.ArrayList;
import java.util.List;

import dev.tocsin.escalation.suppression.Document;
import dev.tocsin.escalation.suppression.ServiceGlob;

/** Reads globs of services, refusing those that can never match within the document's namespace. */
final class ServiceGlobs {

    private ServiceGlobs() {}

    static List<ServiceGlob> read(Field field, Document origin) {
        List<ServiceGlob> globs = new ArrayList<>();
        for (Field item : field.items()) {
            item.as(ServiceGlob::parse).ifPresent(glob -> {
                if (!origin.namespace().equals(Document.ALL) && !glob.namespace().matches(origin.namespace())) {
                    item.problem("'" + item.text() + "' never matches: the document is confined to namespace '"
                            + origin.namespace() + "'");
                }
                globs.add(glob);
            });
        }
        return globs;
    }
}
