package dev.tocsin.app.log;

import java.util.Map;

import org.slf4j.Logger;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.PatternLayout;
import ch.qos.logback.classic.spi.Configurator;
import ch.qos.logback.classic.spi.ConfiguratorRank;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.Layout;
import ch.qos.logback.core.encoder.LayoutWrappingEncoder;
import ch.qos.logback.core.spi.ContextAwareBase;

/**
 * Sets logback up: stderr, text or (with {@code TOCSIN_LOG_FORMAT=json}) JSON lines; warnings only, unless
 * {@code TOCSIN_LOG_LEVEL} says more. Found by logback as a service; {@code -Dlogback.configurationFile} wins over it.
 */
@ConfiguratorRank(ConfiguratorRank.CUSTOM_NORMAL_PRIORITY)
public final class LogFormat extends ContextAwareBase implements Configurator {

    static final String CONSOLE = "stderr";

    @Override
    public ExecutionStatus configure(LoggerContext context) {
        if (!configuresHere()) {
            return ExecutionStatus.INVOKE_NEXT_IF_ANY;
        }
        Map<String, String> environment = System.getenv();
        var root = context.getLogger(Logger.ROOT_LOGGER_NAME);
        root.setLevel(Level.WARN);
        root.addAppender(console(context, environment));
        context.getLogger("dev.tocsin").setLevel(level(environment, Level.WARN));
        Chatter.quiet(context);
        return ExecutionStatus.DO_NOT_INVOKE_NEXT_IF_ANY;
    }

    static boolean configuresHere() {
        return System.getProperty("logback.configurationFile") == null;
    }

    static Level level(Map<String, String> environment, Level otherwise) {
        return Level.toLevel(environment.get("TOCSIN_LOG_LEVEL"), otherwise);
    }

    static Layout<ILoggingEvent> text(LoggerContext context) {
        var layout = new PatternLayout();
        layout.setContext(context);
        layout.setPattern("%d{HH:mm:ss.SSS} %-5level %logger{24}: %msg%n%ex{6}");
        layout.start();
        return layout;
    }

    private static ConsoleAppender<ILoggingEvent> console(LoggerContext context, Map<String, String> environment) {
        var encoder = new LayoutWrappingEncoder<ILoggingEvent>();
        encoder.setContext(context);
        encoder.setLayout(layout(context, environment));
        encoder.start();
        var appender = new ConsoleAppender<ILoggingEvent>();
        appender.setContext(context);
        appender.setName(CONSOLE);
        appender.setTarget("System.err");
        appender.setEncoder(encoder);
        appender.start();
        return appender;
    }

    private static Layout<ILoggingEvent> layout(LoggerContext context, Map<String, String> environment) {
        if ("json".equalsIgnoreCase(environment.get("TOCSIN_LOG_FORMAT"))) {
            var layout = new JsonLines();
            layout.setContext(context);
            layout.start();
            return layout;
        }
        return text(context);
    }
}
