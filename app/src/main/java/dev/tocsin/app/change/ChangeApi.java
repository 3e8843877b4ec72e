package dev.tocsin.app.change;

import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import dev.tocsin.app.intake.Asked;
import dev.tocsin.app.intake.Body;
import dev.tocsin.app.intake.RecordApi;
import dev.tocsin.schemas.v1.ChangeEvent;
import dev.tocsin.schemas.v1.ChangeKind;

/** {@code POST /api/v1/changes}: {@code {"service", "kind", "namespace"?, "at"?, "ref"?, "description"?}}. */
public final class ChangeApi {

    private static final Set<String> FIELDS = Set.of("namespace", "service", "at", "kind", "ref", "description");
    private static final List<String> KINDS = Arrays.stream(ChangeKind.values())
            .filter(kind -> kind != ChangeKind.unknown).map(Enum::name).toList();
    private static final int MOST_REF = 200;
    private static final int MOST_DESCRIPTION = 2_000;

    private ChangeApi() {}

    /** @param clock tells the time of a change that says none */
    public static RecordApi<ChangeEvent> of(InstantSource clock) {
        return new RecordApi<>("/api/v1/changes",
                bytes -> Body.read(bytes, FIELDS, body -> change(body, clock.instant())));
    }

    private static Asked<ChangeEvent> change(Body body, Instant now) {
        var change = new ChangeEvent(body.namespace(), body.service(), body.at(now),
                ChangeKind.valueOf(body.word("kind", KINDS)), body.text("ref", "", MOST_REF),
                body.text("description", "", MOST_DESCRIPTION));
        String service = change.getNamespace() + "/" + change.getService();
        Map<String, Object> echo = new LinkedHashMap<>();
        echo.put("service", service);
        echo.put("kind", change.getKind().name());
        echo.put("at", change.getAt());
        return new Asked.Valid<>(service, change, echo);
    }
}
