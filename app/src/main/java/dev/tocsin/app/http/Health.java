package dev.tocsin.app.http;

import java.util.List;

/** How the service is. Asked by several threads. */
public interface Health {

    /** What must be so for the process to be worth keeping: a restart would help against nothing else. */
    List<Check> live();

    /** What must be so for the service to do its work now. */
    List<Check> ready();
}
