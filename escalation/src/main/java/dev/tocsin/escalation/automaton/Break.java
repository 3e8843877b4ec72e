package dev.tocsin.escalation.automaton;

/**
 * Why a match under way ended without a match.
 *
 * @param recovery whether the service is well, so that nothing was missed
 */
record Break(String reason, boolean recovery) {

    static Break recovered(String signal) {
        return new Break("recovered: " + signal, true);
    }

    static Break missed(String reason) {
        return new Break(reason, false);
    }
}
