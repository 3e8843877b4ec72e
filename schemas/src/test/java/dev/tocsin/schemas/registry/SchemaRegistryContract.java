package dev.tocsin.schemas.registry;

import java.util.UUID;

import org.apache.avro.NameValidator;
import org.apache.avro.Schema;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

import dev.tocsin.schemas.registry.RegistryFailure.Incompatible;
import dev.tocsin.schemas.registry.RegistryFailure.Invalid;
import dev.tocsin.schemas.registry.RegistryFailure.NotFound;
import dev.tocsin.schemas.registry.RegistryFailure.NotFound.What;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/** What every registry does, whichever server is behind it, as long as its compatibility level is BACKWARD. */
public interface SchemaRegistryContract {

    Schema FIRST = schema("{'name':'x','type':'int'}");
    Schema WITH_DEFAULT = schema("{'name':'x','type':'int'},{'name':'y','type':'int','default':0}");
    Schema WITHOUT_DEFAULT = schema("{'name':'x','type':'int'},{'name':'y','type':'int'}");
    Schema UNSEEN = schema("{'name':'never','type':'bytes'}");

    /** The one to test; without caches, so that each answer is the server's. */
    SchemaRegistry registry();

    /** One that nobody has used, with what a name may have and a URL's path may not. */
    default String newSubject() {
        return "contract/ä " + UUID.randomUUID() + "-value";
    }

    @Test
    default void aSchemaIsReadByTheIdItWasGiven() {
        // Given
        int id = registry().register(newSubject(), FIRST);

        // When
        Schema read = registry().schema(id);

        // Then
        assertThat(read).isEqualTo(FIRST);
    }

    @Test
    default void registeringAgainGivesTheSameId() {
        // Given
        String subject = newSubject();
        int id = registry().register(subject, FIRST);

        // When
        int again = registry().register(subject, FIRST);

        // Then
        assertThat(again).isEqualTo(id);
        assertThat(registry().versions(subject)).containsExactly(1);
    }

    @Test
    default void aSchemaHasOneIdInAllSubjects() {
        assertThat(registry().register(newSubject(), FIRST)).isEqualTo(registry().register(newSubject(), FIRST));
    }

    @Test
    default void aCompatibleSchemaBecomesTheNextVersion() {
        // Given
        String subject = newSubject();
        int first = registry().register(subject, FIRST);

        // When
        int second = registry().register(subject, WITH_DEFAULT);

        // Then
        assertThat(second).isNotEqualTo(first);
        assertThat(registry().versions(subject)).containsExactly(1, 2);
        assertThat(registry().latest(subject)).isEqualTo(new RegisteredSchema(subject, 2, second, WITH_DEFAULT));
        assertThat(registry().version(subject, 1)).isEqualTo(new RegisteredSchema(subject, 1, first, FIRST));
    }

    @Test
    default void anIncompatibleSchemaIsRefusedAndChangesNothing() {
        // Given
        String subject = newSubject();
        registry().register(subject, FIRST);

        // When
        RegistryFailure failure = failure(() -> registry().register(subject, WITHOUT_DEFAULT));

        // Then
        assertThat(failure).isInstanceOfSatisfying(Incompatible.class,
                refused -> assertThat(refused.subject()).isEqualTo(subject));
        assertThat(registry().versions(subject)).containsExactly(1);
    }

    @Test
    default void compatibilityIsToldBeforehand() {
        // Given
        String subject = newSubject();
        registry().register(subject, FIRST);

        // When
        Compatibility compatible = registry().check(subject, WITH_DEFAULT);
        Compatibility incompatible = registry().check(subject, WITHOUT_DEFAULT);

        // Then
        assertThat(compatible.compatible()).isTrue();
        assertThat(incompatible.compatible()).isFalse();
    }

    @Test
    default void aSubjectThatDoesNotExistAcceptsAny() {
        assertThat(registry().check(newSubject(), FIRST).compatible()).isTrue();
    }

    @Test
    default void lookupFindsVersionAndId() {
        // Given
        String subject = newSubject();
        int id = registry().register(subject, FIRST);

        // When
        RegisteredSchema found = registry().lookup(subject, FIRST);

        // Then
        assertThat(found).isEqualTo(new RegisteredSchema(subject, 1, id, FIRST));
    }

    @Test
    default void aSubjectIsListedOnceItHasASchema() {
        // Given
        String subject = newSubject();
        registry().register(subject, FIRST);

        // When
        var subjects = registry().subjects();

        // Then
        assertThat(subjects).contains(subject).doesNotContain(newSubject());
    }

    @Test
    default void whatIsNotThereIsSaidByKind() {
        // Given
        String subject = newSubject();
        registry().register(subject, FIRST);

        // Then
        assertThat(notFound(() -> registry().schema(987_654))).isEqualTo(What.SCHEMA);
        assertThat(notFound(() -> registry().latest(newSubject()))).isEqualTo(What.SUBJECT);
        assertThat(notFound(() -> registry().versions(newSubject()))).isEqualTo(What.SUBJECT);
        assertThat(notFound(() -> registry().lookup(newSubject(), FIRST))).isEqualTo(What.SUBJECT);
        assertThat(notFound(() -> registry().version(subject, 7))).isEqualTo(What.VERSION);
        assertThat(notFound(() -> registry().lookup(subject, UNSEEN))).isEqualTo(What.SCHEMA);
    }

    @Test
    default void aSchemaThatIsNotAvroIsInvalid() {
        // Given a name that Avro doesn't allow
        Schema misnamed = new Schema.Parser(NameValidator.NO_VALIDATION)
                .parse("{\"type\":\"record\",\"name\":\"no name\",\"fields\":[]}");

        // When
        RegistryFailure failure = failure(() -> registry().register(newSubject(), misnamed));

        // Then
        assertThat(failure).isInstanceOfSatisfying(Invalid.class,
                invalid -> assertThat(invalid.code()).isEqualTo(42201));
    }

    private static What notFound(ThrowingCallable request) {
        RegistryFailure failure = failure(request);
        assertThat(failure).isInstanceOf(NotFound.class);
        return ((NotFound) failure).what();
    }

    /** How the request failed; fails itself if the request doesn't. */
    static RegistryFailure failure(ThrowingCallable request) {
        RegistryException thrown = catchThrowableOfType(RegistryException.class, request);
        assertThat(thrown).as("what the registry was to refuse").isNotNull();
        return thrown.failure();
    }

    private static Schema schema(String fields) {
        String text = "{'type':'record','name':'Contract','namespace':'test','fields':[" + fields + "]}";
        return new Schema.Parser().parse(text.replace('\'', '"'));
    }
}
