package dev.tocsin.app.config;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

import com.fasterxml.jackson.databind.JsonNode;

import dev.tocsin.escalation.route.ReceiverType;
import dev.tocsin.topology.config.Checked;
import dev.tocsin.topology.config.ConfigValidation;
import dev.tocsin.topology.config.Document;
import dev.tocsin.topology.config.DocumentKey;
import dev.tocsin.topology.config.DocumentReader;
import dev.tocsin.topology.config.Problem;
import dev.tocsin.topology.config.Standing;
import dev.tocsin.topology.config.Standing.State;

/**
 * What the validating task would say of documents in files if there were no others.
 *
 * @param sound by key, those that aren't wrong in themselves
 * @param wrong what no other document could mend
 * @param missing what the documents refer to that isn't among them
 * @param notes what their authors should know though nothing is wrong
 * @param standings of those that have a key, by it
 */
record OfflineCheck(Map<DocumentKey, FileDocument> sound, List<Finding> wrong, List<Finding> missing,
        List<Finding> notes, Map<String, Standing> standings) {

    static OfflineCheck of(DocumentFiles files, Instant now) {
        return of(files, null, now);
    }

    /** @param receivers those of the settings by name, null where nobody knows them */
    static OfflineCheck of(DocumentFiles files, @Nullable Map<String, ReceiverType> receivers, Instant now) {
        Checking checking = new Checking(receivers, new ArrayList<>(files.problems()));
        files.documents().forEach(document -> checking.submit(document, now));
        return checking.done();
    }

    /** Everything that is wrong where these documents are all there is. */
    List<Finding> problems() {
        List<Finding> problems = new ArrayList<>(wrong);
        problems.addAll(missing);
        problems.sort(Comparator.comparing(Finding::file).thenComparing(Finding::line));
        return problems;
    }

    private static final class Checking {

        private final DocumentReader reader = new DocumentReader();
        private final ConfigValidation validation;
        private final Map<DocumentKey, FileDocument> documents = new LinkedHashMap<>();
        private final Map<String, Standing> standings = new HashMap<>();
        private final List<Finding> wrong;

        Checking(@Nullable Map<String, ReceiverType> receivers, List<Finding> wrong) {
            this.validation = new ConfigValidation(reader, receivers);
            this.wrong = wrong;
        }

        void submit(FileDocument document, Instant now) {
            Optional<DocumentKey> key = document.key();
            if (key.isEmpty()) {
                List<Finding> faults = structure(document);
                if (faults.isEmpty()) {
                    throw new IllegalStateException("sound without a key: " + document.file());
                }
                wrong.addAll(faults);
                return;
            }
            FileDocument first = documents.putIfAbsent(key.get(), document);
            if (first != null) {
                wrong.add(Finding.of(document, Problem.ofDocument(key.get() + " is there twice; first at "
                        + first.file() + ":" + first.line(""))));
                wrong.addAll(structure(document));
                return;
            }
            validation.submit(standings, key.get().toString(), document.json(), documents.size(), now)
                    .forEach((changed, standing) -> standings.put(changed, standing.orElseThrow()));
        }

        private List<Finding> structure(FileDocument document) {
            JsonNode tree = document.tree();
            return switch (reader.check(tree)) {
                case Checked.Faulty<Document>(List<Problem> problems) -> problems.stream()
                        .map(problem -> Finding.of(document, problem))
                        .toList();
                case Checked.Sound<Document> _ -> List.of();
            };
        }

        OfflineCheck done() {
            Map<DocumentKey, FileDocument> sound = new LinkedHashMap<>();
            List<Finding> missing = new ArrayList<>();
            List<Finding> notes = new ArrayList<>();
            documents.forEach((key, document) -> {
                Standing standing = standings.get(key.toString());
                if (standing == null) {
                    throw new IllegalStateException("no standing of " + key);
                }
                List<Finding> problems = standing.problems().stream().map(p -> Finding.of(document, p)).toList();
                (standing.state() == State.REJECTED ? wrong : missing).addAll(problems);
                if (standing.state() != State.REJECTED) {
                    sound.put(key, document);
                }
                if (standing.note() != null) {
                    notes.add(Finding.of(document, Problem.ofDocument(standing.note())));
                }
            });
            return new OfflineCheck(sound, wrong, missing, notes, Map.copyOf(standings));
        }
    }
}
