package dev.tocsin.bench.shop;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.DoubleConsumer;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;

/** A tier's HTTP server: {@code POST /orders} is measured work, {@code POST /admin/KNOB} turns a knob to the number sent. */
final class TierServer {

    private static final int CONNECTIONS_PENDING = 256;
    private static final int MOST_THREADS = 400;
    private static final int FEWEST_THREADS = 4;
    private static final int IDLE_SECONDS = 10;

    private final HttpServer server;
    private final Work work;
    private final SecondMeter meter;

    TierServer(Work work, SecondMeter meter) throws IOException {
        this.work = work;
        this.meter = meter;
        var address = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
        server = HttpServer.create(address, CONNECTIONS_PENDING);
        server.createContext("/orders", this::serve);
        server.createContext("/admin/", this::turn);
        server.setExecutor(new ThreadPoolExecutor(FEWEST_THREADS, MOST_THREADS, IDLE_SECONDS, TimeUnit.SECONDS,
                new SynchronousQueue<>()));
    }

    /** Starts to listen; the port. */
    int start() {
        server.start();
        return server.getAddress().getPort();
    }

    private void serve(HttpExchange exchange) throws IOException {
        long start = System.nanoTime();
        meter.arrived();
        Work.Answer answer = answer(exchange.getRequestBody().readAllBytes());
        meter.finished((System.nanoTime() - start) / 1e9, answer.status() >= 500);
        send(exchange, answer);
    }

    private Work.Answer answer(byte[] body) {
        try {
            return work.serve(body);
        } catch (IOException e) {
            return new Work.Answer(502, String.valueOf(e.getMessage()).getBytes(StandardCharsets.UTF_8));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Work.Answer(503, "stopping".getBytes(StandardCharsets.UTF_8));
        }
    }

    private void turn(HttpExchange exchange) throws IOException {
        String name = exchange.getRequestURI().getPath().substring("/admin/".length());
        DoubleConsumer knob = work.knobs().get(name);
        String value = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        if (knob == null) {
            send(exchange, new Work.Answer(404, ("no knob " + name).getBytes(StandardCharsets.UTF_8)));
            return;
        }
        knob.accept(Double.parseDouble(value));
        send(exchange, new Work.Answer(200, value.getBytes(StandardCharsets.UTF_8)));
    }

    private static void send(HttpExchange exchange, Work.Answer answer) throws IOException {
        try (exchange) {
            exchange.sendResponseHeaders(answer.status(), answer.body().length);
            exchange.getResponseBody().write(answer.body());
        }
    }
}
