package dev.tocsin.topology.derive;

import dev.tocsin.topology.sample.Sample;

/** What arrives of a service, whichever source it came from. */
public sealed interface Arrival {

    /** {@code namespace/service}. */
    String key();

    /** Values that are ready for the window. */
    record Measured(Sample sample) implements Arrival {

        @Override
        public String key() {
            return sample.key();
        }
    }

    /** Foreign series, from which values are derived. */
    record Mapped(MappedSample sample) implements Arrival {

        @Override
        public String key() {
            return sample.service().toString();
        }
    }
}
