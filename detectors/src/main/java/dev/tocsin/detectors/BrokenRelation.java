package dev.tocsin.detectors;

import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import java.util.stream.Collectors;

import dev.tocsin.detectors.joint.Relation;

import static java.util.Objects.requireNonNull;

/**
 * Why a window is unusual in which no metric is: one of them isn't where the others would have it.
 *
 * @param odd the one that broke the relation
 * @param expected where the others would have it, in robust sigmas from its own level
 * @param others those it usually moves with, or against, the one that says most first
 * @param share their common share of the score, 0 to 1
 */
public record BrokenRelation(Part odd, double expected, List<Part> others, double share) {

    /** A metric's part in it: its side of its own level, and how far off in robust sigmas. */
    public record Part(String metric, Direction direction, double deviation) {}

    /** A relation between slots of a model, in the words of the window's contributions. */
    public static BrokenRelation of(Relation relation, IntFunction<String> names, List<Contribution> said) {
        Map<String, Contribution> byName = said.stream().collect(Collectors.toMap(Contribution::metric, c -> c));
        Contribution odd = requireNonNull(byName.get(names.apply(relation.odd())));
        List<Contribution> others = relation.others().stream().map(slot -> byName.get(names.apply(slot))).toList();
        double share = odd.share() + others.stream().mapToDouble(Contribution::share).sum();
        return new BrokenRelation(part(odd), relation.expected(), others.stream().map(BrokenRelation::part).toList(),
                Math.min(1, share));
    }

    private static Part part(Contribution of) {
        return new Part(of.metric(), of.direction(), of.deviation());
    }

    public BrokenRelation {
        others = List.copyOf(others);
        if (others.isEmpty()) {
            throw new IllegalArgumentException("a relation of " + odd.metric() + " to nothing");
        }
    }
}
