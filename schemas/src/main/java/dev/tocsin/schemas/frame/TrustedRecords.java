package dev.tocsin.schemas.frame;

import org.apache.avro.util.ClassSecurityValidator;

import dev.tocsin.schemas.v1.TelemetrySample;

/**
 * Leave for Avro to make our generated records. Since 1.12.1 it makes only classes it is told to trust, as a schema
 * names the class; what else is trusted stays as it was.
 */
final class TrustedRecords {

    private static final String PACKAGE = TelemetrySample.class.getPackageName();

    static {
        ClassSecurityValidator.setGlobal(ClassSecurityValidator.composite(ClassSecurityValidator.getGlobal(),
                type -> type.getPackageName().equals(PACKAGE)));
    }

    private TrustedRecords() {}

    /** Does it, the first time. */
    static void trust() {
        // The static initializer has done it by the time this returns.
    }
}
