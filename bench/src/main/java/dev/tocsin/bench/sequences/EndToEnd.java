package dev.tocsin.bench.sequences;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

import dev.tocsin.bench.driven.DrivenBell;
import dev.tocsin.schemas.v1.Notification;
import dev.tocsin.schemas.v1.Tier;

/** The rows through the whole topology: the detector has to see what is unusual. */
final class EndToEnd {

    private static final int ROWS_TO_READ = 256;

    private EndToEnd() {}

    static List<Paged> pages(Stage stage) throws IOException {
        List<Paged> pages = new ArrayList<>();
        Set<String> paged = new HashSet<>();
        try (DrivenBell bell = new DrivenBell(stage.step(), stage.start())) {
            bell.tune("EscalationRule/*/cascading-failure", stage.rule());
            for (int row = 0; row < stage.rows(); row++) {
                for (int service = 0; service < stage.services().size(); service++) {
                    bell.sample(stage.names().get(service), stage.at(row), stage.metrics(service, row));
                }
                bell.pass(stage.step());
                if (row % ROWS_TO_READ == 0 || row == stage.rows() - 1) {
                    bell.told().forEach(told -> page(told, paged, pages));
                }
            }
        }
        return pages;
    }

    /** The first time that an incident is told as a page. */
    private static void page(Notification told, Set<String> paged, List<Paged> pages) {
        if (told.getTier() == Tier.page && paged.add(told.getIncident())) {
            pages.add(new Paged(told.getService(), told.getAt()));
        }
    }
}
