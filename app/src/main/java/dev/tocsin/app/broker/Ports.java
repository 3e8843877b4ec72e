package dev.tocsin.app.broker;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;

/** Where a lone broker listens, for clients and for itself as controller. */
public record Ports(int broker, int controller) {

    public Ports {
        if (broker < 1 || broker > 65_535 || controller < 1 || controller > 65_535 || broker == controller) {
            throw new IllegalArgumentException("ports " + broker + " and " + controller + " must be two of 1 to 65535");
        }
    }

    /** @throws BrokerException if someone listens on one of them */
    void requireFree() {
        for (int port : new int[]{broker, controller}) {
            try (var probe = new ServerSocket()) {
                probe.setReuseAddress(true);
                probe.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            } catch (IOException e) {
                throw new BrokerException("the embedded broker can't listen on port " + port, e);
            }
        }
    }

    /** Two that nobody listens on now. */
    public static Ports free() {
        try (var first = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                var second = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return new Ports(first.getLocalPort(), second.getLocalPort());
        } catch (IOException e) {
            throw new UncheckedIOException("no free port on this machine", e);
        }
    }
}
