package dev.tocsin.app.demo.inbox;

import java.time.Duration;

import org.jspecify.annotations.Nullable;

/** A way in which an endpoint misbehaves for one request. */
public sealed interface Fault {

    /** 429. @param retryAfterSeconds the header; null leaves it out */
    record TooMany(@Nullable Integer retryAfterSeconds) implements Fault {}

    /** This status with an empty object. */
    record Status(int code) implements Fault {}

    /** Slack's 200 that isn't one. */
    record NotOk(String error) implements Fault {}

    /** No answer for so long; the message is kept first if it {@code arrives}. */
    record Hang(Duration time, boolean arrives) implements Fault {}
}
