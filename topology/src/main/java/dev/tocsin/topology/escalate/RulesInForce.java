package dev.tocsin.topology.escalate;

import java.time.Duration;
import java.util.IdentityHashMap;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import dev.tocsin.escalation.automaton.Escalation;
import dev.tocsin.escalation.automaton.RuleBook;
import dev.tocsin.escalation.identity.ServiceId;
import dev.tocsin.topology.config.Tuning;
import dev.tocsin.topology.config.TuningHolder;

/** The engine over the rules that documents have put in force, made anew when they change. Thread-safe. */
public final class RulesInForce implements EscalateStage.Rules {

    private record Engines(Tuning tuning, Map<RuleBook, Escalation> byBook) {}

    private final TuningHolder documents;
    private final Duration settling;
    private final Duration window;
    private volatile @Nullable Engines engines;

    /**
     * @param settling how long after a window's end its verdict may still come
     * @param window how long one is: what other services tell is waited for so long
     */
    public RulesInForce(TuningHolder documents, Duration settling, Duration window) {
        this.documents = documents;
        this.settling = settling;
        this.window = window;
    }

    @Override
    public Escalation of(ServiceId service) {
        Tuning tuning = documents.current();
        Engines known = engines;
        if (known == null || known.tuning != tuning) {
            known = engines(tuning);
            engines = known;
        }
        Escalation engine = known.byBook.get(tuning.rules(service.namespace()));
        return engine == null ? engine(tuning, tuning.rules(service.namespace())) : engine;
    }

    @Override
    public boolean connected() {
        return !documents.current().dependencies().isEmpty();
    }

    private Engines engines(Tuning tuning) {
        Map<RuleBook, Escalation> byBook = new IdentityHashMap<>();
        byBook.put(tuning.everywhere(), engine(tuning, tuning.everywhere()));
        tuning.byNamespace().values().forEach(book -> byBook.put(book, engine(tuning, book)));
        return new Engines(tuning, byBook);
    }

    private Escalation engine(Tuning tuning, RuleBook book) {
        return new Escalation(book, settling, window, tuning.dependencies());
    }
}
