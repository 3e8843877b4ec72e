package dev.tocsin.app.log;

import java.nio.file.Path;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.filter.ThresholdFilter;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.Appender;
import ch.qos.logback.core.FileAppender;
import ch.qos.logback.core.encoder.LayoutWrappingEncoder;

/** The loudness of the log, and where it goes. A log configuration given to logback itself is left alone. */
public final class Logs {

    private static final String OURS = "dev.tocsin";

    private Logs() {}

    /** A service says what it does; a short command only what goes wrong. */
    public static void ofService() {
        if (configuredHere()) {
            context().getLogger(OURS).setLevel(LogFormat.level(System.getenv(), Level.INFO));
        }
    }

    /** All that is logged goes to a file, only errors to stderr: for a command that tells its own story. */
    public static void toFile(Path file) {
        if (!configuredHere()) {
            return;
        }
        LoggerContext context = context();
        var root = context.getLogger(Logger.ROOT_LOGGER_NAME);
        Appender<ILoggingEvent> console = root.getAppender(LogFormat.CONSOLE);
        if (console != null) {
            var errors = new ThresholdFilter();
            errors.setLevel(Level.ERROR.levelStr);
            errors.start();
            console.addFilter(errors);
        }
        root.addAppender(appenderOf(file, context));
        ofService();
    }

    private static FileAppender<ILoggingEvent> appenderOf(Path file, LoggerContext context) {
        var encoder = new LayoutWrappingEncoder<ILoggingEvent>();
        encoder.setContext(context);
        encoder.setLayout(LogFormat.text(context));
        encoder.start();
        var appender = new FileAppender<ILoggingEvent>();
        appender.setContext(context);
        appender.setName("file");
        appender.setFile(file.toString());
        appender.setAppend(false);
        appender.setEncoder(encoder);
        appender.start();
        return appender;
    }

    private static boolean configuredHere() {
        return LogFormat.configuresHere();
    }

    private static LoggerContext context() {
        return (LoggerContext) LoggerFactory.getILoggerFactory();
    }
}
