package dev.tocsin.app.score;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PushbackReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/** A CSV and how messages name it; it is closed once read. */
public record CsvSource(String name, Reader content) {

    private static final int GZIP_MAGIC = 0x1f8b;
    private static final char BYTE_ORDER_MARK = '\uFEFF';

    /** A file; gzip is recognised, and a byte order mark, as spreadsheets write it, is left out. */
    public static CsvSource open(Path file) throws UnreadableCsvException, IOException {
        if (Files.isDirectory(file)) {
            throw new UnreadableCsvException(file.toString(), "is a folder, not a CSV file");
        }
        InputStream content = new BufferedInputStream(Files.newInputStream(file));
        try {
            content.mark(2);
            int magic = content.read() << 8 | content.read();
            content.reset();
            InputStream plain = magic == GZIP_MAGIC ? new GZIPInputStream(content, 1 << 16) : content;
            return new CsvSource(file.toString(), withoutMark(plain));
        } catch (EOFException | ZipException e) {
            content.close();
            throw new UnreadableCsvException(file.toString(), "torn gzip: " + e.getMessage());
        } catch (IOException e) {
            content.close();
            throw e;
        }
    }

    private static Reader withoutMark(InputStream plain) throws IOException {
        var text = new PushbackReader(new InputStreamReader(plain, StandardCharsets.UTF_8));
        int first = text.read();
        if (first >= 0 && first != BYTE_ORDER_MARK) {
            text.unread(first);
        }
        return text;
    }
}
