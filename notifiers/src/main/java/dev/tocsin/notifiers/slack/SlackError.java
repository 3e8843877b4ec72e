package dev.tocsin.notifiers.slack;

import java.util.Set;

/** What Slack's {@code error} of an answer with {@code ok:false} means for us. */
enum SlackError {
    /** The card is gone or can't be changed any more: post a new one. */
    CARD_LOST,
    /** Token, scope or channel: down until a person repairs it. */
    DESTINATION,
    /** The message itself: try its plainest form. */
    MESSAGE,
    /** Too many requests. */
    RATE,
    /** Nothing happened; try again. */
    TRANSIENT,
    /** Part of it may have happened; try again, slowly. */
    MIDWAY,
    /** None that is known: taken as of the message, so that it can't block others. */
    UNKNOWN;

    private static final Set<String> LOST = Set.of("message_not_found", "cant_update_message", "edit_window_closed");
    private static final Set<String> REFUSED = Set.of("invalid_auth", "not_authed", "account_inactive",
            "token_revoked", "token_expired", "missing_scope", "no_permission", "not_allowed_token_type",
            "channel_not_found", "not_in_channel", "is_archived", "team_access_not_granted", "access_denied",
            "ekm_access_denied", "org_login_required", "two_factor_setup_required", "team_not_found", "no_service",
            "no_team", "user_not_found", "channel_is_archived", "action_prohibited", "invalid_token",
            "posting_to_general_channel_denied");
    private static final Set<String> INVALID = Set.of("no_text", "invalid_blocks", "invalid_blocks_format",
            "msg_blocks_too_long", "msg_too_long", "too_many_attachments", "invalid_payload", "invalid_arguments",
            "invalid_attachments", "invalid_metadata_format", "invalid_metadata_schema", "metadata_too_large",
            "invalid_json", "json_not_object", "cannot_parse_attachment");
    private static final Set<String> TOO_FAST = Set.of("ratelimited", "rate_limited", "message_limit_exceeded");
    private static final Set<String> NOTHING_HAPPENED = Set.of("service_unavailable", "request_timeout",
            "rollup_error", "team_added_to_org");
    private static final Set<String> MAY_HAVE_HAPPENED = Set.of("internal_error", "fatal_error");

    static SlackError of(String error) {
        if (LOST.contains(error)) {
            return CARD_LOST;
        }
        if (REFUSED.contains(error) || error.startsWith("restricted_action")) {
            return DESTINATION;
        }
        if (INVALID.contains(error)) {
            return MESSAGE;
        }
        if (TOO_FAST.contains(error)) {
            return RATE;
        }
        if (NOTHING_HAPPENED.contains(error)) {
            return TRANSIENT;
        }
        return MAY_HAVE_HAPPENED.contains(error) ? MIDWAY : UNKNOWN;
    }
}
