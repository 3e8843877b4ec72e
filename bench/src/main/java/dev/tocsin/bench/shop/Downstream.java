package dev.tocsin.bench.shop;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;

/** The next tier, as the one before it calls it. */
final class Downstream {

    private final HttpClient client;
    private final URI uri;
    private final Duration timeout;

    Downstream(int port, Duration timeout) {
        this.client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
        this.uri = URI.create("http://127.0.0.1:" + port + "/orders");
        this.timeout = timeout;
    }

    /** The status of the answer; an {@link IOException} when none came in time. */
    int send(Order order) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(uri).timeout(timeout)
                .POST(BodyPublishers.ofByteArray(order.bytes())).build();
        HttpResponse<byte[]> answer = client.send(request, BodyHandlers.ofByteArray());
        return answer.statusCode();
    }
}
