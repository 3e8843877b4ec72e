package dev.tocsin.topology.config;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;

import dev.tocsin.topology.config.spec.Content;
import dev.tocsin.topology.config.spec.ContentReader;
import dev.tocsin.topology.map.MetricMap;

/**
 * The maps that need no document, as the documents they are written as: {@code maps/*.yaml} beside this class. They are
 * asked in this order, after people's own.
 */
public final class ShippedMaps {

    /** The names of the files, in the order the maps are asked. */
    public static final List<String> NAMES = List.of("containers", "kubernetes-nodes", "opentelemetry", "micrometer",
            "prometheus", "telegraf", "anything-else");

    private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());

    private ShippedMaps() {}

    /** All of them. */
    public static List<MetricMap> all() {
        DocumentReader reader = new DocumentReader();
        List<MetricMap> maps = new ArrayList<>();
        for (String name : NAMES) {
            maps.add(map(reader, name));
        }
        return List.copyOf(maps);
    }

    /** Those that know what they speak of: not the last, which takes anything by the name it has. */
    public static List<MetricMap> particular() {
        return all().stream().filter(map -> !map.name().equals(NAMES.getLast())).toList();
    }

    private static MetricMap map(DocumentReader reader, String name) {
        Document document = sound(name, reader.check(tree(name)));
        Content content = sound(name, ContentReader.read(document, 0, Instant.EPOCH));
        if (content instanceof Content.Mapping(MetricMap map)) {
            return map;
        }
        throw new IllegalStateException("shipped map " + name + " is no MetricMap");
    }

    private static <T> T sound(String name, Checked<T> checked) {
        return switch (checked) {
            case Checked.Sound<T>(T value) -> value;
            case Checked.Faulty<T>(List<Problem> problems) -> throw new IllegalStateException(
                    "shipped map " + name + " is wrong: " + problems);
        };
    }

    private static JsonNode tree(String name) {
        try (InputStream yaml = Objects.requireNonNull(ShippedMaps.class.getResourceAsStream("maps/" + name + ".yaml"),
                name)) {
            return YAML.readTree(yaml);
        } catch (IOException e) {
            throw new UncheckedIOException("shipped map " + name + " can't be read", e);
        }
    }
}
