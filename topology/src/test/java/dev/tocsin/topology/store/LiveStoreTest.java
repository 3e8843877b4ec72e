package dev.tocsin.topology.store;

import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.function.Supplier;

import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.processor.TaskId;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.Stores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/** A store whose values are a text and a name, the name in a row beside. */
class LiveStoreTest {

    @TempDir
    private Path folder;

    private final List<String> written = new ArrayList<>();

    @Test
    void theRowBesideIsWrittenOnlyWhenItChanges() {
        // Given
        LiveStore<Named> store = open();
        Named value = new Named("one", "checkout".getBytes(StandardCharsets.UTF_8));

        // When the text changes twice and the name once
        store.put("a/b", value);
        store.flushCache();
        value.text = "two";
        store.put("a/b", value);
        store.flushCache();
        value.name = "cart".getBytes(StandardCharsets.UTF_8);
        store.put("a/b", value);
        store.flushCache();

        // Then
        assertThat(written).containsExactly("a/b=one", "/a/b=checkout", "a/b=two", "a/b=two", "/a/b=cart");
    }

    @Test
    void bothRowsAreThereAfterARestartAndNeitherIsShownAsAValueOfItsOwn() {
        // Given
        LiveStore<Named> before = open();
        before.put("a/b", new Named("one", "checkout".getBytes(StandardCharsets.UTF_8)));
        before.put("a/c", new Named("two", "cart".getBytes(StandardCharsets.UTF_8)));
        before.flushCache();
        before.close();

        // When
        LiveStore<Named> after = open();
        List<String> seen = new ArrayList<>();
        after.forEach((key, value) -> seen.add(key + " " + value));

        // Then
        assertThat(seen).containsExactlyInAnyOrder("a/b one checkout", "a/c two cart");
        written.clear();
        after.put("a/b", after.get("a/b"));
        after.flushCache();
        assertThat(written).containsExactly("a/b=one");
    }

    @Test
    void aValueThatIsDeletedTakesItsRowBesideWithIt() {
        // Given a value that isn't on the heap
        LiveStore<Named> before = open();
        before.put("a/b", new Named("one", "checkout".getBytes(StandardCharsets.UTF_8)));
        before.flushCache();
        before.close();
        LiveStore<Named> store = open();

        // When it is deleted, and comes back without a name
        store.delete("a/b");
        store.flushCache();
        store.put("a/b", new Named("three", null));
        store.flushCache();
        store.close();

        // Then the old name isn't there
        assertThat(open().get("a/b")).hasToString("three null");
    }

    @SuppressWarnings("unchecked")
    private LiveStore<Named> open() {
        MockProcessorContext<Void, Void> context = new MockProcessorContext<>(new Properties(), new TaskId(0, 0),
                folder.toFile());
        KeyValueStore<String, byte[]> rows = Stores.keyValueStoreBuilder(Stores.persistentKeyValueStore("named"),
                Serdes.String(), Serdes.ByteArray()).withLoggingDisabled().build();
        KeyValueStore<String, byte[]> noted = (KeyValueStore<String, byte[]>) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[]{KeyValueStore.class}, (proxy, method, arguments) -> {
                    if (method.getName().equals("put") && arguments[1] instanceof byte[] row) {
                        written.add(arguments[0] + "=" + new String(row, StandardCharsets.UTF_8));
                    }
                    return method.invoke(rows, arguments);
                });
        LiveStore<Named> store = new LiveStore<>(noted, new NamedCodec());
        store.init(context.getStateStoreContext(), store);
        return store;
    }

    private static final class Named {

        private String text;
        private byte[] name;

        Named(String text, byte[] name) {
            this.text = text;
            this.name = name;
        }

        @Override
        public String toString() {
            return text + " " + (name == null ? null : new String(name, StandardCharsets.UTF_8));
        }
    }

    private record NamedCodec() implements Codec<Named> {

        @Override
        public byte[] write(Named value) {
            return value.text.getBytes(StandardCharsets.UTF_8);
        }

        @Override
        public byte[] beside(Named value) {
            return value.name;
        }

        @Override
        public Named read(String key, byte[] stored) {
            return read(key, stored, () -> null);
        }

        @Override
        public Named read(String key, byte[] stored, Supplier<byte[]> beside) {
            return new Named(new String(stored, StandardCharsets.UTF_8), beside.get());
        }
    }
}
