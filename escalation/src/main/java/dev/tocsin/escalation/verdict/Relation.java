package dev.tocsin.escalation.verdict;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * Why a window is unusual in which no metric is: one of them isn't where the others would have it.
 *
 * @param odd the one that broke the relation
 * @param expected where the others would have it, in robust sigmas from its own level
 * @param others those it usually moves with, or against, the one that says most first; at least one
 * @param share their common share of the score, 0..1
 */
public record Relation(Part odd, double expected, List<Part> others, double share) {

    /** Nearer to its own level than this, in robust sigmas, a metric is said to have stayed. */
    private static final double STILL = 0.5;

    /**
     * A metric's part in it.
     *
     * @param deviation signed distance from its own level in robust sigmas
     */
    public record Part(String metric, double deviation) {

        private String verb() {
            return Math.abs(deviation) < STILL ? "stayed" : deviation > 0 ? "rose" : "fell";
        }
    }

    public Relation {
        others = List.copyOf(others);
        if (others.isEmpty()) {
            throw new IllegalArgumentException("a relation of " + odd.metric() + " to nothing");
        }
    }

    /** {@code cpu fell while traffic and sessions rose (-1.6 sigmas, expected +1.5)}. */
    public String words() {
        String moved = others.stream()
                .collect(Collectors.groupingBy(Part::verb, LinkedHashMap::new,
                        Collectors.mapping(Part::metric, Collectors.joining(" and "))))
                .entrySet().stream().map(group -> group.getValue() + " " + group.getKey())
                .collect(Collectors.joining(", "));
        return odd.metric() + " " + odd.verb() + " while " + moved
                + String.format(Locale.ROOT, " (%+.1f sigmas, expected %+.1f)", odd.deviation(), expected);
    }
}
