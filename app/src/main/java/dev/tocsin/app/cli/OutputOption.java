package dev.tocsin.app.cli;

import picocli.CommandLine.Option;

/** {@code -o json}, mixed into the commands whose answer a script would read. */
public final class OutputOption {

    @Option(names = {"-o",
            "--output"}, paramLabel = "FORMAT", defaultValue = "text", description = "How to print: ${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
    private OutputFormat format = OutputFormat.text;

    public boolean json() {
        return format == OutputFormat.json;
    }
}
