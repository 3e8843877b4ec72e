package dev.tocsin.notifiers.slack;

import java.util.Locale;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import dev.tocsin.notifiers.http.Answer;
import dev.tocsin.notifiers.http.Answer.Answered;
import dev.tocsin.notifiers.http.Answer.Failed;
import dev.tocsin.notifiers.http.JsonPost;
import dev.tocsin.notifiers.receiver.Outcome.Retry;
import dev.tocsin.notifiers.receiver.Reason;

/** What a call to Slack came to. */
sealed interface SlackAnswer {

    /** It is there, under this address. */
    record Shown(String channel, String ts) implements SlackAnswer {}

    /** It is not, or may not be, and a later attempt may succeed. */
    record Later(Retry retry) implements SlackAnswer {}

    /** Slack refuses: the card, the destination or the message. */
    record Refused(SlackError error, String detail) implements SlackAnswer {}

    ObjectMapper JSON = new ObjectMapper();

    /** Reads the answer of a Web API method: 200 says nothing yet, {@code ok} does. */
    static SlackAnswer ofMethod(Answer answer) {
        return switch (answer) {
            case Failed failed -> new Later(failed.retry());
            case Answered answered when answered.code() == 200 -> ofBody(answered);
            case Answered answered -> ofCode(answered);
        };
    }

    /** Reads the answer of an incoming webhook: plain {@code ok}, or a code with the error as text. */
    static SlackAnswer ofWebhook(Answer answer) {
        return switch (answer) {
            case Failed failed -> new Later(failed.retry());
            case Answered answered when answered.code() == 200 && answered.body().strip().equals("ok") -> new Shown("",
                    "");
            case Answered answered when answered.code() == 200 -> later(Reason.ODD_ANSWER, answered);
            case Answered answered when SlackError.of(word(answered)) != SlackError.UNKNOWN -> ofError(word(answered),
                    answered);
            case Answered answered -> ofCode(answered);
        };
    }

    private static String word(Answered answered) {
        return answered.body().strip().toLowerCase(Locale.ROOT);
    }

    private static SlackAnswer ofBody(Answered answered) {
        JsonNode body;
        try {
            body = JSON.readTree(answered.body());
        } catch (JsonProcessingException _) {
            return later(Reason.ODD_ANSWER, answered);
        }
        if (body == null || !body.path("ok").isBoolean()) {
            return later(Reason.ODD_ANSWER, answered);
        }
        if (!body.path("ok").booleanValue()) {
            return ofError(body.path("error").asText(""), answered);
        }
        String channel = body.path("channel").asText("");
        String ts = body.path("ts").asText("");
        return channel.isEmpty() || ts.isEmpty() ? later(Reason.ODD_ANSWER, answered) : new Shown(channel, ts);
    }

    private static SlackAnswer ofError(String error, Answered answered) {
        return switch (SlackError.of(error)) {
            case RATE -> later(Reason.RATE_LIMITED, answered);
            case TRANSIENT -> later(Reason.RECEIVER_FAILED, answered);
            case MIDWAY -> later(Reason.RECEIVER_FAILED_MIDWAY, answered);
            case SlackError refusal -> new Refused(refusal, JsonPost.excerpt(answered));
        };
    }

    private static SlackAnswer ofCode(Answered answered) {
        return switch (Integer.valueOf(answered.code())) {
            case 429 -> later(Reason.RATE_LIMITED, answered);
            case 401, 403, 404, 410 -> new Refused(SlackError.DESTINATION, JsonPost.excerpt(answered));
            case 400, 413, 422 -> new Refused(SlackError.MESSAGE, JsonPost.excerpt(answered));
            case 408 -> later(Reason.HUNG, answered);
            case Integer code when code >= 500 -> later(Reason.RECEIVER_FAILED, answered);
            default -> later(Reason.ODD_ANSWER, answered);
        };
    }

    private static SlackAnswer later(Reason reason, Answered answered) {
        return new Later(new Retry(reason, JsonPost.excerpt(answered), answered.retryAfter()));
    }
}
