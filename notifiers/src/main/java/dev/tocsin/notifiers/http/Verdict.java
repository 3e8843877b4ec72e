package dev.tocsin.notifiers.http;

import dev.tocsin.notifiers.http.Answer.Answered;
import dev.tocsin.notifiers.http.Answer.Failed;
import dev.tocsin.notifiers.receiver.Outcome;
import dev.tocsin.notifiers.receiver.Outcome.Delivered;
import dev.tocsin.notifiers.receiver.Outcome.Rejected;
import dev.tocsin.notifiers.receiver.Outcome.Retry;
import dev.tocsin.notifiers.receiver.Reason;

/** What an answer means where the API has no rules of its own but those of HTTP. */
public final class Verdict {

    private Verdict() {}

    /** @param success what any 2xx is */
    public static Outcome of(Answer answer, Delivered success) {
        return switch (answer) {
            case Failed failed -> failed.retry();
            case Answered answered when answered.code() / 100 == 2 -> success;
            case Answered answered -> refused(answered);
        };
    }

    private static Outcome refused(Answered answer) {
        String detail = JsonPost.excerpt(answer);
        return switch (Integer.valueOf(answer.code())) {
            case 429 -> new Retry(Reason.RATE_LIMITED, detail, answer.retryAfter());
            case 400, 413, 415, 422 -> new Rejected(Reason.INVALID_PAYLOAD, detail);
            case 401, 402, 403, 404, 405, 407, 410 -> new Retry(Reason.DESTINATION_REFUSED, detail, null);
            case 408 -> new Retry(Reason.HUNG, detail, answer.retryAfter());
            case Integer code when code >= 500 -> new Retry(Reason.RECEIVER_FAILED, detail, answer.retryAfter());
            default -> new Retry(Reason.ODD_ANSWER, detail, answer.retryAfter());
        };
    }
}
