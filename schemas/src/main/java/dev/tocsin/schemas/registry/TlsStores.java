package dev.tocsin.schemas.registry;

import java.security.GeneralSecurityException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;

import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.config.SslConfigs;
import org.apache.kafka.common.security.ssl.DefaultSslEngineFactory;

/**
 * The certificates to trust and to show, read by Kafka's own reader of {@code ssl.*} settings: JKS, PKCS12 and PEM, as
 * files or in the property itself.
 *
 * @param verifiesHost whether the certificate must be for the host of the URL
 */
public record TlsStores(SSLContext context, X509TrustManager trust, boolean verifiesHost) {

    private static final String PREFIX = RegistrySettings.NAMESPACE + "ssl.";

    /**
     * The stores that properties prefixed with {@code schema.registry.ssl.} name; empty where there are none.
     *
     * @throws ConfigException if a store can't be read
     */
    static Optional<TlsStores> from(Map<String, ?> properties) {
        Map<String, Object> ssl = new HashMap<>();
        properties.forEach((name, value) -> {
            if (name.startsWith(PREFIX) && value != null) {
                ssl.put(name.substring(RegistrySettings.NAMESPACE.length()), value);
            }
        });
        return ssl.isEmpty() ? Optional.empty() : Optional.of(read(ssl));
    }

    private static TlsStores read(Map<String, Object> ssl) {
        ConfigDef definition = new ConfigDef();
        SslConfigs.addClientSslSupport(definition);
        Map<String, Object> parsed = definition.parse(ssl);
        try (DefaultSslEngineFactory factory = new DefaultSslEngineFactory()) {
            factory.configure(parsed);
            TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trust.init(factory.truststore());
            Object algorithm = parsed.get(SslConfigs.SSL_ENDPOINT_IDENTIFICATION_ALGORITHM_CONFIG);
            return new TlsStores(factory.sslContext(), x509(trust.getTrustManagers()),
                    algorithm != null && !algorithm.toString().isEmpty());
        } catch (GeneralSecurityException | RuntimeException failure) {
            throw new ConfigException("The stores that " + PREFIX + "* name can't be used: " + cause(failure));
        }
    }

    private static X509TrustManager x509(TrustManager[] managers) {
        for (TrustManager manager : managers) {
            if (manager instanceof X509TrustManager x509) {
                return x509;
            }
        }
        throw new ConfigException("This JDK has no X.509 trust manager");
    }

    /** The innermost message: Kafka wraps the one that names the file or the password. */
    private static String cause(Throwable failure) {
        Throwable inner = failure;
        while (inner.getCause() != null) {
            inner = inner.getCause();
        }
        return inner.getClass().getSimpleName() + ": " + inner.getMessage();
    }

    @Override
    public String toString() {
        return "TlsStores[verifiesHost=" + verifiesHost + "]";
    }
}
