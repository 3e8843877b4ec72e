package dev.tocsin.app.doctor;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import org.apache.avro.Schema;

import dev.tocsin.app.kafka.Registries;
import dev.tocsin.app.settings.Settings;
import dev.tocsin.schemas.registry.Compatibility;
import dev.tocsin.schemas.registry.RegistryException;
import dev.tocsin.schemas.registry.SchemaRegistry;
import dev.tocsin.schemas.serde.OwnSchemas;

/** Whether the Schema Registry answers, lets us in, and would take our schemas. */
record RegistryExamination(Settings settings) implements Examination {

    private static final String CHECK = "schema registry";
    private static final String SCHEMAS = "our schemas";

    @Override
    public List<Diagnosis> look() {
        try (SchemaRegistry registry = Registries.connect(settings.registry())) {
            return look(registry);
        }
    }

    private List<Diagnosis> look(SchemaRegistry registry) {
        List<Diagnosis> found = new ArrayList<>();
        try {
            long before = System.nanoTime();
            int subjects = registry.subjects().size();
            found.add(Diagnosis.ok(CHECK, settings.registry().url().orElse("") + " answered in "
                    + (System.nanoTime() - before) / 1_000_000 + " ms, " + subjects + " subjects"));
            found.add(schemas(registry));
        } catch (RegistryException e) {
            found.add(Diagnosis.fail(found.isEmpty() ? CHECK : SCHEMAS, e.failure().reason(), e.failure().message()));
        }
        return found;
    }

    private Diagnosis schemas(SchemaRegistry registry) {
        Map<String, Schema> ours = OwnSchemas.bySubject(Registries.serdes(settings.registry()),
                settings.topics().names().all());
        List<String> refused = new ArrayList<>();
        ours.forEach((subject, schema) -> {
            Compatibility answer = registry.check(subject, schema);
            if (!answer.compatible()) {
                refused.add(subject + (answer.reasons().isEmpty() ? "" : " (" + answer.reasons().getFirst() + ")"));
            }
        });
        return refused.isEmpty()
                ? Diagnosis.ok(SCHEMAS, "the registry has or would take all " + ours.size())
                : Diagnosis.fail(SCHEMAS, "not compatible with what is registered: " + String.join(", ", refused),
                        "Another program or a newer Tocsin has these subjects: take another topics.prefix, or upgrade.");
    }
}
