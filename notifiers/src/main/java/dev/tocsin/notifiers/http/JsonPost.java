package dev.tocsin.notifiers.http;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.security.cert.CertPathBuilderException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLPeerUnverifiedException;

import org.jspecify.annotations.Nullable;

import dev.tocsin.notifiers.Secret;
import dev.tocsin.notifiers.http.Answer.Answered;
import dev.tocsin.notifiers.http.Answer.Failed;
import dev.tocsin.notifiers.receiver.Reason;
import dev.tocsin.notifiers.text.Cut;

import okhttp3.Headers;
import okhttp3.HttpUrl;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;

/**
 * A POST of JSON that always ends: with an answer, or with the name of what failed. It is sent once, follows no
 * redirect (which would carry a secret elsewhere) and says nothing in which one of the given secrets can be read.
 */
public final class JsonPost {

    /** How long a connection may take. */
    public static final Duration CONNECT = Duration.ofSeconds(5);
    /** How long a whole call may take. */
    public static final Duration CALL = Duration.ofSeconds(15);

    private static final MediaType JSON = MediaType.get("application/json; charset=utf-8");
    private static final long MAX_ANSWER_BYTES = 64L * 1024;
    private static final int MAX_DETAIL = 300;

    private final OkHttpClient client;
    private final List<Secret> secrets;

    /**
     * @param client as {@link #client()} makes it, or with other time-outs
     * @param secrets what must not be read in any answer or detail
     */
    public JsonPost(OkHttpClient client, List<Secret> secrets) {
        this.client = client;
        this.secrets = List.copyOf(secrets);
    }

    /** A client with the time-outs of receivers. Share it: it owns connections and threads. */
    public static OkHttpClient client() {
        return client(CONNECT, CALL);
    }

    /** A client with these time-outs. */
    public static OkHttpClient client(Duration connect, Duration call) {
        return new OkHttpClient.Builder().connectTimeout(connect).callTimeout(call).readTimeout(call).writeTimeout(call)
                .retryOnConnectionFailure(false).followRedirects(false).followSslRedirects(false).build();
    }

    /**
     * Sends it.
     *
     * @param json UTF-8
     * @param bearer the token of the {@code Authorization} header; null for none
     */
    public Answer send(HttpUrl url, byte[] json, @Nullable Secret bearer) {
        Headers none = Headers.EMPTY;
        return send(url, json,
                bearer == null ? none : none.newBuilder().add("Authorization", "Bearer " + bearer.reveal()).build());
    }

    /** Sends it with these headers. */
    public Answer send(HttpUrl url, byte[] json, Headers headers) {
        Request.Builder request = new Request.Builder().url(url).headers(headers).post(RequestBody.create(json, JSON));
        try (Response response = client.newCall(request.build()).execute()) {
            String body = response.peekBody(MAX_ANSWER_BYTES).string();
            return new Answered(response.code(), masked(body),
                    RetryAfter.parse(response.header("Retry-After"), response.header("Date")));
        } catch (IOException e) {
            return new Failed(reason(e), detail(url, e));
        }
    }

    /** The first words of an answer, on one line. */
    public static String excerpt(Answered answer) {
        return Cut.line("HTTP " + answer.code() + (answer.body().isBlank() ? "" : ": " + answer.body()), MAX_DETAIL);
    }

    private static Reason reason(IOException e) {
        return switch (e) {
            case SocketTimeoutException timeout when isConnect(timeout) -> Reason.UNREACHABLE;
            case InterruptedIOException _ -> Reason.HUNG;
            case ConnectException _,UnknownHostException _,NoRouteToHostException _ -> Reason.UNREACHABLE;
            case SSLHandshakeException _,SSLPeerUnverifiedException _ -> Reason.UNREACHABLE;
            default -> Reason.RESET;
        };
    }

    private static boolean isConnect(SocketTimeoutException e) {
        String message = e.getMessage();
        return message != null && message.toLowerCase(Locale.ROOT).contains("connect");
    }

    private String detail(HttpUrl url, IOException e) {
        String message = e.getMessage();
        String kind = (isUntrusted(e) ? url.host() + ": its certificate is of no authority that is trusted here; " : "")
                + e.getClass().getSimpleName();
        return Cut.line(masked(message == null ? kind : kind + ": " + message), MAX_DETAIL);
    }

    /** The JDK found no path from the certificate to an authority. */
    private static boolean isUntrusted(@Nullable Throwable failure) {
        return failure instanceof CertPathBuilderException || failure != null && isUntrusted(failure.getCause());
    }

    private String masked(String text) {
        String masked = text;
        for (Secret secret : secrets) {
            masked = secret.maskedIn(masked);
        }
        return masked;
    }
}
