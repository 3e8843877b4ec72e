package dev.tocsin.notifiers.http;

import java.time.Duration;

import org.jspecify.annotations.Nullable;

import dev.tocsin.notifiers.receiver.Outcome.Retry;
import dev.tocsin.notifiers.receiver.Reason;

/** What came of a request. */
public sealed interface Answer {

    /**
     * The server answered.
     *
     * @param code HTTP status
     * @param body at most 64 KiB of it
     * @param retryAfter the header, where it was there in a form that can be read
     */
    record Answered(int code, String body, @Nullable Duration retryAfter) implements Answer {}

    /** No answer came. */
    record Failed(Reason reason, String detail) implements Answer {

        /** The outcome this is for every receiver: try again. */
        public Retry retry() {
            return new Retry(reason, detail, null);
        }
    }
}
