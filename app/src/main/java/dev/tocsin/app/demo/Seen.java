package dev.tocsin.app.demo;

import java.util.List;

import com.fasterxml.jackson.databind.JsonNode;

import dev.tocsin.schemas.v1.DigestEntry;
import dev.tocsin.schemas.v1.IncidentEvent;

/**
 * What came of it: transitions of incidents and lines of the digest from their topics, and what the inbox has.
 *
 * @param inbox {@code {"pagerduty": [...], "slack": [...]}}
 */
record Seen(List<IncidentEvent> incidents, List<DigestEntry> digest, JsonNode inbox) {

    Seen {
        incidents = List.copyOf(incidents);
        digest = List.copyOf(digest);
    }
}
