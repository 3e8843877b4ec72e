package dev.tocsin.app.inspect;

/**
 * One service seen to call another.
 *
 * @param caller {@code namespace/service}, or a service's name in whatever namespace
 * @param callee the same, or an address that is no service's
 * @param points that say so
 * @param known both are services: it goes into the proposed map
 */
record Call(String caller, String callee, long points, boolean known) {

    private static final int MOST_CHARACTERS = 150;

    Call and(Call same) {
        return new Call(caller, callee, points + same.points, known || same.known);
    }

    /** Whether a document may have the name. */
    static boolean isLegal(String name) {
        return !name.isBlank() && name.length() <= MOST_CHARACTERS && name.chars().allMatch(c -> c > ' ' && c != 0x7F)
                && name.indexOf('/') == name.lastIndexOf('/');
    }
}
