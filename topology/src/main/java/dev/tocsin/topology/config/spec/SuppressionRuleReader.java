package dev.tocsin.topology.config.spec;

import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

import dev.tocsin.escalation.incident.Tier;
import dev.tocsin.escalation.suppression.Document;
import dev.tocsin.escalation.suppression.Glob;
import dev.tocsin.escalation.suppression.ServiceGlob;
import dev.tocsin.escalation.suppression.SuppressionRule;

/** Reads the spec of a {@code SuppressionRule}. */
final class SuppressionRuleReader {

    private SuppressionRuleReader() {}

    static Optional<Content.Quieting> read(Field spec, Document origin) {
        Field match = spec.at("match");
        ServiceGlob services = match.at("service").as(ServiceGlob::parse).orElse(ServiceGlob.ANY);
        Glob rules = match.at("rule").as(Glob::new).orElse(Glob.ANY);
        Tier tier = match.at("tier").as(SuppressionRuleReader::tier).orElse(null);
        Instant until = spec.at("until").as(Times::instant).orElse(null);
        Tier cap = tier(spec.at("cap").text());
        return spec.attempt(() -> new Content.Quieting(
                new SuppressionRule(origin, services, rules, tier, cap, until, spec.at("reason").text())));
    }

    static Tier tier(String name) {
        return Tier.valueOf(name.toUpperCase(Locale.ROOT));
    }
}
