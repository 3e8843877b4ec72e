package dev.tocsin.topology.switchboard;

import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;

import dev.tocsin.escalation.switchboard.Board;
import dev.tocsin.escalation.switchboard.Line;
import dev.tocsin.escalation.switchboard.stored.StoredBoard;
import dev.tocsin.escalation.switchboard.stored.StoredLine;
import dev.tocsin.escalation.switchboard.stored.TornRowException;
import dev.tocsin.topology.store.Codec;

/** The stored forms of the switchboard's rows, which escalation defines. */
final class Codecs {

    private Codecs() {}

    /** The one row of the board. */
    record OfBoard(Consumer<String> torn) implements Codec<Board> {

        @Override
        public byte[] write(Board board) {
            return StoredBoard.write(board);
        }

        @Override
        public @Nullable Board read(String key, byte[] stored) {
            try {
                return StoredBoard.read(stored);
            } catch (TornRowException unreadable) {
                torn.accept(key);
                return null;
            }
        }
    }

    /** A row per open incident. */
    record OfLine(Consumer<String> torn) implements Codec<Line> {

        @Override
        public byte[] write(Line line) {
            return StoredLine.write(line);
        }

        @Override
        public @Nullable Line read(String key, byte[] stored) {
            try {
                return StoredLine.read(stored);
            } catch (TornRowException unreadable) {
                torn.accept(key);
                return null;
            }
        }
    }
}
