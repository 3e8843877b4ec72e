package dev.tocsin.notifiers.receiver;

import java.io.IOException;
import java.time.Duration;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import dev.tocsin.notifiers.Notifications;
import dev.tocsin.notifiers.http.JsonPost;
import dev.tocsin.notifiers.receiver.Outcome.Delivered;
import dev.tocsin.notifiers.receiver.Outcome.Rejected;
import dev.tocsin.notifiers.receiver.Outcome.Retry;
import dev.tocsin.notifiers.receiver.Outcome.Skipped;

import static org.assertj.core.api.Assertions.assertThat;

import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.SocketEffect;
import okhttp3.OkHttpClient;

/** What every receiver behind HTTP promises. */
public abstract class ReceiverContract {

    /** What must be in no outcome, whatever the server says. */
    protected static final String SECRET = "s3cr3ts3cr3ts3cr3ts3cr3ts3cr3t32";

    protected final MockWebServer server = new MockWebServer();
    protected Receiver receiver;

    /** The receiver, pointed at {@link #server}, with {@link #SECRET} as its secret. */
    protected abstract Receiver receiver(OkHttpClient client);

    /** How its API says yes. */
    protected abstract MockResponse yes();

    /** How its API says that the message is invalid. */
    protected abstract MockResponse invalid();

    @BeforeEach
    void open() throws IOException {
        server.start();
        receiver = receiver(JsonPost.client(Duration.ofSeconds(2), Duration.ofMillis(700)));
    }

    @AfterEach
    void close() {
        server.close();
    }

    @Test
    void delivers_what_is_accepted() {
        // Given
        server.enqueue(yes());
        // When
        Outcome outcome = receiver.deliver(Notifications.page("i/1", 1), null);
        // Then
        assertThat(outcome).isInstanceOf(Delivered.class);
        assertThat(((Delivered) outcome).told().open()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(ints = {500, 502, 503, 504, 408, 418})
    void tries_again_when_the_server_fails(int code) {
        // Given
        server.enqueue(new MockResponse.Builder().code(code).body("oops " + SECRET).build());
        // When
        Outcome outcome = receiver.deliver(Notifications.page("i/1", 1), null);
        // Then
        assertThat(outcome).isInstanceOf(Retry.class);
        assertThat(outcome.reason().sick()).isTrue();
        assertThat(outcome.toString()).contains(Integer.toString(code)).doesNotContain(SECRET);
    }

    @ParameterizedTest
    @ValueSource(ints = {401, 403, 404})
    void waits_for_a_person_when_the_destination_refuses(int code) {
        // Given
        server.enqueue(new MockResponse.Builder().code(code).body("no " + SECRET).build());
        // When
        Outcome outcome = receiver.deliver(Notifications.page("i/1", 1), null);
        // Then
        assertThat(outcome).isInstanceOf(Retry.class);
        assertThat(outcome.reason()).isEqualTo(Reason.DESTINATION_REFUSED);
        assertThat(outcome.toString()).doesNotContain(SECRET);
    }

    @Test
    void honours_retry_after() {
        // Given
        server.enqueue(new MockResponse.Builder().code(429).addHeader("Retry-After", "17").build());
        // When
        Outcome outcome = receiver.deliver(Notifications.page("i/1", 1), null);
        // Then
        assertThat(outcome).isEqualTo(new Retry(Reason.RATE_LIMITED, "HTTP 429", Duration.ofSeconds(17)));
        assertThat(outcome.reason().sick()).isFalse();
    }

    @Test
    void takes_a_429_without_retry_after() {
        // Given
        server.enqueue(new MockResponse.Builder().code(429).build());
        // When
        Outcome outcome = receiver.deliver(Notifications.page("i/1", 1), null);
        // Then
        assertThat(outcome).isEqualTo(new Retry(Reason.RATE_LIMITED, "HTTP 429", null));
    }

    @Test
    void gives_up_waiting_for_a_server_that_hangs() {
        // Given
        server.enqueue(new MockResponse.Builder().onResponseStart(SocketEffect.Stall.INSTANCE).build());
        // When
        Outcome outcome = receiver.deliver(Notifications.page("i/1", 1), null);
        // Then
        assertThat(outcome).isInstanceOf(Retry.class);
        assertThat(outcome.reason()).isEqualTo(Reason.HUNG);
        assertThat(outcome.reason().ambiguous()).isTrue();
    }

    @Test
    void knows_that_a_reset_may_have_arrived() {
        // Given
        server.enqueue(new MockResponse.Builder().onResponseStart(new SocketEffect.CloseSocket()).build());
        // When
        Outcome outcome = receiver.deliver(Notifications.page("i/1", 1), null);
        // Then
        assertThat(outcome).isInstanceOf(Retry.class);
        assertThat(outcome.reason()).isEqualTo(Reason.RESET);
    }

    @Test
    void knows_that_nothing_arrived_where_nobody_listens() {
        // Given
        server.close();
        // When
        Outcome outcome = receiver.deliver(Notifications.page("i/1", 1), null);
        // Then
        assertThat(outcome).isInstanceOf(Retry.class);
        assertThat(outcome.reason()).isEqualTo(Reason.UNREACHABLE);
        assertThat(outcome.toString()).doesNotContain(SECRET);
    }

    @Test
    void follows_no_redirect() {
        // Given
        server.enqueue(new MockResponse.Builder().code(307).addHeader("Location", server.url("/elsewhere")).build());
        // When
        Outcome outcome = receiver.deliver(Notifications.page("i/1", 1), null);
        // Then
        assertThat(outcome).isInstanceOf(Retry.class);
        assertThat(server.getRequestCount()).isEqualTo(1);
    }

    @Test
    void reshapes_once_and_then_rejects() {
        // Given
        server.enqueue(invalid());
        server.enqueue(invalid());
        // When
        Outcome outcome = receiver.deliver(Notifications.page("i/1", 1), null);
        // Then
        assertThat(outcome).isInstanceOf(Rejected.class);
        assertThat(outcome.reason()).isEqualTo(Reason.INVALID_PAYLOAD);
        assertThat(outcome.toString()).doesNotContain(SECRET);
        assertThat(server.getRequestCount()).isEqualTo(2);
    }

    @Test
    void delivers_the_plainest_form_when_the_full_one_is_refused() {
        // Given
        server.enqueue(invalid());
        server.enqueue(yes());
        // When
        Outcome outcome = receiver.deliver(Notifications.page("i/1", 1), null);
        // Then
        assertThat(outcome).isInstanceOf(Delivered.class);
        assertThat(outcome.reason()).isEqualTo(Reason.RESHAPED);
    }

    @Test
    void says_nothing_of_what_it_was_never_told() {
        // When
        Outcome outcome = receiver.deliver(Notifications.resolve("i/1", 2), null);
        // Then
        assertThat(outcome).isEqualTo(new Skipped(Reason.NEVER_TOLD));
        assertThat(server.getRequestCount()).isZero();
    }

    @Test
    void closes_nothing_twice() {
        // When
        Outcome outcome = receiver.deliver(Notifications.resolve("i/1", 3),
                Notifications.told(Notifications.resolve("i/1", 2), receiver.name(), false));
        // Then
        assertThat(outcome).isEqualTo(new Skipped(Reason.ALREADY_CLOSED));
    }

    @Test
    void shows_no_secret_in_its_own_name() {
        assertThat(receiver.toString()).doesNotContain(SECRET);
    }
}
