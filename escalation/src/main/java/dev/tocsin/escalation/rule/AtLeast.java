package dev.tocsin.escalation.rule;

import java.time.Duration;
import java.util.List;

import org.jspecify.annotations.Nullable;

import dev.tocsin.escalation.incident.Tier;

/** A step that {@code atLeast} of several signals make true, in any order. */
public record AtLeast(Form form, int atLeast, List<String> signals, @Nullable Duration within, Tier tier, Terms terms)
        implements
            Step {

    /** How a document writes it, and the field that holds its signals there. */
    public enum Form {
        AT_LEAST("of"), ANY_OF("any_of"), ALL_OF("all_of");

        private final String field;

        Form(String field) {
            this.field = field;
        }

        public String field() {
            return field;
        }
    }

    public AtLeast {
        signals = List.copyOf(signals);
        if (atLeast < 1) {
            throw new IllegalArgumentException("at_least is " + atLeast + " of " + signals + ", not 1 or more");
        }
        if (within != null) {
            Span.positive("within of " + form.field + " " + signals, within);
        }
    }

    public AtLeast(Form form, int atLeast, List<String> signals, @Nullable Duration within, Tier tier) {
        this(form, atLeast, signals, within, tier, Terms.NONE);
    }

    public static AtLeast of(int atLeast, List<String> signals) {
        return new AtLeast(Form.AT_LEAST, atLeast, signals, null, Tier.NONE);
    }

    public static AtLeast of(int atLeast, String... signals) {
        return of(atLeast, List.of(signals));
    }

    public static AtLeast anyOf(List<String> signals) {
        return new AtLeast(Form.ANY_OF, 1, signals, null, Tier.NONE);
    }

    public static AtLeast allOf(List<String> signals) {
        return new AtLeast(Form.ALL_OF, Math.max(1, signals.size()), signals, null, Tier.NONE);
    }

    public AtLeast within(Duration bound) {
        return new AtLeast(form, atLeast, signals, bound, tier, terms);
    }

    public AtLeast tier(Tier climbsTo) {
        return new AtLeast(form, atLeast, signals, within, climbsTo, terms);
    }

    public AtLeast terms(Terms others) {
        return new AtLeast(form, atLeast, signals, within, tier, others);
    }
}
