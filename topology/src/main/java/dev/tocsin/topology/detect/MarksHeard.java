package dev.tocsin.topology.detect;

import java.util.ArrayList;
import java.util.List;

import dev.tocsin.detectors.Mark;

/**
 * What a service's model was told of its latest incidents, so that nothing counts twice.
 *
 * @param marks at most {@value #MOST}, one per incident, oldest first
 */
record MarksHeard(List<Marked> marks) {

    /** Of older incidents nobody changes their mind. */
    static final int MOST = 32;

    static final MarksHeard NONE = new MarksHeard(List.of());

    /** An incident and what stands said of it. */
    record Marked(String incident, Mark mark) {}

    /** What a mark means after those before it. */
    enum Meaning {
        /** It is the first word on its incident. */
        NEW,
        /** It was said already. */
        REPEATED,
        /** It takes back the other mark, and nothing stands said of the incident. */
        TAKEN_BACK
    }

    MarksHeard {
        marks = List.copyOf(marks);
    }

    Meaning meaning(String incident, Mark mark) {
        return marks.stream().filter(known -> known.incident().equals(incident)).findFirst()
                .map(known -> known.mark() == mark ? Meaning.REPEATED : Meaning.TAKEN_BACK).orElse(Meaning.NEW);
    }

    MarksHeard with(String incident, Mark mark) {
        List<Marked> more = new ArrayList<>(marks.subList(Math.max(0, marks.size() - MOST + 1), marks.size()));
        more.add(new Marked(incident, mark));
        return new MarksHeard(more);
    }

    MarksHeard without(String incident) {
        return new MarksHeard(marks.stream().filter(known -> !known.incident().equals(incident)).toList());
    }
}
