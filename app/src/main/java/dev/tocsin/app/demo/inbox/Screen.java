package dev.tocsin.app.demo.inbox;

import java.io.PrintStream;
import java.util.List;

/** What a person on call would see, line by line. */
final class Screen {

    private final PrintStream out;

    Screen(PrintStream out) {
        this.out = out;
    }

    void pagerDuty(String head, List<String> lines) {
        show("[PagerDuty] ", head, lines);
    }

    void slack(String channel, String head, List<String> lines) {
        show("[Slack " + channel + "] ", head, lines);
    }

    private void show(String where, String head, List<String> lines) {
        StringBuilder text = new StringBuilder(where).append(head).append(System.lineSeparator());
        lines.forEach(line -> text.append("    │ ").append(line).append(System.lineSeparator()));
        out.print(text);
        out.flush();
    }
}
