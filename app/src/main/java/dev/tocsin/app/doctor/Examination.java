package dev.tocsin.app.doctor;

import java.util.List;

/** One kind of thing to look at. Changes nothing. */
@FunctionalInterface
interface Examination {

    /** @throws dev.tocsin.app.cli.Failure if it can't be looked at; that is a diagnosis too */
    List<Diagnosis> look();
}
