package dev.tocsin.app.config;

import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.Node;

import dev.tocsin.topology.config.schema.StrictJson;

/**
 * The documents of one file, YAML or JSON, and what is wrong with the file itself.
 *
 * @param documents those before the first problem
 */
record YamlFile(List<FileDocument> documents, List<Finding> problems) {

    /** The largest file that is read. */
    static final long MAX_BYTES = 10L << 20;

    YamlFile {
        documents = List.copyOf(documents);
        problems = List.copyOf(problems);
    }

    static YamlFile read(Path file) {
        try {
            long bytes = Files.size(file);
            return bytes > MAX_BYTES
                    ? broken(file, 0, "has " + bytes + " bytes, more than the " + MAX_BYTES + " a file may have")
                    : parse(file, Files.readString(file));
        } catch (CharacterCodingException e) {
            return broken(file, 0, "isn't UTF-8 text");
        } catch (IOException e) {
            return broken(file, 0, "can't be read (" + e.getClass().getSimpleName() + ")");
        }
    }

    static YamlFile parse(Path file, String text) {
        List<FileDocument> documents = new ArrayList<>();
        List<Finding> problems = new ArrayList<>();
        try {
            for (Node root : new Yaml(options()).composeAll(new StringReader(text))) {
                YamlTree tree = YamlTree.of(root);
                if (!tree.empty()) {
                    documents.add(new FileDocument(file, tree.root(), tree.lines()));
                }
            }
        } catch (YamlTree.Refused e) {
            problems.add(Finding.ofFile(file, e.line(), e.reason()));
        } catch (MarkedYAMLException e) {
            problems.add(Finding.ofFile(file, e.getProblemMark() == null ? 0 : e.getProblemMark().getLine() + 1,
                    notReadable(file) + e.getProblem()));
        } catch (YAMLException e) {
            problems.add(Finding.ofFile(file, 0, notReadable(file) + e.getMessage()));
        }
        return new YamlFile(documents, problems);
    }

    private static String notReadable(Path file) {
        return "isn't " + (file.toString().endsWith(".json") ? "JSON" : "YAML") + ": ";
    }

    private static YamlFile broken(Path file, int line, String reason) {
        return new YamlFile(List.of(), List.of(Finding.ofFile(file, line, reason)));
    }

    private static LoaderOptions options() {
        LoaderOptions options = new LoaderOptions();
        options.setNestingDepthLimit(StrictJson.MAX_DEPTH);
        options.setCodePointLimit((int) MAX_BYTES);
        options.setMaxAliasesForCollections(50);
        return options;
    }
}
