package dev.tocsin.app.simulate;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;

/** Files of one JSON object a line; empty lines are passed over. */
final class Lines {

    private static final ObjectMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();

    private Lines() {}

    static <T> List<T> read(Path file, Function<JsonLine, T> reading) throws UnreadableLineException, IOException {
        List<T> values = new ArrayList<>();
        int number = 0;
        try (BufferedReader lines = Files.newBufferedReader(file)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                number++;
                if (!line.isBlank()) {
                    values.add(read(file, number, line, reading));
                }
            }
            return values;
        } catch (NoSuchFileException e) {
            throw new UnreadableLineException(file, 0, "no such file", e);
        } catch (CharacterCodingException e) {
            throw new UnreadableLineException(file, number + 1, "isn't UTF-8 text", e);
        }
    }

    private static <T> T read(Path file, int number, String line, Function<JsonLine, T> reading)
            throws UnreadableLineException {
        try {
            JsonNode tree = JSON.readTree(line);
            if (!tree.isObject()) {
                throw new UnreadableLineException(file, number, "isn't a JSON object", null);
            }
            return reading.apply(new JsonLine(tree, ""));
        } catch (JsonProcessingException e) {
            throw new UnreadableLineException(file, number, "isn't JSON: " + e.getOriginalMessage(), e);
        } catch (IllegalArgumentException e) {
            throw new UnreadableLineException(file, number, String.valueOf(e.getMessage()), e);
        }
    }
}
