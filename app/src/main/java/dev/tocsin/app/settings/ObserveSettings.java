package dev.tocsin.app.settings;

import java.util.Set;
import java.util.TreeSet;

/**
 * Where everything is evaluated and nothing told above the digest.
 *
 * @param namespaces observed where not all are
 */
public record ObserveSettings(boolean all, Set<String> namespaces) {

    public static final ObserveSettings NOTHING = new ObserveSettings(false, Set.of());

    public ObserveSettings {
        namespaces = Set.copyOf(namespaces);
    }

    static ObserveSettings read(Node root) {
        Node node = root.child("observe");
        return new ObserveSettings(node.flag("all", false), new TreeSet<>(node.list("namespaces")));
    }
}
