package dev.tocsin.topology.wire;

import dev.tocsin.escalation.hypothesis.UnusualWindow;
import dev.tocsin.escalation.identity.ServiceId;
import dev.tocsin.schemas.v1.UnusualSign;

/** What was unusual of a service, on its way to the switchboard. */
public final class UnusualWindows {

    private UnusualWindows() {}

    public static dev.tocsin.schemas.v1.UnusualWindow toRecord(UnusualWindow window) {
        return dev.tocsin.schemas.v1.UnusualWindow.newBuilder().setNamespace(window.service().namespace())
                .setService(window.service().service()).setStart(window.start()).setEnd(window.end())
                .setSigns(window.signs().stream()
                        .map(sign -> new UnusualSign(sign.metric(), sign.deviation(), sign.rise())).toList())
                .build();
    }

    public static UnusualWindow fromRecord(dev.tocsin.schemas.v1.UnusualWindow record) {
        return new UnusualWindow(new ServiceId(record.getNamespace(), record.getService()), record.getStart(),
                record.getEnd(), record.getSigns().stream()
                        .map(sign -> new UnusualWindow.Sign(sign.getMetric(), sign.getDeviation(), sign.getRise()))
                        .toList());
    }
}
