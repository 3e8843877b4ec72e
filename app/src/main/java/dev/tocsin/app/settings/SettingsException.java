package dev.tocsin.app.settings;

import java.util.List;

/** Settings that can't be used: every problem found, each naming the setting, where it was set and the bad value. */
public final class SettingsException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final List<String> problems;

    public SettingsException(List<String> problems) {
        super(String.join("; ", problems));
        this.problems = List.copyOf(problems);
    }

    public List<String> problems() {
        return problems;
    }
}
