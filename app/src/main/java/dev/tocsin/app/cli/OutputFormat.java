package dev.tocsin.app.cli;

/** For a person or for a script. */
public enum OutputFormat {
    text, json
}
