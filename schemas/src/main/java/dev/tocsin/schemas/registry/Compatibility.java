package dev.tocsin.schemas.registry;

import java.util.List;

/**
 * Whether a schema may become a subject's next version.
 *
 * @param reasons what speaks against it, in the registry's words; may be empty where it didn't say
 */
public record Compatibility(boolean compatible, List<String> reasons) {

    public Compatibility {
        reasons = List.copyOf(reasons);
    }
}
