package dev.tocsin.topology.config;

import java.time.Instant;

import org.jspecify.annotations.Nullable;

import dev.tocsin.topology.config.spec.Content;

/** What the author of an accepted document should know though nothing is wrong. */
final class Notes {

    private Notes() {}

    static @Nullable String of(Standing.Edition edition) {
        return switch (edition.content()) {
            case Content.Quieting(var rule) when rule.isOver(edition.at()) -> "over since " + rule.until()
                    + ", so it quiets nothing";
            case Content.Planned(var window) -> over(window.times().sorted().getLast().end(), edition.at());
            case Content.Quieting _,Content.Rule _,Content.RuleOff _,Content.Definitions _,Content.Mapping _,Content.Dependencies _,Content.Owned _,Content.Routed _,Content.Judging _ ->
                null;
        };
    }

    private static @Nullable String over(Instant end, Instant at) {
        return end.isBefore(at) ? "over since " + end + ", so it concerns only what is older" : null;
    }
}
