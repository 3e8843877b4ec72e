package dev.tocsin.schemas.topic;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

import org.apache.avro.Schema;
import org.apache.avro.SchemaCompatibility;
import org.apache.avro.SchemaCompatibility.SchemaCompatibilityType;
import org.apache.avro.specific.SpecificRecord;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import dev.tocsin.schemas.serde.WireSchema;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Every published form of every record stays readable by this build, and what this build writes by theirs. A changed
 * schema needs a new form: {@code ./mvnw -pl schemas test -Dtocsin.golden=write} adds it, as the next number; a form that
 * was published is never changed.
 */
class GoldenSchemasTest {

    private static final Path GOLDEN = Path.of("src/test/resources/golden/schemas");

    static Stream<Class<? extends SpecificRecord>> records() {
        return Topics.standard().all().stream().flatMap(topic -> topic.records().stream());
    }

    @BeforeAll
    static void writeWhenAsked() throws IOException {
        if ("write".equals(System.getProperty("tocsin.golden"))) {
            for (Class<? extends SpecificRecord> record : records().toList()) {
                addWhereChanged(record, WireSchema.of(record));
            }
        }
    }

    @ParameterizedTest
    @MethodSource("records")
    void theNewestFormIsThisBuilds(Class<? extends SpecificRecord> record) throws IOException {
        // Given
        Schema now = WireSchema.of(record);

        // When
        List<Schema> published = published(record);

        // Then
        assertThat(published).as("published forms of %s", record.getSimpleName()).isNotEmpty();
        assertThat(published.getLast().toString(true)).isEqualTo(now.toString(true));
    }

    @ParameterizedTest
    @MethodSource("records")
    void allFormsAreCompatibleBothWays(Class<? extends SpecificRecord> record) throws IOException {
        // Given
        Schema now = WireSchema.of(record);

        // Then
        assertThat(published(record)).isNotEmpty().allSatisfy(form -> {
            assertReads(now, form);
            assertReads(form, now);
        });
    }

    private static void assertReads(Schema reader, Schema writer) {
        var result = SchemaCompatibility.checkReaderWriterCompatibility(reader, writer).getResult();
        assertThat(result.getCompatibility()).as("%s", result.getIncompatibilities())
                .isEqualTo(SchemaCompatibilityType.COMPATIBLE);
    }

    /** Oldest first. */
    private static List<Schema> published(Class<?> record) throws IOException {
        Stream.Builder<Schema> forms = Stream.builder();
        for (int number = 1; Files.exists(form(record, number)); number++) {
            forms.add(new Schema.Parser().parse(Files.readString(form(record, number))));
        }
        return forms.build().toList();
    }

    private static void addWhereChanged(Class<?> record, Schema now) throws IOException {
        List<Schema> published = published(record);
        if (published.isEmpty() || !published.getLast().toString().equals(now.toString())) {
            Files.createDirectories(GOLDEN);
            Files.writeString(form(record, published.size() + 1), now.toString(true) + "\n");
        }
    }

    private static Path form(Class<?> record, int number) {
        return GOLDEN.resolve(record.getSimpleName() + "." + number + ".avsc");
    }
}
