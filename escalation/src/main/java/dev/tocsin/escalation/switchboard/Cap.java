package dev.tocsin.escalation.switchboard;

import dev.tocsin.escalation.identity.IncidentId;
import dev.tocsin.escalation.suppression.Document;

/** Why an incident is told more quietly than its tier. */
public sealed interface Cap {

    /** What a notification names as having capped it. */
    String by();

    /** The namespace is only observed. */
    record Observed() implements Cap {
        @Override
        public String by() {
            return "observe";
        }
    }

    /** A suppression rule matches. */
    record Suppressed(Document rule) implements Cap {
        @Override
        public String by() {
            return rule.toString();
        }
    }

    /** A calendar window covers it, and it fits what the window expects. */
    record Planned(Document window) implements Cap {
        @Override
        public String by() {
            return window.toString();
        }
    }

    /** The service that probably caused it has an incident that was told. */
    record Grouped(IncidentId cause) implements Cap {
        @Override
        public String by() {
            return "probably caused by " + cause;
        }
    }

    /** Its rule fires for many services at once, which is told as one incident. */
    record Stormed(IncidentId storm) implements Cap {
        @Override
        public String by() {
            return "one of many in " + storm;
        }
    }

    /** The service already has a louder, or as loud, incident of another rule. */
    record Covered(IncidentId incident) implements Cap {
        @Override
        public String by() {
            return "covered by " + incident;
        }
    }
}
