package dev.tocsin.app.broker;

/** The libraries of a broker, which an installation can do without: the container image leaves them out. */
public final class BrokerLibraries {

    private static final String BROKER = "kafka.server.KafkaRaftServer";

    private BrokerLibraries() {}

    /** Whether they are on the class path. */
    public static boolean present() {
        try {
            Class.forName(BROKER, false, BrokerLibraries.class.getClassLoader());
            return true;
        } catch (ClassNotFoundException _) {
            return false;
        }
    }
}
