package dev.tocsin.app.broker;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;

import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.storage.Formatter;

import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;

/**
 * A broker that asks who is there (SASL over TLS, and TLS with client certificates) and lets nobody do what no ACL
 * allows. Its plain listener is the administrator's.
 */
public final class SecuredBroker implements AutoCloseable {

    private final KafkaRaftServer server;
    private final Ports plain;
    private final Ports secured;

    /**
     * Starts one.
     *
     * @param store PKCS 12, with the key of {@code localhost} and the certificates of those who may come
     * @param password of it
     * @param logins of SASL/PLAIN
     * @param keysUrl where the keys are that tokens for {@code kafka} are signed with
     */
    public SecuredBroker(Path data, Path store, String password, Map<String, String> logins, String keysUrl)
            throws Exception {
        plain = Ports.free();
        secured = Ports.free();
        Properties properties = BrokerProperties.of(data, plain);
        listeners(properties);
        tls(properties, store, password);
        sasl(properties, logins);
        oauth(properties, keysUrl);
        properties.setProperty("authorizer.class.name", "org.apache.kafka.metadata.authorizer.StandardAuthorizer");
        properties.setProperty("super.users", "User:ANONYMOUS");
        format(data);
        server = new KafkaRaftServer(new KafkaConfig(properties), Time.SYSTEM);
        server.startup();
    }

    /** For the administrator. */
    public String plain() {
        return "127.0.0.1:" + plain.broker();
    }

    /** SASL over TLS. */
    public String sasl() {
        return "127.0.0.1:" + secured.broker();
    }

    /** TLS with client certificates. */
    public String mutualTls() {
        return "127.0.0.1:" + secured.controller();
    }

    @Override
    public void close() {
        server.shutdown();
        server.awaitShutdown();
    }

    private void listeners(Properties properties) {
        properties.setProperty("listeners", "PLAINTEXT://" + plain() + ",LOGIN://" + sasl() + ",MTLS://" + mutualTls()
                + ",CONTROLLER://127.0.0.1:" + plain.controller());
        properties.setProperty("listener.security.protocol.map",
                "PLAINTEXT:PLAINTEXT,LOGIN:SASL_SSL,MTLS:SSL,CONTROLLER:PLAINTEXT");
        properties.setProperty("inter.broker.listener.name", "PLAINTEXT");
    }

    private static void tls(Properties properties, Path store, String password) {
        for (String kind : new String[]{"keystore", "truststore"}) {
            properties.setProperty("ssl." + kind + ".location", store.toString());
            properties.setProperty("ssl." + kind + ".type", "PKCS12");
            properties.setProperty("ssl." + kind + ".password", password);
        }
        properties.setProperty("listener.name.mtls.ssl.client.auth", "required");
        properties.setProperty("ssl.principal.mapping.rules", "RULE:^CN=([^,]+).*$/$1/,DEFAULT");
    }

    private static void sasl(Properties properties, Map<String, String> logins) {
        var users = new StringBuilder();
        logins.forEach((user, password) -> users.append(" user_").append(user).append("=\"").append(password)
                .append('"'));
        properties.setProperty("sasl.enabled.mechanisms", "PLAIN,SCRAM-SHA-512,OAUTHBEARER");
        properties.setProperty("listener.name.login.plain.sasl.jaas.config",
                "org.apache.kafka.common.security.plain.PlainLoginModule required" + users + ";");
        properties.setProperty("listener.name.login.scram-sha-512.sasl.jaas.config",
                "org.apache.kafka.common.security.scram.ScramLoginModule required;");
    }

    private static void oauth(Properties properties, String keysUrl) {
        String prefix = "listener.name.login.oauthbearer.sasl.";
        properties.setProperty(prefix + "jaas.config",
                "org.apache.kafka.common.security.oauthbearer.OAuthBearerLoginModule required;");
        properties.setProperty(prefix + "server.callback.handler.class",
                "org.apache.kafka.common.security.oauthbearer.OAuthBearerValidatorCallbackHandler");
        properties.setProperty(prefix + "oauthbearer.jwks.endpoint.url", keysUrl);
        properties.setProperty(prefix + "oauthbearer.expected.audience", "kafka");
    }

    private static void format(Path folder) throws Exception {
        Files.createDirectories(folder);
        new Formatter().setPrintStream(nowhere()).setClusterId(Uuid.randomUuid().toString())
                .setNodeId(BrokerProperties.NODE).setControllerListenerName(BrokerProperties.CONTROLLER)
                .setMetadataLogDirectory(folder.toString()).addDirectory(folder.toString()).run();
    }

    private static PrintStream nowhere() throws IOException {
        return new PrintStream(OutputStream.nullOutputStream());
    }
}
